"""`manage.py verify_signatures`: every sign-off against its public key, the words and the version."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from governance.services.verifying import bad_signatures


class Command(BaseCommand):
    """Names each signature that does not verify; exit 1 if there is one."""

    help = (
        "Verifies every physician's signature with the public keys alone, and names each that does not hold."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        checked, bad = bad_signatures()
        for line in bad:
            self.stderr.write(line)
        if bad:
            raise CommandError(f"{len(bad)} of {checked} signatures do not hold.", returncode=1)
        self.stdout.write(f"{checked} signatures hold.")
