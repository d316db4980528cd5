"""A copy of the checkout, for tests that change it or let it write."""

import os
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("content", "governance", "templates", "tests", "manage.py", "pyproject.toml")


def copy_checkout(target: Path) -> Path:
    """Copies what runs, without what it wrote. Returns the target."""
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target / name)
    return target


def clean_environment(folder: Path) -> dict[str, str]:
    """The environment without this test run's settings, for a program in that folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("IMPRIMATUR_")}
    return kept | {"PYTHONPATH": str(folder)}
