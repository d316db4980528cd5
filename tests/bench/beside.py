"""Ours beside a stock Wagtail site: both set up and measured in one run, one after the other, twice."""

import json
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.bench.measuring import milliseconds, say, table
from tests.bench.texts import plain_page
from tests.claims.figures import ROOT

PEER = ROOT / "tests" / "bench" / "peer"
LOCK = ROOT / "tests" / "bench" / "peer.lock"
ENVIRONMENT = ROOT / "var" / "peer"
SIZES, OUR_LARGEST = ("500", "5000"), "100000"
ROUNDS = 2
Times = Mapping[str, list[Any]]

# label: what it is, and the part of Wagtail's time that ours may take at most.
WANTED = {
    "workflow": ("one step of review, published", 0.5),
    "save and publish": ("save and publish", 0.5),
    "list 500": ("list of 50 rows, 500 pages", 1 / 3),
    "list 5000": ("list of 50 rows, 5,000 pages", 1 / 3),
    f"list {OUR_LARGEST}": ("the same, ours at 100,000", 1 / 3),
    "history": ("history of 200 versions", 0.5),
    "compare": ("compare near-equal 1,500 words", 0.1),
}


def print_beside() -> None:
    """One table: Wagtail's median, ours, the ratio and what it should be at most."""
    say("Beside Wagtail, both on SQLite: the better of two rounds each")
    try:
        python = peers_python()
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"Left out: the packages of tests/bench/peer.lock could not be installed: {error}")
        return
    with tempfile.TemporaryDirectory(prefix="imprimatur-bench-") as folder:
        words = Path(folder) / "words.md"
        words.write_text(plain_page())
        rounds = [(_theirs(python, folder, words, n), _ours(folder, words, n)) for n in range(ROUNDS)]
    theirs, ours = (_best(side) for side in zip(*rounds, strict=True))
    head = ("what", "Wagtail", "SQL", "ours", "SQL", "ratio", "wanted")
    table(head, [_row(label, theirs, ours) for label in WANTED])


def _row(label: str, theirs: Times, ours: Times) -> tuple[str, ...]:
    what, wanted = WANTED[label]
    their_time, their_queries = theirs.get(label) or theirs["list 5000"]
    our_time, our_queries = ours[label]
    times = (milliseconds(their_time), str(their_queries), milliseconds(our_time), str(our_queries))
    return (what, *times, f"{our_time / their_time:.2f}", f"{wanted:.2f}")


def peers_python() -> Path:
    """The Python of an environment of the peer's own, made once."""
    python = ENVIRONMENT / "bin" / "python"
    done = ENVIRONMENT / "lock"
    if not done.is_file() or done.read_text() != LOCK.read_text():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        install = [python, "-m", "pip", "install", "-q", "--require-hashes", "-r", LOCK]
        subprocess.run(install, check=True)
        done.write_text(LOCK.read_text())
    return python


def _theirs(python: Path, folder: str, words: Path, number: int) -> Times:
    environment = {**os.environ, "PEER_DATABASE": f"{folder}/peer-{number}.sqlite3"}
    return _json([str(python), "theirs.py", str(words), *SIZES], PEER, environment)


def _ours(folder: str, words: Path, number: int) -> Times:
    data = Path(folder) / f"ours-{number}"
    data.mkdir()
    names = {"DATABASE": f"sqlite:///{data}/ours.sqlite3", "DATA_DIR": str(data), "AUDIT_ANCHOR": ""}
    environment = {**os.environ, **{f"IMPRIMATUR_{name}": value for name, value in names.items()}}
    command = [sys.executable, "-m", "tests.bench.ours", str(words), *SIZES, OUR_LARGEST]
    return _json(command, ROOT, environment)


def _json(command: list[str], folder: Path, environment: Mapping[str, str]) -> Times:
    done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _best(side: tuple[Times, ...]) -> Times:
    return {label: min(times[label] for times in side) for label in side[0]}
