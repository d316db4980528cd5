"""The trail's proof: the chain is verified against itself and its anchor, and exported for auditors."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from governance.models import AuditEntry
from governance.services.anchor import Anchor, AnchorBroken, read_anchor
from governance.services.audit import START, seal, sealed_value

AT_ONCE = 2_000  # entries that are in memory together
AHEAD = 10_000  # anchors may be written a little out of order; so many are kept in memory at most


@dataclass(frozen=True, slots=True)
class Verified:
    """How many entries were read, the hash of the last, and the first thing that is wrong ("" if nothing is)."""

    entries: int
    head: str
    fault: str


def verify(*, anchor: Path | None = None) -> Verified:
    """Reads the whole chain in bounded memory and names the first bad entry."""
    entries = AuditEntry.objects.order_by("sequence").iterator(AT_ONCE)
    try:
        return _verify(entries, Anchors(read_anchor(anchor)) if anchor else Anchors(iter(())))
    except AnchorBroken as error:
        return Verified(0, START, str(error))


def export(entries: Iterable[AuditEntry]) -> Iterator[str]:
    """The entries as JSON lines that `verify_trail.py` checks with Python alone."""
    for entry in entries:
        value = {"sealed": sealed_value(entry), "hash": entry.hash}
        yield json.dumps(value, sort_keys=True, ensure_ascii=False) + "\n"


class Anchors:
    """The anchors in the order of the chain, read a little ahead."""

    def __init__(self, lines: Iterator[Anchor]):
        self.lines = lines
        self.waiting: dict[int, Anchor] = {}
        self.last_read = 0

    def fault(self, entry: AuditEntry) -> str:
        """What the anchor says against an entry, "" where it agrees or is silent."""
        while self.last_read < entry.sequence + AHEAD and (anchor := next(self.lines, None)):
            self.last_read = max(self.last_read, anchor.sequence)
            self.waiting[anchor.sequence] = anchor
        anchor = self.waiting.pop(entry.sequence, None)
        if anchor and anchor.hash != entry.hash:
            return f"the anchor's line {anchor.line} has another hash for it"
        return ""

    def beyond(self, last: int) -> str:
        """What is anchored and not in the chain, "" where nothing is."""
        rest = [*self.waiting.values(), *self.lines]
        missing = min((anchor for anchor in rest if anchor.sequence > last), key=_sequence, default=None)
        if missing is None:
            return ""
        return f"Entry {missing.sequence} is anchored (line {missing.line}) and gone from the chain."


def _sequence(anchor: Anchor) -> int:
    return anchor.sequence


def _verify(entries: Iterable[AuditEntry], anchors: Anchors) -> Verified:
    count, previous = 0, START
    for entry in entries:
        fault = _fault(entry, count + 1, previous) or anchors.fault(entry)
        if fault:
            return Verified(count, previous, f"Entry {entry.sequence}: {fault}.")
        count, previous = count + 1, entry.hash
    return Verified(count, previous, anchors.beyond(count))


def _fault(entry: AuditEntry, expected: int, previous: str) -> str:
    if entry.sequence != expected:
        return f"entry {expected} should stand here"
    if entry.previous != previous:
        return "it is not sealed to the entry before it"
    if entry.hash != seal(entry):
        return "its fields were changed after it was sealed"
    return ""
