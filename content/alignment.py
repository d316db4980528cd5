"""Where a stored text came from: its offsets in what was typed, so that a mark stands where the writer sees it.

What is typed is stored normalised (`content.texts`): blanks at the ends of lines go, accents are composed. A screen
counts in UTF-16 code units, as every browser does.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

# A character with the marks that may be composed with it; a whole word where that is not enough (Hangul).
_GRAPHEME = re.compile(r"(?s).[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]*")
_WORD = re.compile(r"\S+|\s")


@dataclass(frozen=True, slots=True)
class Alignment:
    """For each character of a stored text the stretch of the typed text that it came from, in UTF-16 units."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the stored text as a span of the typed one; beyond the end it is cut."""
        last = min(end, len(self.ends)) - 1
        return (self.starts[start], self.ends[last]) if start <= last else (0, 0)


def align(typed: str, stored: str) -> Alignment:
    """How `stored`, which is `typed` normalised, lies in it. typed: with \\n as its line ends."""
    units = (0, *accumulate(2 if character > "\uffff" else 1 for character in typed))
    found: list[tuple[int, int]] = []
    for character, start, end in _composed(typed):
        if len(found) < len(stored) and stored[len(found)] == character:
            found.append((units[start], units[end]))
    return Alignment(tuple(start for start, _ in found), tuple(end for _, end in found))


def _composed(typed: str) -> Iterator[tuple[str, int, int]]:
    """The characters of the text in NFC, each with the stretch that it came from."""
    if unicodedata.is_normalized("NFC", typed):
        yield from ((character, at, at + 1) for at, character in enumerate(typed))
        return
    for word in _WORD.finditer(typed):
        for piece, start, end in _pieces(word):
            yield from ((character, start, end) for character in unicodedata.normalize("NFC", piece))


def _pieces(word: re.Match[str]) -> list[tuple[str, int, int]]:
    """The word in the smallest pieces that can be composed each by itself."""
    at = word.start()
    pieces = [(item[0], at + item.start(), at + item.end()) for item in _GRAPHEME.finditer(word[0])]
    joined = "".join(unicodedata.normalize("NFC", piece) for piece, _, _ in pieces)
    return pieces if joined == unicodedata.normalize("NFC", word[0]) else [(word[0], at, word.end())]
