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
    with tempfile.TemporaryDirectory(prefix="imprimatur-bench-") as folder:
        _run("SQLite", folder, f"sqlite:///{folder}/bench.sqlite3")
    try:
        with tempfile.TemporaryDirectory(prefix="imprimatur-bench-") as folder, cluster() as address:
            _run("PostgreSQL, without waiting for the disk", folder, address)
    except NoPostgreSQL as error:
        print(f"Left out: PostgreSQL: {error}.")


def _run(title: str, folder: str, database: str) -> None:
    say(f"Application on {title}: medians by the clock")
    settings = {"IMPRIMATUR_DATABASE": database, "IMPRIMATUR_DATA_DIR": folder, "IMPRIMATUR_AUDIT_ANCHOR": ""}
    environment: Mapping[str, str] = {**os.environ, **settings}
    command = [sys.executable, "-m", "tests.bench.journeys"]
    done = subprocess.run(command, env=environment, cwd=ROOT, check=False)
    if done.returncode:
        print(f"Broken off with exit code {done.returncode}: see above.")
