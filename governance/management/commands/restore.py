"""`manage.py restore FILE [--key-file FILE] [--accept-loss]`: a backup into an empty database, or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from governance.management.key_files import add_key_file, key_in
from governance.services.backup.envelope import BackupBroken
from governance.services.backup.restoring import Restored, RestoreRefused, restore


class Command(BaseCommand):
    """Restores a backup and proves it; what does not prove itself leaves the database as it was."""

    help = "Restores a backup into an empty, migrated database; proves the chain, the signatures and the live pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--accept-loss", action="store_true", help="although the anchor names newer acts")
        add_key_file(parser, "the key that the backup was sealed with")

    def handle(self, *args: Any, file: Path, key_file: Path | None, **options: Any) -> None:
        key, at = key_in(key_file), timezone.now()
        try:
            restored = restore(file, key=key, at=at, accept_loss=options["accept_loss"])
        except (BackupBroken, RestoreRefused) as error:
            raise CommandError(f"{error} Nothing was changed.", returncode=2) from error
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.", returncode=2) from error
        except DatabaseError as error:
            told = f"The database refused: {str(error).strip().splitlines()[0]}. On PostgreSQL run this as the owner."
            raise CommandError(f"{told} Nothing was changed.", returncode=2) from error
        self._tell(restored)

    def _tell(self, restored: Restored) -> None:
        self.stdout.write(f"{restored.rows} rows are back and {restored.signatures} signatures hold.")
        self.stdout.write(f"The trail ends with entry {restored.head.sequence}, {restored.head.hash}.")
        if restored.lost:
            self.stdout.write(
                f"{restored.lost} newer acts are lost; the trail says so, and the old anchor is kept."
            )
