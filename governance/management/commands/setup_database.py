"""`manage.py setup_database ADDRESS`: on PostgreSQL, the two roles, the database, its tables and rights."""

from argparse import ArgumentParser
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError

from governance.database.setting_up import Addresses, Names, SetUpRefused, set_up
from governance.management.elsewhere import run_on


class Command(BaseCommand):
    """Sets a PostgreSQL server up for a new site, and prints the two addresses once."""

    help = (
        "Makes the owner, the application's role and the database on PostgreSQL, with all tables and rights."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="postgresql://… of a role that may make roles and databases")
        parser.add_argument("--database", default="imprimatur")
        parser.add_argument("--owner", default="imprimatur_owner")
        parser.add_argument("--application", default="imprimatur")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        names = Names(options["database"], options["owner"], options["application"])
        try:
            made = set_up(address, names)
        except SetUpRefused as error:
            raise CommandError(f"{error} Nothing was changed.", returncode=2) from error
        except psycopg.Error as error:
            raise CommandError(str(error).strip().splitlines()[0], returncode=2) from error
        if made is None:
            self.stdout.write(
                "The roles and the database are there, with no right too many. Nothing was changed."
            )
            return
        self._finish(made, names)

    def _finish(self, made: Addresses, names: Names) -> None:
        self.stdout.write("Keep these; they are shown this once.")
        self.stdout.write(f"For migrations, backups and restores:\n  IMPRIMATUR_DATABASE={made.owner}")
        self.stdout.write(f"For the site:\n  IMPRIMATUR_DATABASE={made.application}")
        run_on(made.owner, "migrate", "--verbosity=0")
        run_on(made.owner, "grant_application_role", names.application)
        self.stdout.write("All tables and rights are made.")
