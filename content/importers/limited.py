"""Reading a file that somebody sends, in a process of its own that may use little: memory, time, and nothing else."""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path, PurePath

from content.importers.values import Imported, ImportRefused, Kind, Leftover

SECONDS = 30
ROOT = Path(__file__).resolve().parents[2]
TOO_MUCH = (
    "This file takes more memory or time to read than it may. Nothing was imported; please simplify it."
)


def read_limited(name: str, data: bytes, kind: str) -> Imported:
    """As content.importers.read_file, in a limited process without the site's settings, keys and database.

    Raises ImportRefused with one sentence, whatever became of the process.
    """
    command = [sys.executable, "-m", "content.importers.child", PurePath(name).name[-200:], kind]
    try:
        done = subprocess.run(  # noqa: S603  our own module, no shell
            command,
            input=data,
            capture_output=True,
            cwd=ROOT,
            env={"PYTHONUTF8": "1"},
            timeout=SECONDS,
            check=False,
        )
        answer = json.loads(done.stdout) if done.returncode == 0 else {"refused": TOO_MUCH}
    except (subprocess.TimeoutExpired, ValueError):
        raise ImportRefused(TOO_MUCH) from None
    if "refused" in answer:
        raise ImportRefused(answer["refused"])
    return _imported(answer)


def encoded(imported: Imported) -> str:
    """What the process answers."""
    return json.dumps(asdict(imported))


def _imported(answer: dict) -> Imported:
    return Imported(
        kind=Kind(answer["kind"]),
        title=answer["title"],
        values=answer["values"],
        questions=tuple((question, text) for question, text in answer["questions"]),
        leftovers=tuple(Leftover(**left) for left in answer["leftovers"]),
        labels=tuple(answer["labels"]),
    )
