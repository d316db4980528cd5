"""`manage.py backup FILE [--key-file FILE]`: every row of this moment in one file, while the site goes on."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from governance.management.key_files import add_key_file, key_in
from governance.services.backup.dumping import back_up
from governance.services.backup.envelope import BackupBroken


class Command(BaseCommand):
    """Writes the whole database into one file, which `manage.py restore` reads on SQLite and on PostgreSQL."""

    help = (
        "Writes a backup while the site runs. The key folder and the anchor are no part of it: copy them too."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        add_key_file(parser, "seal the backup with this key: a file of at least 32 random bytes")

    def handle(self, *args: Any, file: Path, key_file: Path | None, **options: Any) -> None:
        try:
            written = back_up(file, key=key_in(key_file), at=timezone.now())
        except BackupBroken as error:
            raise CommandError(str(error), returncode=2) from error
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.", returncode=2) from error
        ends = f"the trail ends with entry {written.head.sequence}, {written.head.hash}"
        self.stdout.write(f"{written.rows} rows in {file}; {ends}.")
