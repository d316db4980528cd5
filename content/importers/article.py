"""Pieces -> an article: title, author line, lead, body, references."""

import re
from collections.abc import Sequence

from content.importers.assembling import markdown_of
from content.importers.common import can_be_title, is_citation, without_signatures
from content.importers.rows import place_references
from content.importers.sections import RELATED, field_of
from content.importers.text_reader import is_title_case
from content.importers.values import Draft, Imported, Kind, Piece, Shape

LONGEST_AUTHOR_LINE = 300
LONGEST_SENTENCE_TITLE = 150

_AUTHOR = re.compile(r"\W*(?:(?:written |words |interview(?:ed)? )?by|authors?:)\s+\S", re.I)
# A title that an export ran into the first paragraph: `…Ways of HealingMany people…`.
_GLUE = re.compile(r"(?<=[a-z?!)])(?=[A-Z][a-z])")


def article(pieces: Sequence[Piece]) -> Imported:
    """Every piece goes to its field, or to the leftovers."""
    draft = Draft()
    rest = without_signatures(pieces, draft)
    rest = _without_title(rest, draft)
    rest = _without_author(rest, draft)
    rest = _without_references(rest, draft)
    rest = _without_other_pages(rest, draft)
    rest = _without_lead(rest, draft)
    draft.add_prose("body", markdown_of(rest))
    return draft.finished(Kind.ARTICLE)


def _without_title(pieces: list[Piece], draft: Draft) -> list[Piece]:
    """The title is the first piece, or what stands glued before it."""
    if not pieces:
        return pieces
    first, rest = pieces[0], pieces[1:]
    parted = _parted(first)
    if parted:
        draft.title, text = parted
        return [Piece(first.line, first.shape, text, text), *rest]
    if can_be_title(first) and not _is_sentence(first):
        draft.title = first.text
        return rest
    return pieces


def _is_sentence(piece: Piece) -> bool:
    return len(piece.text) > LONGEST_SENTENCE_TITLE and piece.text.endswith((".", "!"))


def _parted(piece: Piece) -> tuple[str, str] | None:
    """A paragraph that begins with a title, as title and rest."""
    if piece.shape is not Shape.PARAGRAPH or len(piece.text) <= LONGEST_SENTENCE_TITLE:
        return None
    for glue in _GLUE.finditer(piece.text, 0, LONGEST_SENTENCE_TITLE):
        title = piece.text[: glue.start()]
        if len(title.split()) > 2 and is_title_case(title.split()):
            return title, piece.text[glue.start() :]
    return None


def _without_author(pieces: list[Piece], draft: Draft) -> list[Piece]:
    """An author line stands among the first three pieces."""
    for index, piece in enumerate(pieces[:3]):
        if (
            _AUTHOR.match(piece.text)
            and len(piece.text) <= LONGEST_AUTHOR_LINE
            and not piece.text.endswith(":")
        ):
            draft.add_prose("author_line", piece.text)
            return pieces[:index] + pieces[index + 1 :]
    return pieces


def _without_references(pieces: list[Piece], draft: Draft) -> list[Piece]:
    """What stands under the heading of the references, and citations that stand alone."""
    kept: list[Piece] = []
    listing = False
    for piece in pieces:
        if piece.shape is Shape.HEADING:
            listing = field_of(piece.text) == "references"
        if listing and piece.shape is Shape.HEADING:
            draft.label(piece.text)
        elif listing or is_citation(piece):
            place_references([piece], draft)
        else:
            kept.append(piece)
    return kept


def _without_other_pages(pieces: list[Piece], draft: Draft) -> list[Piece]:
    """What stands under a heading such as `Related articles`, and headings at the end with nothing under them."""
    kept: list[Piece] = []
    leading_on = False
    for piece in pieces:
        if piece.shape is Shape.HEADING:
            leading_on = field_of(piece.text) == RELATED
        if leading_on:
            draft.leave(piece, "This leads on to other pages.")
        else:
            kept.append(piece)
    while kept and kept[-1].shape is Shape.HEADING:
        draft.leave(kept.pop(), "Nothing stands under this heading.")
    return kept


def _without_lead(pieces: list[Piece], draft: Draft) -> list[Piece]:
    if not pieces or pieces[0].shape is not Shape.PARAGRAPH:
        return pieces
    draft.add_prose("lead", pieces[0].text)
    return pieces[1:]
