"""The shape of the engine's rules: what one frame of `data/frames` says once it is read."""

from dataclasses import dataclass
from enum import StrEnum


class Hedged(StrEnum):
    """What a hedge does to a claim (guide, rules 6 and 7)."""

    LOWERS = "lowers"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class Step:
    """One slot of a pattern: the classes that may fill it, and how far after the slot before it."""

    classes: tuple[str, ...]
    gap: int


@dataclass(frozen=True, slots=True)
class Frame:
    """One rule: a clause that shows one of `patterns` claims `[low, high]` on `topic`.

    hedge: whether a hedge widens the claim downwards.
    denied: the interval that a denial leaves, or None where a denial leaves no claim.
    qualified: the interval under a class of `qualifiers` in the same sentence, or None.
    unless: classes that silence the rule in the clause; unless_sentence: anywhere in the sentence.
    needs: classes of which the sentence must hold one.
    free_subject: no drug need be the subject (comparisons name two).
    weak: the claim goes to the physician instead of being judged.
    findings: a study's past-tense result is no claim of this rule.
    conditions: what it is said of, where the rule itself fixes that; not_conditions: what it is never of.
    commas: whether its words may stand on both sides of a comma.
    only_present: the past tense tells what was done, and claims nothing.
    across: its words may stand in different clauses of one sentence.
    sure: words that hardly ever mean anything else; only a very unlikely reading is doubted.
    rate: a share of patients, which claims in the past tense too, and which no "some" lowers.
    agent_near: without the drug in its own clause the claim goes to the physician.
    bold: its point lies in the upper half of the scale.
    unnamed: the interval where esketamine is named and no condition is.
    """

    id: str
    topic: str
    low: int
    high: int
    patterns: tuple[tuple[Step, ...], ...]
    why: str
    hedge: Hedged = Hedged.LOWERS
    denied: tuple[int, int] | None = None
    hedged: tuple[int, int] | None = None
    qualified: tuple[int, int] | None = None
    qualifiers: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    unless_sentence: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    agent: str = ""
    free_subject: bool = False
    weak: bool = False
    findings: bool = True
    commas: bool = True
    only_present: bool = False
    not_conditions: tuple[str, ...] = ()
    unnamed: tuple[int, int] | None = None
    bold: bool = False
    across: bool = False
    rate: bool = False
    sure: bool = False
    agent_near: bool = False


# No sentence has more words of one class than this; a hostile one must not cost its square.
MOST = 64
Match = tuple[tuple[int, int], ...]
Spans = list[tuple[int, int]]


def match(steps: tuple[Step, ...], where: dict[str, Spans]) -> list[Match]:
    """All ways in which `steps` follow one another; each slot's first and last token."""
    found: list[Match] = [(span,) for span in candidates(steps[0], where)]
    for step in steps[1:]:
        if not found:
            return found
        spans = candidates(step, where)
        gap = step.gap
        found = [(*path, span) for path in found for span in spans if 0 < span[0] - path[-1][1] <= gap + 1]
        del found[12:]  # a hostile text of one repeated word must not multiply its readings
    return found


def candidates(step: Step, where: dict[str, Spans]) -> Spans:
    """Where the words of a slot stand in the sentence."""
    if len(step.classes) == 1:
        return where.get(step.classes[0], [])[:MOST]
    return [span for name in step.classes for span in where.get(name, ())][:MOST]
