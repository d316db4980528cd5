"""Rows as CSV that a spreadsheet opens as what they are: no cell is ever taken for a formula.

The rule is OWASP's on CSV injection: every cell stands in quotes, and one that begins as a formula does gets an
apostrophe before it, which spreadsheets take for "this is text" and do not show.
"""

import csv
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

FORMULA_SIGNS = frozenset("=+-@|%")
CONTROLS_KEPT = frozenset("\n\t")


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The lines of a CSV file (RFC 4180), one at a time, so that a million rows need no memory."""
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
    yield writer.writerow(heads)
    for row in rows:
        yield writer.writerow([cell(value) for value in row])


def cell(value: Any) -> str:
    """One value as the text of a cell: nothing for None, moments in UTC, and no formula."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, int):
        return str(value)
    return _harmless("".join(map(_visible, str(value))))


def _harmless(text: str) -> str:
    # Spreadsheets skip blanks before the sign, and some know the wide signs of East Asian keyboards.
    first = unicodedata.normalize("NFKC", text).lstrip()[:1]
    return f"'{text}" if first in FORMULA_SIGNS and first else text


def _visible(sign: str) -> str:
    if sign == "\r":
        return "\n"
    return sign if sign in CONTROLS_KEPT or unicodedata.category(sign) != "Cc" else "�"


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        """The line itself, which csv returns from writerow."""
        return line
