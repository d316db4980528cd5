"""`make soak`: many processes at once, and processes killed at any moment. Bounded; prints a table.

    python -m tests.soak [--seconds 60] [--kills 200] [--pages 50] [--processes 8] [--races 200] [--entries 1000000]

On SQLite (a file, as in production) and on PostgreSQL (a throw-away cluster). After each run the database is
looked through: no half act, no lost act, no page live against the rules, the trail and all signatures hold.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.cluster import NoPostgreSQL, cluster


def main() -> int:
    """Returns 1 where an invariant was violated."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, default in (("seconds", 60), ("kills", 200), ("pages", 50), ("processes", 8), ("races", 200)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--entries", type=int, default=1_000_000)
    options = vars(parser.parse_args())
    entries = options.pop("entries")
    worst = 0
    for database, environment in _databases():
        for part in ("crowd", "races", "due", "kill"):
            print(f"--- {part} on {database}", flush=True)
            worst = max(worst, _run(part, environment, options))
    for database, environment in _databases():
        print(f"--- a long trail on {database}", flush=True)
        command = [sys.executable, "-m", "tests.soak.million", f"--entries={entries}"]
        worst = max(worst, _wait(command, environment))
    return worst


def _databases() -> Iterator[tuple[str, Mapping[str, str]]]:
    with _folder() as folder:
        yield (
            "SQLite",
            {"IMPRIMATUR_DATABASE": f"sqlite:///{folder}/soak.sqlite3", "IMPRIMATUR_DATA_DIR": folder},
        )
    try:
        with _folder() as folder, cluster() as address:
            yield "PostgreSQL", {"IMPRIMATUR_DATABASE": address, "IMPRIMATUR_DATA_DIR": folder}
    except NoPostgreSQL as error:
        print(f"Left out: PostgreSQL: {error}")


@contextmanager
def _folder() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="imprimatur-soak-") as folder:
        yield folder


def _run(part: str, environment: Mapping[str, str], options: Mapping[str, int]) -> int:
    arguments = [f"--{name}={value}" for name, value in options.items()]
    command = [sys.executable, "-m", "tests.soak.run", part, *arguments]
    return _wait(command, environment)


def _wait(command: list[str], environment: Mapping[str, str]) -> int:
    return subprocess.run(command, env={**os.environ, **environment}, cwd=Path.cwd(), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
