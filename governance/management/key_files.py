"""The key that seals a backup, as commands take it."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import CommandError


def add_key_file(parser: ArgumentParser, help: str) -> None:
    """Adds `--key-file FILE` to a command."""
    parser.add_argument("--key-file", type=Path, metavar="FILE", help=help)


def key_in(path: Path | None) -> bytes:
    """The bytes of the key, none where no file is named. Raises CommandError where it cannot be read or is empty."""
    if path is None:
        return b""
    try:
        key = path.read_bytes()
    except OSError as error:
        raise CommandError(f"The key {path} cannot be read: {error.strerror}.", returncode=2) from error
    if not key:
        raise CommandError(f"The key {path} is empty.", returncode=2)
    return key
