"""Spans of the Markdown source -> spans of the text as it is read.

No second parser of Markdown: a private-use character is put into the source at each end of a span, the same
rendering is done again, and the character comes out where the end is. The rendering without the characters
must come out as before; an end that would change it (because it stood in an address, or in a list's marker)
is tried at the next word.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from content.markdown.marks import Mark, Placed
from content.markdown.units import text_of_units, units

MOST_RENDERINGS = 40
FEWEST_RENDERINGS = 3
MOST_TRIES = 4

# A special character costs about as much as a hundred letters; forty renderings go to a page of 8 KB.
_SPECIAL = re.compile(r"[\[\]*_`<>&\\|#=-]")
_COST_OF_SPECIAL = 100
_COST_OF_ALL = 600_000

_PRIVATE = range(0xF0000, 0xFFFFE)
# What begins a block: in front of it a private-use character would make it a paragraph.
_LINE_START = re.compile(r"(?:[ \t]*(?:>|[-+*](?=[ \t])|\d+\.(?=[ \t])|#{1,6}(?!#)|\|))*[ \t]*")
_WORD = re.compile(r"[^\W_]+")

Render = Callable[[str], str]


@dataclass(slots=True)
class _End:
    """One end of a mark, with the places in the source where it may be sought, best first."""

    mark: Mark
    places: list[int]
    found: tuple[int, int] | None = None


@dataclass(slots=True)
class _Search:
    """One text in which ends are sought."""

    source: str
    html: str
    render: Render
    signs: list[str]
    left: int = field(init=False)

    def __post_init__(self) -> None:
        cost = len(self.source) + _COST_OF_SPECIAL * len(_SPECIAL.findall(self.source)) + 1
        self.left = max(FEWEST_RENDERINGS, min(MOST_RENDERINGS, _COST_OF_ALL // cost))

    def locate(self, ends: Sequence[_End]) -> None:
        """Finds all ends at once; where that fails, half of them at a time."""
        sought = [end for end in ends if end.places]
        if not sought or not self.left or self._found(sought):
            return
        if len(sought) == 1:
            sought[0].places.pop(0)
            self.locate(sought)
        else:
            middle = len(sought) // 2
            self.locate(sought[:middle])
            self.locate(sought[middle:])

    def _found(self, ends: Sequence[_End]) -> bool:
        """Whether the ends could be put in without a change of the page; then each knows its place."""
        self.left -= 1
        sign_of = dict(zip(self.signs, ends, strict=False))
        shown = self.render(self._with_signs(sign_of))
        if _without(sign_of, shown) != self.html:
            return False
        read = _positions(text_of_units(units(shown)), sign_of)
        for sign, end in sign_of.items():
            if sign in read:
                end.found = (end.places[0], read[sign])
        return all(end.found for end in ends)

    def _with_signs(self, sign_of: dict[str, _End]) -> str:
        pieces, last = [], 0
        for sign, end in sorted(sign_of.items(), key=lambda item: item[1].places[0]):
            pieces += [self.source[last : end.places[0]], sign]
            last = end.places[0]
        return "".join([*pieces, self.source[last:]])


def place(source: str, html: str, marks: Sequence[Mark], render: Render) -> list[Placed]:
    """The marks' spans in the text of the HTML that `render` made of the source.

    A mark of which nothing is read (it lies in an address) has an empty span at the end of the text.
    """
    ends = [end for mark in marks for end in _ends(source, mark)]
    search = _Search(source, html, render, _unused(source + html, len(ends)))
    search.locate(ends)
    text = text_of_units(units(html))
    pairs = zip(ends[::2], ends[1::2], strict=True)
    return [_placed(start, end, source, text) for start, end in pairs]


def _unused(text: str, count: int) -> list[str]:
    """Private-use characters that the text does not have."""
    taken = set(text)
    free = (chr(code) for code in _PRIVATE if chr(code) not in taken)
    return [sign for sign, _ in zip(free, range(count), strict=False)]


def _ends(source: str, mark: Mark) -> tuple[_End, _End]:
    start = max(0, min(mark.start, len(source)))
    end = max(start, min(mark.end, len(source)))
    words = list(_WORD.finditer(source, start, end))
    firsts = [word.start() for word in words[:MOST_TRIES]]
    lasts = [word.end() for word in reversed(words[-MOST_TRIES:])]
    first, last = _exact_start(source, start, end), _exact_end(source, start, end)
    if first >= last:
        return _End(mark, []), _End(mark, [])
    return _End(mark, list(dict.fromkeys([first, *firsts]))), _End(mark, list(dict.fromkeys([last, *lasts])))


def _exact_start(source: str, start: int, end: int) -> int:
    """The start, past white space and past what begins a block."""
    while start < end and source[start].isspace():
        start += 1
    line = source.rfind("\n", 0, start) + 1
    marker = _LINE_START.match(source, line)
    return min(end, max(start, marker.end() if marker else start))


def _exact_end(source: str, start: int, end: int) -> int:
    return start + len(source[start:end].rstrip())


def _without(signs: dict[str, _End], text: str) -> str:
    return text.translate({ord(sign): None for sign in signs})


def _positions(text: str, signs: dict[str, _End]) -> dict[str, int]:
    """Where each sign stands in the text, the signs themselves not counted."""
    found = ((index, char) for index, char in enumerate(text) if char in signs)
    return {sign: index - before for before, (index, sign) in enumerate(found)}


def _placed(start: _End, end: _End, source: str, text: str) -> Placed:
    if not start.found or not end.found:
        known = start.found or end.found
        edge = known[1] if known else len(text)
        return Placed(edge, edge, start.mark)
    first, last = _grown_start(*start.found, start.mark.start, source, text), end.found[1]
    last = _grown_end(end.found[0], last, end.mark.end, source, text)
    return _trimmed(first, last, start.mark, text)


def _grown_start(place: int, index: int, limit: int, source: str, text: str) -> int:
    """Back from the place where an end was found to the span's own, as long as the text is the source."""
    while place > limit and index > 0 and source[place - 1] == text[index - 1]:
        place, index = place - 1, index - 1
    return index


def _grown_end(place: int, index: int, limit: int, source: str, text: str) -> int:
    while place < min(limit, len(source)) and index < len(text) and source[place] == text[index]:
        place, index = place + 1, index + 1
    return index


def _trimmed(start: int, end: int, mark: Mark, text: str) -> Placed:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Placed(start, max(start, start + len(words.strip())), mark)
