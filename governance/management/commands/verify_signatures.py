"""`manage.py verify_signatures`: every sign-off and every signature on a statement against its key and words."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from governance.services.statement.proof import bad_statement_signatures
from governance.services.verifying import bad_signatures


class Command(BaseCommand):
    """Names each signature that does not verify; exit 1 if there is one."""

    help = (
        "Verifies every physician's signature with the public keys alone, and names each that does not hold."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        checked, bad = bad_signatures()
        statements, bad_ones = bad_statement_signatures()
        checked, bad = checked + statements, bad + bad_ones
        for line in bad:
            self.stderr.write(line)
        if bad:
            raise CommandError(f"{len(bad)} of {checked} signatures do not hold.", returncode=1)
        self.stdout.write(f"{checked} signatures hold.")
