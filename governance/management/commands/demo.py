"""`manage.py demo`: the sample site in an empty database."""

from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from governance.demo.cast import Member
from governance.demo.loading import MARK, load

KEPT = """The pages and people of the last run are there. Their passwords were shown at the first run.
For a new password: .venv/bin/python manage.py changepassword NAME. To begin again: remove the folder var."""
ONCE = """The passwords are shown this once and kept nowhere.
To sign, a physician also gives a code: .venv/bin/python manage.py demo_code osei"""


class Command(BaseCommand):
    """Migrates, checks, loads the sample site if nobody is there yet, and prints who can log in."""

    help = "Loads people, statements and sample pages into an empty database, and prints their logins once."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command(
            "check", databases=["default"], stdout=StringIO(), stderr=self.stderr
        )  # says only what is wrong
        cast = load(now=timezone.now())
        (Path(settings.DATA_DIR) / MARK).touch()
        self.stdout.write(f"{_table(cast)}\n\n{ONCE}" if cast else KEPT)


def _table(cast: Mapping[str, Member]) -> str:
    rows = [("Log in as", "with the password", "and be")]
    rows += [(name, member.password, f"{member.person}, {member.role}") for name, member in cast.items()]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
