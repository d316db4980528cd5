"""Markdown -> pieces, their text as it was written."""

import re
from collections.abc import Callable, Iterator, Sequence

from content.importers.values import Leftover, Piece, Shape

WEAKEST_HEADING = 6

_HEADING = re.compile(r" {0,3}(?P<hashes>#{1,6})\s*(?P<text>[^\s#].*?)\s*#*\s*")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)\s*")
_ITEM = re.compile(r"(?P<indent>\s*)(?:(?P<bullet>[-*+•])|(?P<number>\d{1,3})[.)])\s+(?P<text>.*)")
_RULE = re.compile(r" {0,3}([-*_])(?:\s*\1){2,}\s*")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_FRONT = re.compile(r"---\n(?P<text>.*?)\n---(?:\n|\Z)", re.S)
_BOLD_LINE = re.compile(r"(\*\*|__)(?P<text>[^*_\n]+)\1:?")

IsSection = Callable[[str], bool]
_Chunk = tuple[int, list[str]]


def pieces_of(source: str, is_section: IsSection) -> tuple[list[Piece], list[Leftover]]:
    """Markdown -> its pieces, and what in it no reader would see: comments, and the data at its head."""
    hidden: list[Leftover] = []
    visible = _without(_FRONT, source, hidden, "Data about the file.") if _FRONT.match(source) else source
    visible = _without(_COMMENT, visible, hidden, "A comment, which no reader sees.")
    pieces: list[Piece] = []
    for number, lines in _runs(visible):
        if pieces and _goes_on(pieces[-1], lines):
            pieces[-1] = _longer(pieces[-1], lines)
        else:
            pieces += [_piece(*chunk) for chunk in _chunks(number, lines) if not _is_rule(chunk)]
    return with_weak_headings(pieces, is_section), hidden


def with_weak_headings(pieces: Sequence[Piece], is_section: IsSection) -> list[Piece]:
    """A paragraph that is all bold, or just the name of a section, is a heading of the lowest level."""
    return [_strengthened(piece, is_section) for piece in pieces]


def _strengthened(piece: Piece, is_section: IsSection) -> Piece:
    if piece.shape is not Shape.PARAGRAPH:
        return piece
    bold = _BOLD_LINE.fullmatch(piece.text)
    if not bold and not is_section(piece.text):
        return piece
    return Piece(piece.line, Shape.HEADING, bold["text"] if bold else piece.text, piece.raw, WEAKEST_HEADING)


def _without(pattern: re.Pattern[str], source: str, hidden: list[Leftover], why: str) -> str:
    """The source without the matches, which are left over; the other lines keep their numbers."""

    def blank(found: re.Match[str]) -> str:
        hidden.append(Leftover(source.count("\n", 0, found.start()) + 1, found.group().strip(), why))
        return "\n" * found.group().count("\n")

    return pattern.sub(blank, source, count=1 if pattern is _FRONT else 0)


def _runs(source: str) -> Iterator[_Chunk]:
    """The lines between blank ones, each run with the number of its first line."""
    run: list[str] = []
    for number, line in enumerate([*source.split("\n"), ""], start=1):
        if line.strip():
            run.append(line.rstrip())
        elif run:
            yield number - len(run), run
            run = []


def _goes_on(item: Piece, lines: list[str]) -> bool:
    """Whether a run of lines is another paragraph of the list item before it."""
    is_item = item.shape in (Shape.ITEM, Shape.NUMBERED)
    return is_item and lines[0].startswith(("  ", "\t")) and not _ITEM.fullmatch(lines[0])


def _longer(item: Piece, lines: list[str]) -> Piece:
    text = "\n".join(line.strip() for line in lines)
    return Piece(item.line, item.shape, f"{item.text}\n\n{text}", f"{item.raw}\n{text}", item.level)


def _chunks(number: int, lines: list[str]) -> Iterator[_Chunk]:
    """A run of lines -> headings, items, quotes, and paragraphs of what lies between."""
    chunk: list[str] = []
    for index, line in enumerate(lines):
        if chunk and _begins(line, chunk):
            yield number + index - len(chunk), chunk
            chunk = []
        chunk.append(line)
    yield number + len(lines) - len(chunk), chunk


def _begins(line: str, chunk: list[str]) -> bool:
    """Whether a line begins something new after the lines before it."""
    if _HEADING.fullmatch(line) or _HEADING.fullmatch(chunk[0]) or _is_underlined(chunk):
        return True
    if _UNDERLINE.fullmatch(line) and len(chunk) == 1:
        return False
    item = _ITEM.fullmatch(line)
    in_list = _ITEM.fullmatch(chunk[0]) is not None
    if in_list and not item:
        return line.lstrip() == line and _is_special(line)
    if _is_special(chunk[0]) or _is_special(line):
        return _marker(line) != _marker(chunk[0])
    return item is not None and (in_list or item["number"] in (None, "1"))


def _is_special(line: str) -> bool:
    return line.lstrip().startswith((">", "|")) or (
        line.startswith(("    ", "\t")) and not _ITEM.fullmatch(line)
    )


def _marker(line: str) -> str:
    """What a special line begins with: lines with the same marker stay together."""
    return line.lstrip()[0] if line.lstrip()[0] in ">|" else " " if line.startswith(("    ", "\t")) else ""


def _is_underlined(chunk: list[str]) -> bool:
    return len(chunk) == 2 and _UNDERLINE.fullmatch(chunk[1]) is not None and not _is_special(chunk[0])


def _is_rule(chunk: _Chunk) -> bool:
    return len(chunk[1]) == 1 and _RULE.fullmatch(chunk[1][0]) is not None


def _piece(number: int, lines: list[str]) -> Piece:
    raw = "\n".join(line.strip() for line in lines)
    if found := _HEADING.fullmatch(lines[0]):
        return Piece(number, Shape.HEADING, found["text"], raw, len(found["hashes"]))
    if _is_underlined(lines):
        return Piece(number, Shape.HEADING, lines[0].strip(), lines[0].strip(), 1 if "=" in lines[1] else 2)
    if found := _ITEM.fullmatch(lines[0]):
        shape = Shape.ITEM if found["bullet"] else Shape.NUMBERED
        text = "\n".join([found["text"], *(line.strip() for line in lines[1:])])
        return Piece(number, shape, text, raw, len(found["indent"].expandtabs(4)) // 4)
    if _is_special(lines[0]):
        return Piece(number, Shape.VERBATIM, "\n".join(lines), raw)
    return Piece(number, Shape.PARAGRAPH, raw, raw)
