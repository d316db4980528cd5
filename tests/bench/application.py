"""How fast the application is, on a temporary SQLite file and on a PostgreSQL of its own where there is one."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping

from tests.bench.measuring import say
from tests.claims.figures import ROOT
from tests.cluster import NoPostgreSQL, cluster


def print_application() -> None:
    """The journeys of `tests.bench.journeys` on each database, every one in a process of its own."""
    _on_each("Application on {database}: medians by the clock", "tests.bench.journeys")


def print_impact() -> None:
    """The same with `tests.bench.impact`."""
    _on_each("What a draft statement would do, on {database}", "tests.bench.impact")


def print_search() -> None:
    """The same with `tests.bench.searched`."""
    _on_each("Searching the trail, on {database}: medians by the clock", "tests.bench.searched")


def _on_each(title: str, module: str) -> None:
    with tempfile.TemporaryDirectory(prefix="imprimatur-bench-") as folder:
        _run(title.format(database="SQLite"), module, folder, f"sqlite:///{folder}/bench.sqlite3")
    try:
        with tempfile.TemporaryDirectory(prefix="imprimatur-bench-") as folder, cluster() as address:
            _run(title.format(database="PostgreSQL, without waiting for the disk"), module, folder, address)
    except NoPostgreSQL as error:
        print(f"Left out: PostgreSQL: {error}.")


def _run(title: str, module: str, folder: str, database: str) -> None:
    say(title)
    settings = {"IMPRIMATUR_DATABASE": database, "IMPRIMATUR_DATA_DIR": folder, "IMPRIMATUR_AUDIT_ANCHOR": ""}
    environment: Mapping[str, str] = {**os.environ, **settings}
    command = [sys.executable, "-m", module]
    done = subprocess.run(command, env=environment, cwd=ROOT, check=False)
    if done.returncode:
        print(f"Broken off with exit code {done.returncode}: see above.")
