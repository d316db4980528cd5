"""`manage.py grant_application_role ROLE`: on PostgreSQL, run as the owner after each migration."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection

from governance.database.grants import grant_application_role


class Command(BaseCommand):
    """Gives the role that the application runs as exactly the rights that it needs."""

    help = "Gives a PostgreSQL role the rights of the application: append-only tables can only be read and added to."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role")

    def handle(self, *args: Any, role: str, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("SQLite has no roles; this is for PostgreSQL.", returncode=2)
        try:
            grant_application_role(role)
        except DatabaseError as error:
            raise CommandError(str(error).strip().splitlines()[0], returncode=2) from error
        self.stdout.write(f"{role} may do what the application needs.")
