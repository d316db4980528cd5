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
    pieces: list[Piece] = []
    lines = _lines(text)
    wrapped = _is_wrapped(lines)
    for line in _with_lone_bullets_joined(lines):
        if wrapped and pieces and _continues(line, pieces[-1], is_section):
            pieces[-1] = _joined(pieces[-1], line)
        else:
            pieces.append(_piece(line, is_section))
    return pieces


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


def _continues(line: _Line, before: Piece, is_section: IsSection) -> bool:
    if line.after_blank or before.shape is Shape.HEADING or is_section(line.text):
        return False
    if before.text.endswith("?") and before.line == line.number - 1:
        return False
    return not any(begins.match(line.text) for begins in (_BULLET, _NUMBER, _LABELLED))


def _joined(before: Piece, line: _Line) -> Piece:
    text = f"{before.text} {escaped(line.text)}"
    return Piece(before.line, before.shape, text, f"{before.raw} {line.raw}", before.level)


def _piece(line: _Line, is_section: IsSection) -> Piece:
    if is_section(line.text) or is_heading(line):
        return Piece(line.number, Shape.HEADING, escaped(line.text), line.raw)
    if found := _BULLET.match(line.text):
        return Piece(line.number, Shape.ITEM, escaped_block(found["text"]), line.raw)
    if found := _NUMBER.match(line.text):
        return Piece(line.number, Shape.NUMBERED, escaped_block(found["text"]), line.raw)
    return Piece(line.number, Shape.PARAGRAPH, escaped_block(line.text), line.raw)


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
