"""Pieces -> a condition page: what stands before the first section, then the sections."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from content.importers.assembling import markdown_of
from content.importers.common import can_be_title, without_signatures
from content.importers.phrases import vocabulary_of
from content.importers.questions import bare, place_questions
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
        _place_part(part, kept, draft)
    return draft.finished(Kind.CONDITION_PAGE)


def _place_head(pieces: list[Piece], draft: Draft) -> None:
    """Title, code and lead. The title stands right before the code, or is the first heading."""
    code = next((index for index, piece in enumerate(pieces) if _place_code(piece, draft)), None)
    title = _title(pieces, code)
    for index, piece in enumerate(pieces):
        if index == title:
            draft.title = piece.text
        elif index == code:
            continue
        elif draft.title and "lead" not in draft.prose and piece.shape is Shape.PARAGRAPH:
            draft.add_prose("lead", piece.text)
        else:
            draft.leave(piece)


def _place_code(piece: Piece, draft: Draft) -> bool:
    found = _CODE.fullmatch(bare(piece.text))
    if not found or not ICD11.fullmatch(found["code"].upper()):
        return False
    draft.add_prose("icd11", found["code"].upper())
    draft.label(found["label"].strip())
    return True


def _title(pieces: list[Piece], code: int | None) -> int | None:
    """Which piece is the title: a heading of the first level, what stands before the code, a heading, a line."""
    candidates = [index for index, piece in enumerate(pieces) if can_be_title(piece) and index != code]
    top = [index for index in candidates if pieces[index].level == 1]
    above = [index for index in candidates if code is not None and index < code]
    headings = [index for index in candidates if pieces[index].shape is Shape.HEADING]
    return next(iter(top or above[-1:] or headings or candidates), None)


def _place_part(part: Part, pieces: Sequence[Piece], draft: Draft) -> None:
    if part.field in (None, RELATED):
        for piece in (part.heading, *part.pieces):
            draft.leave(piece, "No field of the page has this heading." if piece is part.heading else "")
        return
    draft.label(part.heading.text)
    if part.field == "phrases":
        place_phrases(part.pieces, _vocabulary(pieces, part), draft)
    elif placer := _PLACERS.get(part.field):
        placer(part.pieces, draft)
    else:
        draft.add_prose(part.field, markdown_of(part.pieces))


def _vocabulary(pieces: Sequence[Piece], part: Part) -> frozenset[str]:
    """The words of the page outside of one part of it."""
    lines = {piece.line for piece in part.pieces}
    return vocabulary_of("\n".join(piece.raw for piece in pieces if piece.line not in lines))


_PLACERS: Mapping[str, Callable[[Sequence[Piece], Draft], None]] = {
    QUESTIONS: place_questions,
    "points": partial(place_points, "points"),
    "differences": partial(place_pairs, "differences"),
    "treatments": partial(place_pairs, "treatments"),
    "references": place_references,
}
