"""Pieces -> an article: title, author line, lead, body, references."""

import re
from collections.abc import Sequence

from content.importers.assembling import markdown_of
from content.importers.common import can_be_title, is_citation, without_signatures
from content.importers.rows import place_references
from content.importers.sections import RELATED, field_of
from content.importers.values import Draft, Imported, Kind, Piece, Shape

LONGEST_AUTHOR_LINE = 300
_AUTHOR = re.compile(r"\W*(?:by|written by|words by|authors?:|interview(?:ed)? by)\s+\S", re.I)


def article(pieces: Sequence[Piece]) -> Imported:
    """Every piece goes to its field, or to the leftovers."""
    draft = Draft()
    rest = without_signatures(pieces, draft)
    rest = _without_title(rest, draft)
    rest = _without_author(rest, draft)
    rest = _without_references(rest, draft)
    rest = _without_empty_end(rest, draft)
    rest = _without_lead(rest, draft)
    draft.values["body"] = markdown_of(rest)
    return draft.finished(Kind.ARTICLE)


def _without_title(pieces: list[Piece], draft: Draft) -> list[Piece]:
    if not pieces or not can_be_title(pieces[0]):
        return pieces
    draft.values["title"] = pieces[0].text
    return pieces[1:]


def _without_author(pieces: list[Piece], draft: Draft) -> list[Piece]:
    """An author line stands among the first three pieces."""
    for piece in pieces[:3]:
        if _AUTHOR.match(piece.text) and len(piece.text) <= LONGEST_AUTHOR_LINE:
            draft.values["author_line"] = piece.text
            return [other for other in pieces if other is not piece]
    return pieces


def _without_references(pieces: list[Piece], draft: Draft) -> list[Piece]:
    """What follows the heading of the references, and citations that stand alone."""
    cited = [piece for piece in pieces if is_citation(piece)]
    start = next((index for index, piece in enumerate(pieces) if _opens_references(piece)), len(pieces))
    listed, kept = _references_from(pieces[start + 1 :])
    place_references([piece for piece in cited if piece not in listed] + listed, draft)
    if start < len(pieces):
        draft.label(pieces[start].text)
    return [piece for piece in [*pieces[:start], *kept] if piece not in cited]


def _references_from(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The pieces up to the next heading, and those from there on."""
    end = next((index for index, piece in enumerate(pieces) if piece.shape is Shape.HEADING), len(pieces))
    return pieces[:end], pieces[end:]


def _opens_references(piece: Piece) -> bool:
    return piece.shape is Shape.HEADING and field_of(piece.text) == "references"


def _without_empty_end(pieces: list[Piece], draft: Draft) -> list[Piece]:
    """A heading with nothing under it at the end, or one over links to other pages, is not the article's."""
    end = len(pieces)
    while end and pieces[end - 1].shape is Shape.HEADING:
        end -= 1
    related = (index for index in range(end) if _opens_related(pieces[index]))
    end = min(end, next(related, end))
    for piece in pieces[end:]:
        draft.leave(piece, "This leads on to other pages." if field_of(piece.text) == RELATED else "")
    return pieces[:end]


def _opens_related(piece: Piece) -> bool:
    return piece.shape is Shape.HEADING and field_of(piece.text) == RELATED


def _without_lead(pieces: list[Piece], draft: Draft) -> list[Piece]:
    if not pieces or pieces[0].shape is not Shape.PARAGRAPH:
        return pieces
    draft.values["lead"] = pieces[0].text
    return pieces[1:]
