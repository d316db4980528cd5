"""A part of the trail that can be proved alone: each run of entries ends at one that the site anchored, signed.

Entries in a run seal each other. What lies between the runs is about other pages and is not told; so the last entry
of each run, and the head, come with their signed line of the anchor.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from governance.models import AuditEntry
from governance.services.evidence.scope import Scope
from governance.services.trail import export


class TrailPart:
    """The entries as lines, read once; `ends` are known when all were read."""

    def __init__(self, entries: Iterable[AuditEntry], scope: Scope):
        self.entries = entries
        self.ends = {scope.head.sequence}

    def lines(self) -> Iterator[str]:
        """The entries as `verify_trail.py` reads them too."""
        return export(self._noted())

    def anchors(self) -> Iterator[str]:
        """The anchor's lines for the ends of runs, as they stand in the site's file."""
        path = Path(settings.AUDIT_ANCHOR)
        if not path.is_file():
            return
        with path.open(encoding="utf-8") as file:
            yield from (line for line in file if _sequence(line) in self.ends)

    def _noted(self) -> Iterator[AuditEntry]:
        last = None
        for entry in self.entries:
            if last is not None and entry.sequence != last + 1:
                self.ends.add(last)
            last = entry.sequence
            yield entry
        if last is not None:
            self.ends.add(last)


def _sequence(line: str) -> int:
    """The entry that a line of the anchor is about, without reading all of it: a million are looked through."""
    _, _, rest = line.partition('"sequence": ')
    number = rest.partition(",")[0]
    return int(number) if number.isdecimal() else 0
