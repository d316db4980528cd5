"""The questions of a page, each with its answer."""

import re
from collections.abc import Sequence

from content.importers.assembling import markdown_of
from content.importers.values import Draft, Piece, Shape

LONGEST_QUESTION = 250

_EMPHASISED = re.compile(r"(\*\*\*|\*\*|__|\*|_)(?P<text>[^*_]+)\1")
_LABEL = re.compile(r"(?:Q|Question|A|Answer)\s*\d{0,3}\s*[:.)]\s+", re.I)


def is_question(piece: Piece) -> bool:
    """A heading, or a short line that ends in a question mark."""
    if piece.shape is Shape.HEADING:
        return True
    text = bare(piece.text)
    return piece.shape is not Shape.VERBATIM and text.endswith("?") and len(text) <= LONGEST_QUESTION


def bare(text: str) -> str:
    """The text without an emphasis that covers all of it."""
    found = _EMPHASISED.fullmatch(text.strip())
    return found["text"] if found else text.strip()


def unlabelled(text: str, draft: Draft) -> str:
    """The text without a leading `Q:` or `A:`, which is kept as a label."""
    found = _LABEL.match(text)
    if not found:
        return text
    draft.label(found.group().strip())
    return text[found.end() :]


def place_questions(pieces: Sequence[Piece], draft: Draft) -> None:
    """Puts questions and answers into the draft; what comes before the first question is left over."""
    starts = [index for index, piece in enumerate(pieces) if is_question(piece)]
    for piece in pieces[: starts[0]] if starts else pieces:
        draft.leave(piece, "This stands among the questions, but before the first one.")
    for start, end in zip(starts, [*starts[1:], len(pieces)], strict=False):
        question = unlabelled(bare(pieces[start].text), draft)
        answer = unlabelled(markdown_of(pieces[start + 1 : end]), draft)
        draft.questions.append((question, answer))
