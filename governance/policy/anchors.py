"""Where a comment stands: on quoted words with what stood round them, not on offsets that drift with every edit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

CONTEXT = 40
# A short quote alone ("the") could stand anywhere: it is known again by what stands round it.
LONG_ENOUGH = 25
ENOUGH_CONTEXT = 8


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of a passage's source, with up to CONTEXT characters before and after them."""

    block: str
    quote: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of the passage `block`, as offsets into its source."""

    block: str
    start: int
    end: int


def anchor_of(spot: Spot, text: str) -> Anchor:
    """The anchor of a stretch of that passage's text."""
    before, after = text[max(0, spot.start - CONTEXT) : spot.start], text[spot.end : spot.end + CONTEXT]
    return Anchor(spot.block, text[spot.start : spot.end], before, after)


def find(anchor: Anchor, passages: Mapping[str, str]) -> Spot | None:
    """Where the words stand now: in their own passage if they are there, else in another one; None if gone."""
    if not anchor.quote:
        return None
    own = {anchor.block: passages[anchor.block]} if anchor.block in passages else {}
    return _best(anchor, own) or _best(anchor, passages)


def narrowed(spot: Spot, text: str, words: str) -> Spot:
    """The stretch of those words inside the spot, grown to whole words; the spot itself where they are not in it."""
    words = " ".join(words.split())
    start = text.find(words, spot.start, spot.end) if words else -1
    if start < 0:
        return spot
    end = start + len(words)
    while start > spot.start and _cuts(text, start):
        start -= 1
    while end < spot.end and _cuts(text, end):
        end += 1
    return Spot(spot.block, start, end)


def _best(anchor: Anchor, passages: Mapping[str, str]) -> Spot | None:
    """The occurrence with the most of its old surroundings; of equal ones the first."""
    found = [
        (-_likeness(anchor, text, start), order, Spot(block, start, start + len(anchor.quote)))
        for order, (block, text) in enumerate(passages.items())
        for start in _occurrences(anchor.quote, text)
    ]
    known = [item for item in found if len(anchor.quote) >= LONG_ENOUGH or -item[0] >= _needed(anchor)]
    return min(known, key=lambda item: (*item[:2], item[2].start))[2] if known else None


def _needed(anchor: Anchor) -> int:
    return min(ENOUGH_CONTEXT, len(anchor.before) + len(anchor.after))


def _occurrences(quote: str, text: str) -> Iterator[int]:
    start = text.find(quote)
    while start >= 0:
        if not _cuts(text, start) and not _cuts(text, start + len(quote)):
            yield start
        start = text.find(quote, start + 1)


def _cuts(text: str, index: int) -> bool:
    """Whether a border there would cut a word."""
    return 0 < index < len(text) and text[index - 1].isalnum() and text[index].isalnum()


def _likeness(anchor: Anchor, text: str, start: int) -> int:
    before, after = text[:start], text[start + len(anchor.quote) :]
    return _same(reversed(anchor.before), reversed(before[-CONTEXT:])) + _same(
        iter(anchor.after), iter(after[:CONTEXT])
    )


def _same(old: Iterator[str], new: Iterator[str]) -> int:
    """How many characters are the same from the first on."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            return count
        count += 1
    return count
