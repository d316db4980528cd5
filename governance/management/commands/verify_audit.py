"""`manage.py verify_audit [--anchor FILE] [--export FILE]`: the chain, entry by entry."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from governance.models import AuditEntry
from governance.services.trail import export, verify


class Command(BaseCommand):
    """Verifies the audit trail against itself and its anchor, and can export it for an auditor."""

    help = "Verifies the audit trail, names the first bad entry, and can export it as JSON lines."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anchor", type=Path, help="the anchor file; the site's own unless given")
        parser.add_argument("--no-anchor", action="store_true", help="verify the chain against itself alone")
        parser.add_argument("--export", type=Path, help="write the trail to this file, for verify_trail.py")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["export"]:
            self._export(options["export"])
        verified = verify(anchor=_anchor(options))
        if verified.fault:
            raise CommandError(verified.fault, returncode=1)
        self.stdout.write(f"{verified.entries} entries hold; the last hash is {verified.head}.")

    def _export(self, path: Path) -> None:
        with path.open("w", encoding="utf-8") as file:
            file.writelines(export(AuditEntry.objects.order_by("sequence").iterator(2000)))
        self.stdout.write(f"Exported to {path}.")


def _anchor(options: dict[str, Any]) -> Path | None:
    if options["no_anchor"]:
        return None
    chosen: Path | None = options["anchor"]
    site = Path(settings.AUDIT_ANCHOR)
    return chosen or (site if site.exists() else None)
