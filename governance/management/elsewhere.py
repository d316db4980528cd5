"""A command of ours run on another database than this process has."""

import os
import subprocess
import sys

from django.conf import settings
from django.core.management.base import CommandError


def run_on(address: str, *command: str) -> str:
    """Runs a command on the database with that address and returns what it printed. Raises CommandError if it fails."""
    ended = subprocess.run(  # noqa: S603  our own commands
        [sys.executable, "-m", "django", *command],
        cwd=settings.BASE_DIR,
        env=os.environ | {"IMPRIMATUR_DATABASE": address},
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        told = ended.stderr.strip().splitlines() or [f"{command[0]} ended with {ended.returncode}."]
        raise CommandError(told[-1].removeprefix("CommandError: "), returncode=2)
    return ended.stdout
