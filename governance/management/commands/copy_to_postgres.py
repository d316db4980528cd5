"""`manage.py copy_to_postgres ADDRESS`: moves a site from SQLite to PostgreSQL, its trail included."""

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from governance.management.elsewhere import run_on
from governance.services.backup.dumping import back_up


class Command(BaseCommand):
    """Copies every row into an empty PostgreSQL database and proves the copy: the trail keeps its head."""

    help = (
        "Copies this SQLite site into an empty PostgreSQL database. Stop the site first; it stays as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="postgresql://… of the owner that setup_database printed")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        if connection.vendor != "sqlite":
            raise CommandError("This site is not on SQLite.", returncode=2)
        with tempfile.TemporaryDirectory(prefix="imprimatur-copy-") as folder:
            path = Path(folder) / "site.backup"
            written = back_up(path, at=timezone.now())
            run_on(address, "migrate", "--verbosity=0")
            told = run_on(address, "restore", str(path))
        if written.head.hash not in told:
            raise CommandError("The copy's trail does not end as this one does. Do not use it.", returncode=2)
        self.stdout.write(told.strip())
        self.stdout.write(
            "From now on run the site with that database, as the application's role, and not with this one."
        )
