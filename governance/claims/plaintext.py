"""Headings and list items of plain text, which has no marks for them."""

import re

from governance.claims.pieces import PLAIN_HEADING, Piece
from governance.claims.values import Kind

LONGEST_LINE = 110
HEADING_WORDS = 14
STOPS = ".:;,!\"')"
NAMED = re.compile(r"[^\W_][^.!?;:–—]{1,60}?(?<=\S) [–—] \S")


def placed(piece: Piece, text: str, lead: str, after: Piece | None) -> Piece:
    """Return the piece as what a reader takes it for, from its look and what stands around it.

    lead: the sentence before it or before its list. after: the piece that follows, if any.
    """
    if piece.kind is not Kind.PARAGRAPH or piece.level:
        return piece
    is_next_line = after is None or _is_line(after.spanned.text.strip())
    if lead.endswith(":") and (NAMED.match(text) or (_is_line(text) and is_next_line)):
        return Piece(Kind.BULLET, piece.spanned, indent=0)
    if (
        after
        and not after.level
        and (_is_titled(text) or (_is_line(text) and text.count(" ") < HEADING_WORDS))
    ):
        return Piece(Kind.HEADING, piece.spanned, level=PLAIN_HEADING)
    return piece


def _is_titled(text: str) -> bool:
    """Tell whether a line that ends in a colon has its words in capitals, as titles have."""
    words = [word for word in text.split(" ") if len(word) > 3]
    return text.endswith(":") and 0 < len(words) < HEADING_WORDS and all(word[0].isupper() for word in words)


def _is_line(text: str) -> bool:
    """Tell whether the text is short, begins like a title and does not end like a sentence."""
    return (
        0 < len(text) <= LONGEST_LINE and text[-1] not in STOPS and (text[0].isupper() or text[0].isdigit())
    )
