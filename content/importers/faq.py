"""Pieces -> one question and its answer."""

from collections.abc import Sequence

from content.importers.assembling import markdown_of
from content.importers.common import can_be_title, without_signatures
from content.importers.questions import bare, is_question, unlabelled
from content.importers.values import Draft, Imported, Kind, Piece


def faq(pieces: Sequence[Piece]) -> Imported:
    """The first question is the title; a second one is left over, it is to be an FAQ of its own."""
    draft = Draft()
    rest = without_signatures(pieces, draft)
    title = next((piece for piece in rest if is_question(piece) and can_be_title(piece)), None)
    title = title or next((piece for piece in rest if can_be_title(piece)), None)
    start = rest.index(title) + 1 if title else 0
    for piece in rest[: max(0, start - 1)]:
        draft.leave(piece, "This stands before the question.")
    if title:
        draft.title = unlabelled(bare(title.text), draft)
    _place_answer(rest[start:], draft)
    return draft.finished(Kind.FAQ)


def _place_answer(pieces: list[Piece], draft: Draft) -> None:
    later = (index for index, piece in enumerate(pieces) if is_question(piece) and piece.text.endswith("?"))
    end = next((index for index in later if index), len(pieces))
    draft.add_prose("answer", unlabelled(markdown_of(pieces[:end]), draft))
    for piece in pieces[end:]:
        draft.leave(piece, "Another question; it becomes an FAQ of its own.")
