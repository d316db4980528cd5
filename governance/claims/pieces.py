"""The pieces of a Markdown source: paragraphs, headings, list items, cells, quotes, each by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from governance.claims.lines import Line, Role, lines
from governance.claims.spans import Spanned, joined, whole
from governance.claims.values import Kind

# Nobody wraps by hand at more than this: a source with such lines has its paragraphs one a line.
LONG_LINE = re.compile(r"[^\n\r]{121}")
PLAIN_HEADING = 7
# No page has as many lines. What follows is read as one text, so that no input takes long.
MOST_LINES = 20_000
CELL_END = re.compile(r"(?<!\\)\|")
TAG = re.compile(
    r"</?(p|div|section|article|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|t[dh]|caption|blockquote|"
    r"figure|figcaption|summary|details|hr)(?:\s++[\w-]{1,40}=(?:\"[^\"<>\s]*+\"|'[^'<>\s]*+'))*+\s*+/?>"
    r"|(?<=\s)[•‣◦▪●](?=\s)",
    re.IGNORECASE,
)
BULLETS = re.compile(r"[•‣◦▪●]")
TAG_KINDS = {
    "li": Kind.BULLET,
    "dd": Kind.BULLET,
    "td": Kind.CELL,
    "th": Kind.CELL,
    "blockquote": Kind.QUOTE,
    "dt": Kind.HEADING,
    "summary": Kind.HEADING,
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of source that a reader takes in as one, still with its inline markup.

    level: 1 to 6 for a heading, 7 for a line of plain text that stands as one, else 0.
    indent: the indentation of a list item, -1 outside lists.
    column, header: where a table cell stands, -1 outside tables.
    """

    kind: Kind
    spanned: Spanned
    level: int = 0
    indent: int = -1
    column: int = -1
    header: bool = False


@dataclass(slots=True)
class _Open:
    """The piece that is still growing, as ranges of the source."""

    first: Line
    ranges: list[tuple[int, int]]

    def add(self, line: Line) -> None:
        begin, _ = self.ranges[-1]
        if line.quoted:
            self.ranges.append((line.start, line.end))
        else:
            self.ranges[-1] = (begin, line.end)


def pieces(source: str) -> Iterator[Piece]:
    """Yield the pieces of `source` in the order in which a reader meets them."""
    for piece in _Grouping(source).pieces():
        yield from _split_at_tags(piece)


class _Grouping:
    """One pass over the lines of a source; used by `pieces`, then thrown away."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._open: _Open | None = None
        self._table = False
        self._unwrapped = LONG_LINE.search(source) is not None

    def pieces(self) -> Iterator[Piece]:
        for number, line in enumerate(lines(self._source)):
            if number >= MOST_LINES:
                yield from self._close()
                yield Piece(Kind.PARAGRAPH, whole(self._source, line.start, len(self._source)))
                return
            yield from self._take(line)
        yield from self._close()

    def _take(self, line: Line) -> Iterator[Piece]:
        if self._table:
            if line.role is Role.TEXT and "|" in self._source[line.start : line.end]:
                yield from _cells(self._source, line, header=False)
                return
            self._table = False
        if self._open and self._goes_on(self._open, line):
            self._open.add(line)
        else:
            yield from self._begin(line)

    def _goes_on(self, opened: _Open, line: Line) -> bool:
        """Lines of one paragraph belong together; where lines are not wrapped, each is a paragraph.

        There only a line that begins in the middle of a sentence goes on, and one after a lone marker.
        """
        if line.role is not Role.TEXT or (line.quoted and not opened.first.quoted):
            return False
        is_lone = opened.ranges[-1][0] >= opened.ranges[-1][1]
        return not self._unwrapped or is_lone or self._source[line.start].islower()

    def _begin(self, line: Line) -> Iterator[Piece]:
        if line.role is Role.DIVIDER:
            yield from self._begin_table()
        elif line.role is Role.UNDERLINE:
            yield from self._close(level=line.level)
        else:
            yield from self._close()
            if line.role in (Role.TEXT, Role.ITEM, Role.HEADING):
                self._open = _Open(line, [(line.start, line.end)])
            if line.role is Role.HEADING:
                yield from self._close(level=line.level)

    def _begin_table(self) -> Iterator[Piece]:
        """A divider makes a table of the line before it, where that has cells."""
        head = self._last_line()
        if head and "|" in self._source[head.start : head.end]:
            if self._open and self._open.ranges[0][0] < head.start:
                self._open.ranges[-1] = (self._open.ranges[-1][0], head.start)
                yield from self._close()
            self._open = None
            self._table = True
            yield from _cells(self._source, head, header=True)
        else:
            yield from self._close()

    def _last_line(self) -> Line | None:
        if not self._open or self._open.first.role is Role.HEADING:
            return None
        begin, end = self._open.ranges[-1]
        start = max(self._source.rfind("\n", begin, end), self._source.rfind("\r", begin, end)) + 1
        return Line(Role.TEXT, max(begin, start), end, quoted=self._open.first.quoted)

    def _close(self, level: int = 0) -> Iterator[Piece]:
        closed, self._open = self._open, None
        if not closed:
            return
        spanned = joined([whole(self._source, *span) for span in closed.ranges])
        if level:
            yield Piece(Kind.HEADING, spanned, level=level)
        elif closed.first.role is Role.ITEM:
            yield Piece(Kind.BULLET, spanned, indent=closed.first.level)
        elif closed.first.quoted:
            yield Piece(Kind.QUOTE, spanned)
        else:
            yield Piece(Kind.PARAGRAPH, spanned)


def _cells(source: str, line: Line, *, header: bool) -> Iterator[Piece]:
    start, end = line.start, line.end
    if source[start] == "|":
        start += 1
    column = 0
    for stop in [match.start() for match in CELL_END.finditer(source, start, end)] + [end]:
        if source[start:stop].strip():
            yield Piece(Kind.CELL, whole(source, start, stop), column=column, header=header)
        start, column = stop + 1, column + 1


def _split_at_tags(piece: Piece) -> Iterator[Piece]:
    """HTML blocks, and bullets within a line, begin pieces of their own."""
    text = piece.spanned.text
    if "<" not in text and not BULLETS.search(text):
        if text and not text.isspace():
            yield piece
        return
    start, kind = 0, piece
    for match in islice(TAG.finditer(text), MOST_LINES):
        if match.start() > start:
            yield from _part(kind, piece.spanned.cut(start, match.start()))
        start, kind = match.end(), _after_tag(piece, match)
    yield from _part(kind, piece.spanned.cut(start, len(text)))


def _part(piece: Piece, spanned: Spanned) -> Iterator[Piece]:
    if spanned.text and not spanned.text.isspace():
        yield replace(piece, spanned=spanned)


def _after_tag(piece: Piece, match: re.Match[str]) -> Piece:
    name = (match[1] or "li").lower()
    if match[0].startswith("</"):
        return Piece(piece.kind if piece.level == 0 else Kind.PARAGRAPH, piece.spanned, indent=piece.indent)
    if name[0] == "h" and name[1:].isdigit():
        return Piece(Kind.HEADING, piece.spanned, level=int(name[1:]))
    kind = TAG_KINDS.get(name, piece.kind)
    return Piece(kind, piece.spanned, indent=0 if kind is Kind.BULLET else -1)
