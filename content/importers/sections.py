"""Which heading opens which field of a condition page, and where one section ends.

A new name of a section is a word in `_SYNONYMS`; nothing else has to change.
"""

import re
from dataclasses import dataclass

from content.importers.values import Piece, Shape

QUESTIONS = "questions"
RELATED = "related"

_SYNONYMS = {
    "phrases": (
        "common ways people search for this",
        "ways people search for this",
        "phrases people search for",
        "people also search for",
        "search phrases",
    ),
    "points": (
        "the short version",
        "short version",
        "key points",
        "key takeaways",
        "at a glance",
        "in short",
        "in brief",
    ),
    "definition": ("clinical definition", "definition", "what it is", "what is it", "overview"),
    "differences": (
        "how it differs from related conditions",
        "how it differs",
        "how it is told apart",
        "differential diagnosis",
        "related conditions compared",
    ),
    "treatments": (
        "first-line treatments",
        "first-line treatment",
        "first line treatments",
        "standard treatments",
        "standard treatment",
        "treatments that come first",
    ),
    "when_standard_fails": (
        "when standard treatments fail",
        "when standard treatment fails",
        "when first-line treatments fail",
        "when treatment fails",
        "when those are not enough",
    ),
    "where_ketamine_fits": (
        "where ketamine fits",
        "the role of ketamine",
        "ketamine's role",
        "where ketamine stands",
    ),
    "where_we_fit": ("where we fit", "where this fits with us", "how we can help", "our role"),
    QUESTIONS: (
        "frequently asked",
        "frequently asked questions",
        "faq",
        "faqs",
        "questions people ask",
        "common questions",
        "questions and answers",
    ),
    "references": (
        "references",
        "sources",
        "bibliography",
        "citations",
        "literature",
        "further reading and sources",
    ),
    RELATED: (
        "related conditions",
        "related pages",
        "related articles",
        "related posts",
        "read more",
        "see also",
    ),
}
_FIELD_OF = {name: field for field, names in _SYNONYMS.items() for name in names}
_WHERE_WE_FIT = re.compile(r"where this fits (?:with|at|in) \S.{0,60}")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with the pieces under it. field: where they belong, None for a heading nobody knows."""

    heading: Piece
    field: str | None
    pieces: tuple[Piece, ...]


def field_of(heading: str) -> str | None:
    """The field that a heading opens, or None. Case, marks of emphasis and a final colon do not matter."""
    bare = re.sub(r"[*_#]", "", heading).replace("’", "'").strip().rstrip(":").strip().casefold()
    if _WHERE_WE_FIT.fullmatch(bare):
        return "where_we_fit"
    return _FIELD_OF.get(bare)


def split(pieces: list[Piece]) -> tuple[list[Piece], list[Part]]:
    """Pieces -> those before the first known heading, and the parts from there on."""
    starts = _starts(pieces)
    ends = [*starts[1:], len(pieces)]
    parts = [
        Part(pieces[start], field_of(pieces[start].text), tuple(pieces[start + 1 : end]))
        for start, end in zip(starts, ends, strict=False)
    ]
    return pieces[: starts[0]] if starts else pieces, parts


def _starts(pieces: list[Piece]) -> list[int]:
    """Where a part begins: at a known heading, or at a strange one of the same level as the part before."""
    starts: list[int] = []
    level = 0
    for index, piece in enumerate(pieces):
        if piece.shape is Shape.HEADING and _opens(piece, level, bool(starts)):
            starts.append(index)
            level = piece.level
    return starts


def _opens(piece: Piece, level: int, inside: bool) -> bool:
    if field_of(piece.text):
        return not inside or not level or piece.level <= level
    return inside and 0 < piece.level <= level
