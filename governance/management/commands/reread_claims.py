"""`manage.py reread_claims [--dry-run] [--here]`: after an upgrade of the engine, reads the current versions anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.utils import timezone

from governance.claims.engine import ENGINE_VERSION
from governance.models import ApprovedStatement
from governance.services.jobs import ask
from governance.services.rereading.comparing import Change, by_rule, changes, foreseen
from governance.services.rereading.reading import reread, reread_claims, unread

ROW = "{:40} {:>9} {:>9} {:>9} {:>9}"


class Command(BaseCommand):
    """Takes no page down: the statement's owner approves the new reading first, in the admin."""

    help = (
        "Reads all current versions by the engine as it is now, and prints the conflicts that are new or gone. "
        "On PostgreSQL it asks for a job; may be broken off and run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="store nothing, and print what would change"
        )
        parser.add_argument("--here", action="store_true", help="read in this process, also on PostgreSQL")

    def handle(self, *args: Any, dry_run: bool, here: bool, **options: Any) -> None:
        statement = ApprovedStatement.objects.binding(at=timezone.now())
        if statement is None:
            raise CommandError("No statement is in force, so there is nothing to compare by.")
        if dry_run:
            self._report(foreseen(statement))
        elif connection.vendor == "postgresql" and not here:
            with transaction.atomic():
                ask(reread_claims)
            self.stdout.write(f"A job reads {unread().count()} versions by engine {ENGINE_VERSION}.")
        else:
            self._read()
            self._report(changes(statement))

    def _read(self) -> None:
        total = unread().count()
        for done in reread(at=timezone.now()):
            self.stdout.write(f"\r{_bar(done, total)} {done} of {total}", ending="")
            self.stdout.flush()
        self.stdout.write(f"\n{total} versions read by engine {ENGINE_VERSION}.")

    def _report(self, found: list[Change]) -> None:
        if not found:
            self.stdout.write("No conflict is new, and none is gone.")
            return
        self.stdout.write(ROW.format("rule", "new live", "new", "gone live", "gone"))
        for row in by_rule(found):
            self.stdout.write(ROW.format(row.rule[:40], row.new_live, row.new, row.gone_live, row.gone))
        self.stdout.write("Nothing is taken down before the statement's owner approves this reading.")


def _bar(done: int, total: int, width: int = 30) -> str:
    full = width * done // max(total, 1)
    return "[" + "#" * full + "." * (width - full) + "]"
