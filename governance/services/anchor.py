"""The anchor: what the head of the trail was, signed, in a file outside the database.

One JSON line for each entry that was committed. Whoever cuts the tail of the chain, or puts an older database
back, cannot cut the anchor too if it lies elsewhere.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from governance.services.keys import KeyMissing, sign, verifies

FORMAT = "imprimatur/anchor/1"
LONGEST_LINES = 4096  # more bytes than the last few lines have


@dataclass(frozen=True, slots=True)
class Anchor:
    """One line of the anchor: what the head was when this entry was committed."""

    line: int
    sequence: int
    hash: str


class AnchorBroken(Exception):
    """The anchor file itself does not hold; the message names the line."""


def append_anchor(sequence: int, hash: str) -> None:
    """Appends a signed line to the anchor file. One write, so that processes do not mix their lines."""
    key_id, signature = sign(_payload(sequence, hash))
    line = {"sequence": sequence, "hash": hash, "key": key_id, "signature": signature}
    path = Path(settings.AUDIT_ANCHOR)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab", buffering=0) as file:
        file.write((json.dumps(line, sort_keys=True) + "\n").encode())
        os.fsync(file.fileno())


def read_anchor(path: Path) -> Iterator[Anchor]:
    """The lines of an anchor, each verified. Raises AnchorBroken that names the first bad one."""
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                yield _anchor(number, line)
    except OSError as error:
        raise AnchorBroken(f"The anchor {path} cannot be read: {error.strerror}.") from error


def last_line() -> str:
    """The last line of the site's anchor, "" where there is none. Read from the end, however long the file is."""
    try:
        with Path(settings.AUDIT_ANCHOR).open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - LONGEST_LINES))
            lines = file.read().decode(errors="replace").splitlines()
    except OSError:
        return ""
    return lines[-1] if lines else ""


def last_anchored() -> int:
    """The sequence of the last entry in the site's anchor, 0 where it is empty. Raises AnchorBroken."""
    line = last_line()
    return _anchor(0, line).sequence if line else 0


def _anchor(number: int, line: str) -> Anchor:
    try:
        value: dict[str, Any] = json.loads(line)
        anchor = Anchor(number, int(value["sequence"]), str(value["hash"]))
        holds = verifies(_payload(anchor.sequence, anchor.hash), value["key"], value["signature"])
    except (ValueError, KeyError, TypeError, KeyMissing) as error:
        raise AnchorBroken(f"Line {number} of the anchor cannot be read: {error}.") from error
    if not holds:
        raise AnchorBroken(f"Line {number} of the anchor has a signature that does not verify.")
    return anchor


def _payload(sequence: int, hash: str) -> str:
    value = {"format": FORMAT, "hash": hash, "sequence": sequence}
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
