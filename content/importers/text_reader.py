"""Plain text -> pieces: which short lines are headings, which lines are list items, which go together."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from content.importers.escaping import escaped, escaped_block
from content.importers.values import Piece, Shape

LONGEST_HEADING = 100
MOST_WORDS = 14
WRAPPED_AT = 100

_BULLET = re.compile(r"(?:[•‣◦▪·●○]\s*|\*(?!\*)\s*|[-–]\s+|[-–](?=[^\W\d]))(?P<text>.*)")
_LONE_BULLET = re.compile(r"[•‣◦▪·●○*–-]")
_NUMBER = re.compile(r"(?P<number>\d{1,3})[.)]\s+(?P<text>.+)")
_SENTENCE_END = re.compile(r"[.!,;…”\"»]$")
_LABELLED = re.compile(r"(?:Q|Question|A|Answer)\s*\d{0,3}\s*[:.)]\s", re.I)
_SMALL = (
    "a an and are as at but by for from how if in into is it its nor not of off on or our so than that the their "
    "to up vs vs. via was what when where who why will with you your"
)
_SMALL_WORDS = frozenset(_SMALL.split())

IsSection = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank. alone: a blank line, or the border of the text, on both sides."""

    number: int
    text: str
    raw: str
    after_blank: bool
    before_blank: bool

    @property
    def alone(self) -> bool:
        return self.after_blank and self.before_blank


def pieces_of(text: str, is_section: IsSection) -> list[Piece]:
    """Plain text -> pieces, their text escaped so that Markdown shows it as it stands.

    is_section: tells a heading that names a field; such a line is a heading wherever it stands.
    """
    lines = _lines(text)
    wrapped = _is_wrapped(lines)
    groups: list[list[_Line]] = []
    for line in _with_lone_bullets_joined(lines):
        if wrapped and groups and _continues(line, groups[-1], is_section):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_piece(group, is_section) for group in groups]


def _lines(text: str) -> list[_Line]:
    rows = text.split("\n")
    filled = [bool(row.strip()) for row in rows]
    return [
        _Line(
            number,
            row.strip(),
            row.strip(),
            after_blank=number == 1 or not filled[number - 2],
            before_blank=number == len(rows) or not filled[number],
        )
        for number, row in enumerate(rows, start=1)
        if row.strip()
    ]


def _is_wrapped(lines: list[_Line]) -> bool:
    """Whether paragraphs are broken into lines, as in mails: then no line is long."""
    return max(len(line.text) for line in lines) <= WRAPPED_AT and any(not line.alone for line in lines)


def _with_lone_bullets_joined(lines: list[_Line]) -> Iterator[_Line]:
    """A bullet alone on its line belongs to the line after it."""
    bullet: _Line | None = None
    for line in lines:
        if bullet:
            yield _Line(bullet.number, f"• {line.text}", line.raw, bullet.after_blank, line.before_blank)
            bullet = None
        elif _LONE_BULLET.fullmatch(line.text):
            bullet = line
        else:
            yield line


def _continues(line: _Line, group: list[_Line], is_section: IsSection) -> bool:
    """Whether a line of a wrapped text goes on with the paragraph or item before it."""
    if line.after_blank or is_section(line.text):
        return False
    if len(group) == 1 and (group[0].text.endswith("?") or _is_any_heading(group[0], is_section)):
        return False
    return not any(begins.match(line.text) for begins in (_BULLET, _NUMBER, _LABELLED))


def _piece(group: list[_Line], is_section: IsSection) -> Piece:
    first, text = group[0], " ".join(line.text for line in group)
    raw = " ".join(line.raw for line in group)
    if len(group) == 1 and _is_any_heading(first, is_section):
        return Piece(first.number, Shape.HEADING, escaped(text), raw)
    if found := _BULLET.match(text):
        return Piece(first.number, Shape.ITEM, escaped_block(found["text"]), raw)
    if found := _NUMBER.match(text):
        return Piece(first.number, Shape.NUMBERED, escaped_block(found["text"]), raw)
    return Piece(first.number, Shape.PARAGRAPH, escaped_block(text), raw)


def _is_any_heading(line: _Line, is_section: IsSection) -> bool:
    return is_section(line.text) or is_heading(line)


def is_heading(line: _Line) -> bool:
    """A short line that ends like no sentence, and stands alone or is written Like a Title."""
    words = line.text.split()
    if len(line.text) > LONGEST_HEADING or len(words) > MOST_WORDS or _SENTENCE_END.search(line.text):
        return False
    if re.match(r"vs\.?\s", line.text, re.I):
        return True
    if not line.text[0].isalnum() or line.text[0].islower() or _NUMBER.match(line.text):
        return False
    return is_title_case(words) or (line.alone and not line.text.endswith(":"))


def is_title_case(words: list[str]) -> bool:
    """Whether every word but the small ones starts with a capital or a digit."""
    great = [word for word in words if word.casefold() not in _SMALL_WORDS and word[0].isalnum()]
    return bool(great) and all(not word[0].islower() for word in great)
