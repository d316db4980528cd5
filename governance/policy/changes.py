"""What changed between two public texts, in the words that tell a physician how much to fear it. Text against text.

A text is lines, each with its place; what is the same in the same order is left out, and the sentences that
remain on either side are compared. Two sides that name the same doses in another order differ too: whatever
cannot be told apart with certainty takes the graver name.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from governance.policy.signs import denials, destinations, doses, drugs, numbers, sentences
from governance.policy.typography import is_typography

# Beyond these many pairs a person would wait: all that stands between the same beginning and end is touched.
MOST_PAIRS = 250_000


class Kind(StrEnum):
    """What changed, the gravest first. FIRST: nothing was signed before, so all of it is new.

    WORDING is any other difference and none of the graver kinds. TYPOGRAPHY is what `policy.typography` allows in
    every line, and nothing else: no line was added, removed or moved.
    """

    FIRST = "first"
    DOSE = "dose"
    NUMBER = "number"
    DRUG = "drug"
    CLAIM = "claim"
    NOT = "not"
    REFERENCE = "reference"
    WORDING = "wording"
    TYPOGRAPHY = "typography"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a cell or a heading. place: what it belongs to, so that a text moved elsewhere is a change.

    is_reference: a number, name or address that leads elsewhere; any difference in it counts.
    is_heading: a title, or words that the page gives to a section; no sentence of the text.
    """

    place: str
    words: str
    is_reference: bool = False
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """The kinds of a change, gravest first (none where nothing differs), and how many sentences it touches."""

    kinds: tuple[Kind, ...]
    touched: int
    total: int

    @property
    def gravest(self) -> Kind | None:
        """The gravest kind, None where nothing differs."""
        return self.kinds[0] if self.kinds else None


# What is named the same on both sides did not change; each sign reads a stretch of text.
SIGNS: tuple[tuple[Kind, Callable[[str], list[str]]], ...] = (
    (Kind.DOSE, doses),
    (Kind.NUMBER, numbers),
    (Kind.DRUG, drugs),
    (Kind.NOT, denials),
    (Kind.REFERENCE, destinations),
)


def first(new: Sequence[Line]) -> Difference:
    """The difference of a text before which nothing was signed."""
    total = _count(_sentences(new))
    return Difference((Kind.FIRST,), total, total)


def difference(
    old: Sequence[Line],
    new: Sequence[Line],
    *,
    claims_before: Iterable[str] = (),
    claims_after: Iterable[str] = (),
) -> Difference:
    """What changed from the old to the new text.

    claims_before, claims_after: each claim of the text, written so that equal readings are equal words.
    """
    before, after = list(_sentences(old)), list(_sentences(new))
    gone, come, touched = _touched(before, after)
    kinds = set(_kinds(gone, come))
    if list(old) != list(new):
        kinds.add(Kind.TYPOGRAPHY if _is_typography(old, new) else Kind.WORDING)
    if Counter(claims_before) != Counter(claims_after):
        kinds.add(Kind.CLAIM)
    if kinds - {Kind.WORDING, Kind.TYPOGRAPHY}:
        kinds -= {Kind.WORDING, Kind.TYPOGRAPHY}
    return Difference(tuple(kind for kind in Kind if kind in kinds), touched, max(touched, _count(after)))


def _sentences(lines: Iterable[Line]) -> Iterator[Line]:
    for line in lines:
        if line.is_reference:
            yield line
        else:
            yield from (replace(line, words=words) for words in sentences(line.words))


def _count(lines: Iterable[Line]) -> int:
    return sum(1 for line in lines if not line.is_reference and not line.is_heading)


def _touched(old: Sequence[Line], new: Sequence[Line]) -> tuple[list[Line], list[Line], int]:
    """The sentences of either side that have no equal at their place on the other; how many a reader would count."""
    gone: list[Line] = []
    come: list[Line] = []
    touched = 0
    for start, end, new_start, new_end in _stretches(old, new):
        gone += old[start:end]
        come += new[new_start:new_end]
        touched += max(end - start, new_end - new_start)
    return gone, come, touched


def _stretches(old: Sequence[Line], new: Sequence[Line]) -> Iterator[tuple[int, int, int, int]]:
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(before) * len(after) > MOST_PAIRS:
        yield head, head + len(before), head, head + len(after)
        return
    for tag, start, end, new_start, new_end in SequenceMatcher(None, before, after, False).get_opcodes():
        if tag != "equal":
            yield head + start, head + end, head + new_start, head + new_end


def _alike(old: Sequence[Line], new: Sequence[Line]) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((number for number, (one, other) in pairs if one != other), min(len(old), len(new)))


def _kinds(gone: Sequence[Line], come: Sequence[Line]) -> Iterator[Kind]:
    if [line for line in gone if line.is_reference] != [line for line in come if line.is_reference]:
        yield Kind.REFERENCE
    before, after = _prose(gone), _prose(come)
    yield from (kind for kind, read in SIGNS if read(before) != read(after))


def _prose(lines: Iterable[Line]) -> str:
    return "\n".join(line.words for line in lines if not line.is_reference)


def _is_typography(old: Sequence[Line], new: Sequence[Line]) -> bool:
    if len(old) != len(new):
        return False
    return all(_is_same_but_for_typography(one, other) for one, other in zip(old, new, strict=True))


def _is_same_but_for_typography(old: Line, new: Line) -> bool:
    if old == new:
        return True
    if old.place != new.place or old.is_reference or new.is_reference:
        return False
    # Most changes end at the letters, which cost a hundredth of the normal form.
    return _letters(old.words) == _letters(new.words) and is_typography(old.words, new.words)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
