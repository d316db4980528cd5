"""A document read as a reader meets it: sentences with what stands above and before each of them."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from governance.claims.folding import folded
from governance.claims.markup import hides_letters, plain
from governance.claims.pieces import Piece, pieces
from governance.claims.plaintext import placed
from governance.claims.quotes import Quotes
from governance.claims.sentences import LONGEST, ends
from governance.claims.spans import Spanned, whole
from governance.claims.values import Block, Document, Kind, Sentence

ENTITY = re.compile(r"&[#\w]{2,32};")
# No page has as many sentences. Beyond, text is read in stretches, so that no input takes long.
MOST = 10_000
ROW_NAMES = frozenset({"name", "title", "term", "label", "heading"})
LISTED = (Kind.BULLET, Kind.CELL)


def read(document: Document) -> tuple[Sentence, ...]:
    """Return the sentences of a document in the order in which a reader meets them."""
    reader = _Reader(document.condition)
    return tuple(sentence for block in document.blocks for sentence in reader.read(block))


@dataclass(slots=True)
class _Reader:
    """One walk over the blocks of a document, knowing what was read last; thrown away after it."""

    condition: str | None
    previous: str = ""
    lead: str = ""
    leads: list[tuple[int, str]] = field(default_factory=list)
    above: list[tuple[int, str]] = field(default_factory=list)
    columns: dict[int, str] = field(default_factory=dict)
    row: str = ""
    last: Block | None = None
    row_name: str = ""
    count: int = 0
    block: Block = field(default_factory=lambda: Block("", ""))

    def read(self, block: Block) -> Iterator[Sentence]:
        self._enter(block)
        waiting = None
        for piece in self._pieces(block.source):
            if waiting:
                yield from self._piece(self._placed(*waiting[:2], piece), *waiting[1:])
            text, hidden = folded(plain(piece.spanned))
            waiting = (piece, text, hidden)
        if waiting:
            yield from self._piece(self._placed(*waiting[:2], None), *waiting[1:])
        self._leave(block)

    def _placed(self, piece: Piece, text: Spanned, after: Piece | None) -> Piece:
        return placed(piece, text.text, self.lead, after)

    def _pieces(self, source: str) -> Iterator[Piece]:
        """Yield the pieces; what follows the first many thousand is read as one."""
        for piece in pieces(source):
            if self.count >= MOST:
                yield Piece(Kind.PARAGRAPH, whole(source, piece.spanned.offsets[0], len(source)))
                return
            yield piece

    def _enter(self, block: Block) -> None:
        self.block = block
        if self.last is None or _row(self.last.key) != _row(block.key):
            self.row_name = ""
        if not _goes_on(self.last, block):
            self.previous = ""
        self.lead, self.leads, self.above, self.columns = self.previous, [], [], {}

    def _leave(self, block: Block) -> None:
        if block.key.rpartition(".")[2] in ROW_NAMES:
            self.row_name = self.previous
        self.last = block

    def _piece(self, piece: Piece, text: Spanned, hidden: tuple[int, ...]) -> Iterator[Sentence]:
        if piece.level:
            self.above = [(level, above) for level, above in self.above if level < piece.level]
        kind = self._kind(piece)
        headings = self._headings(piece, text.text)
        lead, quotes = self._lead(piece, kind), Quotes()
        for number, part in enumerate(_parts(text, MOST - self.count)):
            of_kind = _kind_of(part.text, kind, is_quoted=quotes.take(part.text))
            yield self._sentence(part, of_kind, headings, lead if number == 0 else self.previous, hidden)
            self.previous = part.text
            self.count += 1
        self._remember(piece, kind, text.text)

    def _kind(self, piece: Piece) -> Kind:
        return self.block.kind if piece.kind is Kind.PARAGRAPH else piece.kind

    def _headings(self, piece: Piece, text: str) -> tuple[str, ...]:
        found = [self.block.heading, self.row_name, *(above for _, above in self.above)]
        if piece.kind is Kind.CELL and not piece.header:
            found += [self.columns.get(piece.column, ""), self.row if piece.column > 0 else ""]
        return tuple(heading for heading in found if heading and heading != text)

    def _lead(self, piece: Piece, kind: Kind) -> str:
        if kind not in LISTED or (piece.indent < 0 and piece.column < 0):
            return self.previous
        while self.leads and self.leads[-1][0] >= piece.indent:
            self.leads.pop()
        return self.leads[-1][1] if self.leads else self.lead

    def _remember(self, piece: Piece, kind: Kind, text: str) -> None:
        text = text[:LONGEST]  # it is read again with every sentence below it
        if piece.level:
            self.above.append((piece.level, text))
        if piece.indent >= 0:
            self.leads.append((piece.indent, self.previous))
        elif piece.column < 0:
            self.lead, self.leads = self.previous, []
        elif piece.header:
            self.columns = {**(self.columns if piece.column else {}), piece.column: text}
        elif piece.column == 0:
            self.row = text

    def _sentence(
        self, part: Spanned, kind: Kind, headings: tuple[str, ...], previous: str, hidden: tuple[int, ...]
    ) -> Sentence:
        start, end = self._span(part)
        at = bisect_left(hidden, start)
        return Sentence(
            text=part.text,
            kind=kind,
            previous=previous,
            headings=headings,
            condition=self.condition,
            block=self.block.key,
            start=start,
            end=end,
            offsets=tuple(part.offsets),
            disguised=(at < len(hidden) and hidden[at] < end) or self._has_numbered_letters(start, end),
        )

    def _span(self, part: Spanned) -> tuple[int, int]:
        if isinstance(part.offsets, range):
            start, last = part.offsets[0], part.offsets[-1]
        else:
            start, last = min(part.offsets), max(part.offsets)
        entity = ENTITY.match(self.block.source, last)
        return start, entity.end() if entity else last + 1

    def _has_numbered_letters(self, start: int, end: int) -> bool:
        source = self.block.source
        return source.find("&#", start, end) >= 0 and hides_letters(source[start:end])


def _kind_of(text: str, kind: Kind, *, is_quoted: bool) -> Kind:
    if text.rstrip("\"')*").endswith("?"):
        return Kind.QUESTION
    return Kind.QUOTE if is_quoted and kind is not Kind.HEADING else kind


def _parts(text: Spanned, most: int) -> Iterator[Spanned]:
    start = 0
    for end in ends(text.text, max(most, 0)):
        while text.text[start : start + 1] == " ":
            start += 1
        if start < end:
            yield text.cut(start, end)
        start = end


def _row(key: str) -> str:
    return key.rpartition(".")[0]


def _goes_on(last: Block | None, block: Block) -> bool:
    """A text follows the question before it, its own row, or without rows what has the same heading."""
    if last is None or last.kind is Kind.QUESTION:
        return last is not None
    same_row = _row(last.key) == _row(block.key)
    return same_row and (bool(_row(block.key)) or last.heading == block.heading)
