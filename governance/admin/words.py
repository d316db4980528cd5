"""What differs inside one paragraph, word by word, and what kind of difference it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from governance.policy.typography import is_typography

TOKEN = re.compile(r"\w+(?:[’'.,-]\w+)*\s*|[^\w\s]+\s*|\s+")
# Beyond this many pairs of words a person would wait: the whole is shown as replaced.
MOST_PAIRS = 1_000_000
CONTEXT = 90

NUMBERS = re.compile(
    r"\d+(?:[.,]\d+)*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|hundred|thousand|half|third|quarter|once|twice)\b",
    re.IGNORECASE,
)
DENIALS = re.compile(r"\b(?:not?|never|none|nothing|without|cannot|\w+n[’']t)\b", re.IGNORECASE)
WORDS = re.compile(r"\w+")
# The gravest first: the first kind that differs names the change.
KINDS = ((NUMBERS, "A number changed"), (DENIALS, "A “not” changed"), (WORDS, "Words changed"))


class Kind(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and what became of it."""

    kind: Kind
    text: str


def tokens(text: str) -> list[str]:
    """The words and signs of a text, each with the blanks after it; joined they are the text."""
    return TOKEN.findall(text)


def compared(old: str, new: str) -> list[Piece]:
    """The pieces that lead from the old to the new words."""
    before, after = tokens(old), tokens(new)
    if len(before) * len(after) > MOST_PAIRS:
        return [Piece(Kind.REMOVED, old), Piece(Kind.ADDED, new)]
    pieces: list[Piece] = []
    for tag, start, end, new_start, new_end in SequenceMatcher(None, before, after, False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Kind.SAME, "".join(before[start:end])))
        else:
            pieces.append(Piece(Kind.REMOVED, "".join(before[start:end])))
            pieces.append(Piece(Kind.ADDED, "".join(after[new_start:new_end])))
    return [piece for piece in pieces if piece.text]


def shortened(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The same pieces without the unchanged words that stand far from a change."""
    last = len(pieces) - 1
    return tuple(_shortened(piece, number > 0, number < last) for number, piece in enumerate(pieces))


def _shortened(piece: Piece, follows: bool, precedes: bool) -> Piece:
    if piece.kind != Kind.SAME or len(piece.text) <= 2 * CONTEXT:
        return piece
    head = piece.text[:CONTEXT].rsplit(" ", 1)[0] if follows else ""
    tail = piece.text[-CONTEXT:].split(" ", 1)[-1] if precedes else ""
    return Piece(Kind.SAME, f"{head} … {tail}")


def note(pieces: Sequence[Piece]) -> str:
    """What kind of change it is: a number, a denial, words, punctuation, or only typography."""
    removed, added = _all_of(pieces, Kind.REMOVED), _all_of(pieces, Kind.ADDED)
    if not any(piece.kind == Kind.SAME for piece in pieces) and not (removed and added):
        return "New" if added else "Removed"
    if is_typography(_text(pieces, Kind.REMOVED), _text(pieces, Kind.ADDED)):
        return "Only typography"
    for pattern, says in KINDS:
        if _found(pattern, removed) != _found(pattern, added):
            return says
    return "Only punctuation or case"


def _text(pieces: Sequence[Piece], kind: Kind) -> str:
    """The whole text with the pieces of that kind in it, without those of the other."""
    return "".join(piece.text for piece in pieces if piece.kind in (Kind.SAME, kind))


def _all_of(pieces: Sequence[Piece], kind: Kind) -> str:
    return " ".join(piece.text for piece in pieces if piece.kind == kind)


def _found(pattern: re.Pattern[str], text: str) -> list[str]:
    return [word.casefold() for word in pattern.findall(text)]
