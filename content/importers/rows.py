"""Pieces of a section -> the rows of its field."""

import re
from collections.abc import Sequence

from content.importers.assembling import markdown_of
from content.importers.bibliography import reference_of
from content.importers.phrases import looks_run_together, separated
from content.importers.values import Draft, Piece, Shape

_VERSUS = re.compile(r"(?P<label>vs\.?|versus)\s+(?P<name>.+)", re.I | re.S)
_LONGEST_VERSUS = 100
_NAMED = (
    re.compile(r"\*\*(?P<name>[^*\n]{1,100}?):?\*\*\s*[:.–—-]?\s*(?P<text>.+)", re.S),
    re.compile(r"(?P<name>[^.:?!\n]{2,80}):\s+(?P<text>.+)", re.S),
    re.compile(r"(?P<name>[^.:?!\n]{2,80})\s+[–—]\s+(?P<text>.+)", re.S),
)

_Pair = tuple[Piece, str, list[Piece]]


def place_points(name: str, pieces: Sequence[Piece], draft: Draft) -> None:
    """Each item or paragraph becomes a row; headings and tables among them are left over."""
    for piece in pieces:
        if piece.shape in (Shape.HEADING, Shape.VERBATIM):
            draft.leave(piece, "This stands among list points and is none.")
        else:
            draft.add_row(name, {"text": piece.text}, piece)


def place_phrases(pieces: Sequence[Piece], vocabulary: frozenset[str], draft: Draft) -> None:
    """Each item or line becomes a row; a line that was run together is split where that is sure."""
    for piece in pieces:
        phrases = separated(piece.text, vocabulary, draft.title)
        for phrase in phrases:
            draft.add_row("phrases", {"text": phrase}, piece)
        if any(looks_run_together(phrase) for phrase in phrases):
            draft.leave(piece, "These may be several phrases without a break; please part them by hand.")


def place_pairs(name: str, pieces: Sequence[Piece], draft: Draft) -> None:
    """A heading opens a row and what follows is its text; `Name: text` is a whole row."""
    pairs: list[_Pair] = []
    for piece in pieces:
        opened = _opened(piece, in_row=bool(pairs))
        if opened:
            pairs.append(opened)
        elif pairs:
            pairs[-1][2].append(piece)
        else:
            draft.leave(piece, "This has no name above it.")
    for piece, title, texts in pairs:
        row = {"name": _without_versus(title, draft), "text": markdown_of(texts)}
        draft.add_row(name, row, _whole(piece, texts))


def place_references(pieces: Sequence[Piece], draft: Draft) -> None:
    """Each piece is one reference."""
    for piece in pieces:
        reference = reference_of(piece.text)
        draft.add_row("references", reference.row, piece)
        draft.labels += reference.labels


def _opened(piece: Piece, *, in_row: bool) -> _Pair | None:
    """The row that a piece opens. Within a row only a heading, an item or `vs. …` opens the next one."""
    if piece.shape is Shape.HEADING or _is_versus(piece.text):
        return piece, piece.text, []
    if piece.shape is Shape.VERBATIM or (in_row and piece.shape is Shape.PARAGRAPH):
        return None
    found = next((found for pattern in _NAMED if (found := pattern.fullmatch(piece.text))), None)
    return (piece, found["name"], [_text_piece(piece, found["text"])]) if found else None


def _text_piece(piece: Piece, text: str) -> Piece:
    return Piece(piece.line, Shape.PARAGRAPH, text, piece.raw)


def _whole(piece: Piece, texts: Sequence[Piece]) -> Piece:
    """A row as one piece, as it stood in the file."""
    raw = "\n".join(dict.fromkeys([piece.raw, *(text.raw for text in texts)]))
    return Piece(piece.line, piece.shape, piece.text, raw)


def _is_versus(text: str) -> bool:
    return len(text) <= _LONGEST_VERSUS and _VERSUS.fullmatch(text) is not None


def _without_versus(name: str, draft: Draft) -> str:
    found = _VERSUS.fullmatch(name)
    if not found:
        return name.rstrip(":")
    draft.label(found["label"])
    return found["name"].rstrip(":")
