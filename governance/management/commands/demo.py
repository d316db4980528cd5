"""`manage.py demo`: the sample site in an empty database."""

from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from governance.demo.acts import StoryBroken
from governance.demo.cast import Member
from governance.demo.loading import MARK, load

ONCE = "The passwords are shown this once and kept nowhere."
KEPT = """The pages and people of the last run are there. Their passwords were shown at the first run.
For a new password: .venv/bin/python manage.py changepassword NAME. To begin again: remove the folder var."""
CODES = "To sign, a physician also gives a code: .venv/bin/python manage.py demo_code osei"


class Command(BaseCommand):
    """Migrates, checks, loads the sample site if nobody is there yet, and prints who can log in."""

    help = "Loads people, statements and sample pages into an empty database, and prints their logins once."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.HTTPS:
            raise CommandError("The sample site is for your own machine alone. Start it with `make demo`.")
        if _is_behind():
            call_command("migrate", verbosity=0, interactive=False)
        # Says only what is wrong.
        call_command("check", databases=["default"], stdout=StringIO(), stderr=self.stderr)
        cast = self._load()
        self.stdout.write(f"{_table(cast)}\n\n{ONCE}" if cast else KEPT)
        self.stdout.write(CODES)

    def _load(self) -> Mapping[str, Member]:
        try:
            cast = load(now=timezone.now())
        except StoryBroken as error:
            raise CommandError(f"The sample site was not loaded: {error}") from error
        if cast:  # a site with people of its own never becomes a demo
            (Path(settings.DATA_DIR) / MARK).touch()
        return cast


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _table(cast: Mapping[str, Member]) -> str:
    rows = [("Log in as", "with the password", "and be")]
    rows += [(name, member.password, f"{member.person}, {member.role}") for name, member in cast.items()]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
