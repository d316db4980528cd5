"""What all kinds of document have: a title, references at the end, and lines that no import may place."""

import re
from collections.abc import Sequence

from content.importers.values import Draft, Piece, Shape

LONGEST_TITLE = 300

# A date of review and a signature come from a review alone, never from a file.
_DATE = r"\w+ \d{1,2},? \d{4}|\d{1,2}\.? \w+ \d{4}|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4}"
_SIGNED = (
    re.compile(
        r"\W*(?:(?:last|medically|clinically|fact|page)[ -]+)+(?:reviewed|checked|updated|signed)\b", re.I
    ),
    re.compile(
        r"\W*(?:medical|clinical|last|next) (?:review|update)(?:er|ed)?\W*(?:by|on|due|date)?\s*:", re.I
    ),
    re.compile(rf"\W*(?:reviewed|updated|approved|signed|published)\b[^.]{{0,40}}?\b(?:Dr\b|{_DATE})", re.I),
    re.compile(r"\W*(?:reviewed|approved|signed)(?: off)? by\b.{0,60}\b(?:M\.?D|D\.?O|Ph\.?D)\b", re.I),
)
_CITATION = re.compile(r"[A-Z][\w'’-]+, [A-Z]\..{0,400}\((?:19|20)\d\d\)\.\s")


def without_signatures(pieces: Sequence[Piece], draft: Draft) -> list[Piece]:
    """The pieces without `Last reviewed by …` and the like, which are left over."""
    kept = []
    for piece in pieces:
        if any(pattern.match(piece.text) for pattern in _SIGNED):
            draft.leave(piece, "Dates and signatures come from a review, not from a file.")
        else:
            kept.append(piece)
    return kept


def is_citation(piece: Piece) -> bool:
    """Whether a paragraph is a reference that stands without a heading: `Name, N. (2020). …`."""
    return piece.shape is Shape.PARAGRAPH and _CITATION.match(piece.text) is not None


def can_be_title(piece: Piece) -> bool:
    """Whether a piece is short enough and one line."""
    short = len(piece.text) <= LONGEST_TITLE and "\n" not in piece.text
    return short and piece.shape in (Shape.HEADING, Shape.PARAGRAPH)
