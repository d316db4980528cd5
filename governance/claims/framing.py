"""Find the frames that a sentence shows, and the interval that each one claims under its modality."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from governance.claims.clauses import Marked
from governance.claims.leadins import Before
from governance.claims.lexicon import lexicon
from governance.claims.mentions import Link
from governance.claims.modality import Mood, mood
from governance.claims.rules import Frame, Hedged, Match, Spans, Step, match
from governance.claims.values import Claim

NOTHING = (-1, -1)
ANY_CLASS = -1  # all bits


@dataclass(frozen=True, slots=True)
class Shown:
    """One frame shown by a clause, with the words that fill it and how they are meant."""

    frame: Frame
    found: Match
    clause: int
    mood: Mood
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Read:
    """All that the rules found in one sentence."""

    marked: Marked
    link: Link
    shown: tuple[Shown, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """One pattern of a frame; `masks` has for each slot the bits of the classes that may fill it."""

    frame: Frame
    steps: tuple[Step, ...]
    masks: tuple[int, ...]


@cache
def _bits() -> dict[str, int]:
    """A bit for each class that some pattern names."""
    names = {
        name
        for frame in lexicon().frames
        for steps in frame.patterns
        for step in steps
        for name in step.classes
    }
    return {name: 1 << number for number, name in enumerate(sorted(names))}


@cache
def _by_key() -> dict[str, list[tuple[int, Tried]]]:
    """Patterns under the classes of their rarest slot, each with the mask of the next rarest: most are never tried."""
    sizes = _sizes()
    keyed: dict[str, list[tuple[int, Tried]]] = {}
    for frame in lexicon().frames:
        for steps in frame.patterns:
            rarest, *others = sorted(steps, key=lambda step: sum(sizes.get(name, 0) for name in step.classes))
            tried = Tried(frame, steps, tuple(map(_mask, steps)))
            for name in rarest.classes:
                keyed.setdefault(name, []).append((_mask(others[0]) if others else ANY_CLASS, tried))
    return keyed


def _sizes() -> dict[str, int]:
    """How many words each class has."""
    sizes: dict[str, int] = {}
    for names, _, _ in lexicon().words.values():
        for name in names:
            sizes[name] = sizes.get(name, 0) + 1
    return sizes


def _mask(step: Step) -> int:
    return sum(_bits()[name] for name in set(step.classes))


@cache
def bold_rules() -> dict[str, int]:
    """The rules whose own points lie in the upper half of a scale, with their points."""
    return {frame.id: frame.low for frame in lexicon().frames if frame.bold}


@cache
def firm_rules() -> frozenset[str]:
    """The rules whose claims no hedge lowers, rates, and safety, of which few words mean anything else."""
    return frozenset(
        frame.id
        for frame in lexicon().frames
        if frame.hedge is Hedged.STAYS or frame.rate or frame.topic == "safety"
    )


@cache
def sure_rules() -> frozenset[str]:
    """The rules whose words hardly ever mean anything else."""
    return frozenset(frame.id for frame in lexicon().frames if frame.sure)


def shown(marked: Marked, before: Before, turned: bool = False) -> Iterator[Shown]:
    """Every frame that some clause shows, with its interval: NOTHING where its mood leaves no claim.

    turned: the whole text is denied, as the question before a "no" is.
    """
    seen: set[tuple[str, Match]] = set()
    for tried in _possible(marked.where):
        frame = tried.frame
        for found in match(tried.steps, marked.where):
            if (frame.id, found) not in seen and _holds_together(marked, frame, found):
                seen.add((frame.id, found))
                item = _read(marked, frame, found, before, turned)
                if item:
                    yield item


def _possible(where: dict[str, Spans]) -> list[Tried]:
    """The patterns all of whose slots some word of the sentence could fill."""
    bits, keyed = _bits(), _by_key()
    present = 0
    for name in where:
        present |= bits.get(name, 0)
    return [
        tried
        for name in where
        for least, tried in keyed.get(name, ())
        if present & least and all(map(present.__and__, tried.masks))
    ]


def _holds_together(marked: Marked, frame: Frame, found: Match) -> bool:
    if frame.across:
        return marked.sentence[found[0][0]] == marked.sentence[found[-1][1]]
    first = marked.clause[found[0][0]]
    if not all(marked.clause[a] == first for a, _ in found):
        return False
    return frame.commas or "," not in marked.tokens.words[found[0][0] : found[-1][1]]


def _read(marked: Marked, frame: Frame, found: Match, before: Before, turned: bool) -> Shown | None:
    clause = marked.clause[found[0][0]]
    if _silenced(marked, frame, clause, found):
        return None
    meant = mood(marked, found, before, frame.topic)
    if turned:
        meant = replace(meant, denied=not meant.denied)
    interval = interval_of(marked, frame, meant) if meant.asserted else None
    return Shown(frame, found, clause, meant, *(interval or NOTHING))


def _silenced(marked: Marked, frame: Frame, clause: int, found: Match) -> bool:
    if frame.needs and not marked.has(*frame.needs):
        return True
    if frame.unless_sentence and marked.has(*frame.unless_sentence):
        return True
    return any(not _is_part(span, found) for name in frame.unless for span in marked.in_clause(name, clause))


def _is_part(span: tuple[int, int], found: Match) -> bool:
    """A phrase that starts with a slot's word belongs to the frame; one that starts before it is another thing."""
    return any(first <= span[0] <= last for first, last in found)


def _is_lowered(frame: Frame, meant: Mood) -> bool:
    """By a hedge; or since a benefit in the past tense, or of some, is not everybody's."""
    told = frame.topic != "safety" and (meant.personal or meant.partial)
    told = told or (frame.topic == "efficacy" and meant.tense == "past")
    return meant.hedged or (told and not frame.rate)


def interval_of(marked: Marked, frame: Frame, meant: Mood) -> tuple[int, int] | None:
    """The interval that a frame claims under a modality; None where nothing governed is left."""
    if (meant.finding and frame.findings) or (frame.only_present and meant.tense == "past"):
        return None
    low, high = frame.low, frame.high
    if meant.denied:
        return frame.denied
    if frame.qualified and marked.has(*frame.qualifiers):
        return frame.qualified
    if _is_lowered(frame, meant) and frame.hedge is Hedged.LOWERS:
        return frame.hedged or (max(0, low - 2), max(0, low - 1))
    return low, high
