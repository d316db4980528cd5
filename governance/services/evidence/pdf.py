"""The pack to read: plain sheets, the same bytes for the same records."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import IO, Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from governance.models import AuditEntry
from governance.services.evidence.contents import Records
from governance.services.evidence.values import moment

PLAIN, BOLD = "Helvetica", "Helvetica-Bold"
WIDTH, HEIGHT = A4
MARGIN = 54
MOST_ENTRIES = 2_000
TITLES = {
    "publications": "What the public saw",
    "signatures": "Who signed it",
    "versions": "Versions",
    "reviews": "Reviews",
    "exceptions": "Exceptions",
    "comments": "Comments",
    "statements": "Position statements",
}
VERIFY = "How to verify it without us stands in README.txt. Where this sheet and evidence.json differ, neither proves."


class Sheet:
    """Lines on pages, from the top to the foot."""

    def __init__(self, file: IO[bytes], name: str):
        self.canvas = Canvas(file, pagesize=A4, invariant=1, pageCompression=1)
        self.canvas.setTitle(f"Evidence: {printable(name)}")
        self.name, self.number = name, 1
        self.y = HEIGHT - MARGIN

    def write(self, text: str, *, font: str = PLAIN, size: int = 9, indent: int = 0, above: int = 0) -> None:
        """One paragraph, wrapped."""
        self.y -= above
        for line in simpleSplit(printable(text), font, size, WIDTH - 2 * MARGIN - indent) or [""]:
            if self.y < MARGIN + size:
                self._turn()
            self.canvas.setFont(font, size)
            self.y -= size * 1.4
            self.canvas.drawString(MARGIN + indent, self.y, line)

    def close(self) -> None:
        """Ends the last page and writes the file."""
        self._foot()
        self.canvas.showPage()
        self.canvas.save()

    def _turn(self) -> None:
        self._foot()
        self.canvas.showPage()
        self.number, self.y = self.number + 1, HEIGHT - MARGIN

    def _foot(self) -> None:
        self.canvas.setFont(PLAIN, 8)
        self.canvas.drawString(MARGIN, MARGIN / 2, printable(f"Evidence: {self.name}, page {self.number}"))


def write_pdf(
    file: IO[bytes], name: str, about: Mapping[str, Any], found: Records, entries: Iterable[AuditEntry]
) -> None:
    """Writes all records and the first entries of the trail's part. about: facts for the first page."""
    sheet = Sheet(file, name)
    sheet.write(f"Evidence: {name}", font=BOLD, size=16)
    for key, value in about.items():
        sheet.write(f"{key}: {value}")
    sheet.write(VERIFY, above=4)
    for kind, items in found.items():
        sheet.write(TITLES[kind], font=BOLD, size=12, above=14)
        for line, indent in _lines(items):
            sheet.write(line, indent=indent, above=0 if indent else 5, font=PLAIN if indent else BOLD)
    _write_entries(sheet, entries)
    sheet.close()


def printable(text: str) -> str:
    """What the sheet's typeface can show: an accent that it lacks goes, another letter stands as its number."""
    return "".join(_shown(character) for character in " ".join(text.split()))


def _lines(items: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, int]]:
    """All records as lines with how far in they stand."""
    empty = True
    for item in items:
        empty = False
        yield from _record(item)
    if empty:
        yield "None.", 0


def _record(item: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """One record: its first facts in bold, the rest below it; a list of its own further in."""
    lists = [value for value in item.values() if isinstance(value, list)]
    facts = [(name, value) for name, value in item.items() if value not in ("", 0) and value not in lists]
    yield ", ".join(f"{name} {value}" for name, value in facts[:3]), 0
    yield from ((f"{name.replace('_', ' ')}: {value}", 12) for name, value in facts[3:])
    for row in (row for rows in lists for row in rows):
        yield ", ".join(f"{name} {value}" for name, value in row.items() if value not in ("", False)), 24


def _write_entries(sheet: Sheet, entries: Iterable[AuditEntry]) -> None:
    sheet.write("The trail's part", font=BOLD, size=12, above=14)
    listed = iter(entries)
    for entry in islice(listed, MOST_ENTRIES):
        who = f"{entry.actor_name}, {entry.role or 'no role'}"
        sheet.write(
            f"{entry.sequence}. {moment(entry.at)} {who}: {entry.verb} {entry.outcome}", size=8, above=2
        )
        about = ", ".join(part for part in (entry.object_label, entry.reason[:300]) if part)
        if about:
            sheet.write(about, size=8, indent=12)
    if next(listed, None) is not None:
        sheet.write(f"The first {MOST_ENTRIES} entries. All of them stand in trail.jsonl.", above=6)


def _shown(character: str) -> str:
    for form in (character, unicodedata.normalize("NFKD", character)[0]):
        try:
            form.encode("cp1252")
        except UnicodeEncodeError:
            continue
        return form
    return f"[U+{ord(character):04X}]"
