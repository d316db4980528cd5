"""Markdown -> pieces, their text as it was written."""

import re
from collections.abc import Callable, Iterator

from content.importers.values import Leftover, Piece, Shape

_HEADING = re.compile(r" {0,3}(?P<hashes>#{1,6})\s*(?P<text>.+?)\s*#*\s*")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)\s*")
_ITEM = re.compile(r"(?P<indent>\s*)(?:(?P<bullet>[-*+•])|\d{1,3}[.)])\s+(?P<text>.*)")
_RULE = re.compile(r" {0,3}([-*_])(?:\s*\1){2,}\s*")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_BOLD_LINE = re.compile(r"(\*\*|__)(?P<text>[^*_\n]+)\1:?")
WEAKEST_HEADING = 6

IsSection = Callable[[str], bool]


def pieces_of(source: str, is_section: IsSection) -> tuple[list[Piece], list[Leftover]]:
    """Markdown -> its pieces, and the comments in it, which no reader would see."""
    comments = [
        Leftover(source.count("\n", 0, found.start()) + 1, found.group(), "A comment, which no reader sees.")
        for found in _COMMENT.finditer(source)
    ]
    visible = _COMMENT.sub(lambda found: "\n" * found.group().count("\n"), source)
    pieces = [piece for number, lines in _runs(visible) for piece in _pieces(number, lines)]
    return [_weak_heading(piece, is_section) for piece in pieces], comments


def _runs(source: str) -> Iterator[tuple[int, list[str]]]:
    """The lines between blank ones, each run with the number of its first line."""
    run: list[str] = []
    for number, line in enumerate([*source.split("\n"), ""], start=1):
        if line.strip():
            run.append(line.rstrip())
        elif run:
            yield number - len(run), run
            run = []


def _pieces(number: int, lines: list[str]) -> Iterator[Piece]:
    """One run of lines -> headings, items, and paragraphs of what lies between."""
    open_piece: Piece | None = None
    for offset, line in enumerate(lines):
        if open_piece and _UNDERLINE.fullmatch(line) and open_piece.shape is Shape.PARAGRAPH:
            level = 1 if line.strip()[0] == "=" else 2
            yield Piece(open_piece.line, Shape.HEADING, open_piece.text, open_piece.raw, level)
            open_piece = None
            continue
        started = _started(number + offset, line, open_piece)
        if open_piece and started:
            yield open_piece
        open_piece = started or _longer(open_piece, line)
        if open_piece and (open_piece.shape is Shape.HEADING or _RULE.fullmatch(line)):
            if open_piece.shape is Shape.HEADING:
                yield open_piece
            open_piece = None
    if open_piece:
        yield open_piece


def _started(number: int, line: str, before: Piece | None) -> Piece | None:
    """The piece that a line begins, None where it goes on with the one before."""
    if found := _HEADING.fullmatch(line):
        return Piece(number, Shape.HEADING, found["text"], line.strip(), len(found["hashes"]))
    found = _ITEM.fullmatch(line)
    if found and (before is None or before.shape in (Shape.ITEM, Shape.NUMBERED)):
        shape = Shape.ITEM if found["bullet"] else Shape.NUMBERED
        level = len(found["indent"].expandtabs(4)) // 4
        return Piece(number, shape, found["text"], line.strip(), level)
    if before is not None and not _RULE.fullmatch(line):
        return None
    special = line.startswith("    ") or line.lstrip().startswith((">", "|"))
    text = line if special else line.strip()
    return Piece(number, Shape.VERBATIM if special else Shape.PARAGRAPH, text, line.strip())


def _longer(piece: Piece | None, line: str) -> Piece:
    assert piece is not None
    text = line if piece.shape is Shape.VERBATIM else line.strip()
    return Piece(
        piece.line, piece.shape, f"{piece.text}\n{text}", f"{piece.raw}\n{line.strip()}", piece.level
    )


def _weak_heading(piece: Piece, is_section: IsSection) -> Piece:
    """A paragraph that is all bold, or just the name of a section, is a heading of the lowest level."""
    if piece.shape is not Shape.PARAGRAPH:
        return piece
    bold = _BOLD_LINE.fullmatch(piece.text)
    if bold or is_section(piece.text):
        return Piece(
            piece.line, Shape.HEADING, bold["text"] if bold else piece.text, piece.raw, WEAKEST_HEADING
        )
    return piece
