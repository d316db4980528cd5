"""`manage.py verify_live`: every live page as the public gets it, against what was signed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from governance.services.verifying import live_that_differs


class Command(BaseCommand):
    """Names each live page that is not exactly what was signed; exit 1 if there is one."""

    help = "Renders every live page, compares it with what was signed, and names each difference."

    def handle(self, *args: Any, **options: Any) -> None:
        checked, bad = live_that_differs()
        for line in bad:
            self.stderr.write(line)
        if bad:
            raise CommandError(f"{len(bad)} differences on {checked} live pages.", returncode=1)
        self.stdout.write(f"{checked} live pages are what was signed.")
