"""Pieces -> a condition page: what stands before the first section, then the sections."""

import re
from collections.abc import Sequence

from content.importers.assembling import markdown_of
from content.importers.common import can_be_title, without_signatures
from content.importers.phrases import vocabulary_of
from content.importers.questions import place_questions
from content.importers.rows import place_pairs, place_phrases, place_points, place_references
from content.importers.sections import QUESTIONS, RELATED, Part, split
from content.importers.values import Draft, Imported, Kind, Piece, Shape
from content.validators import ICD11

_CODE = re.compile(r"(?P<label>ICD[ -]?11(?:\s+code)?\s*:?)\s*(?P<code>\S+)", re.I)


def condition_page(pieces: Sequence[Piece]) -> Imported:
    """Every piece goes to its field, or to the leftovers."""
    draft = Draft()
    kept = without_signatures(pieces, draft)
    before, parts = split(kept)
    _place_head(before, draft)
    for part in parts:
        vocabulary = vocabulary_of("\n".join(piece.text for piece in kept if piece not in part.pieces))
        _place_part(part, vocabulary, draft)
    return draft.finished(Kind.CONDITION_PAGE)


def _place_head(pieces: list[Piece], draft: Draft) -> None:
    """Title, code and lead. The title stands right before the code, or is the first heading."""
    rest = [piece for piece in pieces if not _place_code(piece, draft)]
    title = _title(rest, pieces)
    for piece in rest:
        if piece is title:
            draft.values["title"] = piece.text
        elif (
            title
            and piece.line > title.line
            and piece.shape is Shape.PARAGRAPH
            and "lead" not in draft.values
        ):
            draft.values["lead"] = piece.text
        else:
            draft.leave(piece)


def _place_code(piece: Piece, draft: Draft) -> bool:
    found = _CODE.fullmatch(piece.text.strip("*_ "))
    if not found or "icd11" in draft.values or not ICD11.fullmatch(found["code"].upper()):
        return False
    draft.values["icd11"] = found["code"].upper()
    draft.label(found["label"].strip())
    return True


def _title(rest: list[Piece], pieces: list[Piece]) -> Piece | None:
    candidates = [piece for piece in rest if can_be_title(piece)]
    top = [piece for piece in candidates if piece.level == 1]
    code = next((piece.line for piece in pieces if piece not in rest), None)
    above = [piece for piece in candidates if code is not None and piece.line < code]
    return next(iter(top or above[-1:] or _headings(candidates) or candidates), None)


def _headings(pieces: list[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.shape is Shape.HEADING]


def _place_part(part: Part, vocabulary: frozenset[str], draft: Draft) -> None:
    if part.field in (None, RELATED):
        for piece in (part.heading, *part.pieces):
            draft.leave(piece)
        return
    draft.label(part.heading.text)
    if part.field == QUESTIONS:
        place_questions(part.pieces, draft)
    elif part.field == "references":
        place_references(part.pieces, draft)
    elif part.field == "phrases":
        place_phrases(part.pieces, vocabulary, draft)
    elif part.field == "points":
        place_points("points", part.pieces, draft)
    elif part.field in ("differences", "treatments"):
        place_pairs(part.field, part.pieces, draft)
    else:
        draft.add_prose(str(part.field), markdown_of(part.pieces))
