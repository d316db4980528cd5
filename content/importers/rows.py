"""Pieces of a section -> the rows of its field."""

import re
from collections.abc import Sequence

from content.fields import MOST_ROWS
from content.importers.assembling import markdown_of
from content.importers.bibliography import row_of
from content.importers.phrases import looks_run_together, separated
from content.importers.values import Draft, Piece, Rows, Shape

_VERSUS = re.compile(r"(?P<label>vs\.?|versus)\s+(?P<name>.+)", re.I | re.S)
_NAMED = (
    re.compile(r"\*\*(?P<name>[^*\n]{1,100}?):?\*\*\s*[:.–—-]?\s*(?P<text>.+)", re.S),
    re.compile(r"(?P<name>[^.:?!\n]{2,80}):\s+(?P<text>.+)", re.S),
    re.compile(r"(?P<name>[^.:?!\n]{2,80})\s+[–—]\s+(?P<text>.+)", re.S),
)


def place_points(name: str, pieces: Sequence[Piece], draft: Draft) -> None:
    """Each item or paragraph becomes a row; headings among them are left over."""
    for piece in pieces:
        if piece.shape is Shape.HEADING or _is_full(name, draft):
            draft.leave(piece, "This stands among list points and is none.")
        else:
            draft.add_rows(name, [{"text": piece.text}])


def place_phrases(pieces: Sequence[Piece], vocabulary: frozenset[str], draft: Draft) -> None:
    """Each item or line becomes a row; a line that was run together is split where that is sure."""
    for piece in pieces:
        if _is_full("phrases", draft):
            draft.leave(piece)
            continue
        phrases = separated(piece.text, vocabulary, str(draft.values.get("title", "")))
        draft.add_rows("phrases", [{"text": phrase} for phrase in phrases])
        if any(looks_run_together(phrase) for phrase in phrases):
            draft.leave(piece, "These may be several phrases without a break; please part them by hand.")


def place_pairs(name: str, pieces: Sequence[Piece], draft: Draft) -> None:
    """A heading opens a row and what follows is its text; `Name: text` is a whole row."""
    rows: Rows = []
    texts: list[list[Piece]] = []
    for piece in pieces:
        pair = _pair(piece) if not rows or piece.shape in (Shape.ITEM, Shape.NUMBERED) else None
        if piece.shape is Shape.HEADING:
            pair = (piece.text, None)
        if pair:
            rows.append({"name": _without_versus(pair[0], draft), "text": ""})
            texts.append([pair[1]] if pair[1] else [])
        elif rows:
            texts[-1].append(piece)
        else:
            draft.leave(piece, "This has no name above it.")
    for row, text in zip(rows, texts, strict=True):
        row["text"] = markdown_of(text)
    draft.add_rows(name, rows)


def place_references(pieces: Sequence[Piece], draft: Draft) -> None:
    """Each piece is one reference."""
    for piece in pieces:
        if _is_full("references", draft):
            draft.leave(piece)
        else:
            draft.add_rows("references", [row_of(piece.text)])


def _is_full(name: str, draft: Draft) -> bool:
    return len(draft.values.get(name, [])) >= MOST_ROWS


def _pair(piece: Piece) -> tuple[str, Piece | None] | None:
    for pattern in _NAMED:
        if found := pattern.fullmatch(piece.text):
            return found["name"], Piece(piece.line, Shape.PARAGRAPH, found["text"], piece.raw)
    return (piece.text, None) if _VERSUS.fullmatch(piece.text) and len(piece.text) < 100 else None


def _without_versus(name: str, draft: Draft) -> str:
    found = _VERSUS.fullmatch(name)
    if not found:
        return name.rstrip(":")
    draft.label(found["label"])
    return found["name"].rstrip(":")
