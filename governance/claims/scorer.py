"""A small learned second opinion: how likely a careful physician is to object to a sentence.

It may send a sentence to the physician, nothing else: it blocks nothing and clears nothing. Its weights are
listed in `data/scorer.json`, written by `tests/claims/train_scorer.py` from labelled sentences of ours.
"""

import json
import math
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from governance.claims.framing import Read, Shown
from governance.claims.values import Sentence

_WEIGHTS = Path(__file__).parent / "data" / "scorer.json"
_MOODS = frozenset(("DENY", "REJECT", "HEDGE", "SOME", "FINDER", "QUALIFIED", "OTHER", "RISKNOUN"))
_GROUPS = {
    "depression": "depression", "treatment_resistant_depression": "depression", "migraine": "headache",
    "chronic_migraine": "headache", "status_migrainosus": "headache", "cluster_headache": "headache",
    "headache": "headache", "anesthesia": "hospital", "acute_pain": "hospital",
}  # fmt: skip


Pair = tuple[str, str]
Key = TypeVar("Key", str, Pair)


@dataclass(frozen=True, slots=True)
class Features:
    """What the scorer looks at: words, pairs of words, classes alone and under each mood, and the rest by name."""

    words: Set[str]
    pairs: Set[Pair]
    classes: Set[str]
    moods: Set[str]
    rest: Set[str]

    def names(self) -> set[str]:
        """Each feature by the name under which its weight is listed."""
        found = {f"w:{word}" for word in self.words} | {f"b:{one} {two}" for one, two in self.pairs}
        classes = [
            name for name in self.classes if name[0] != "="
        ]  # words of one rule tell only of that rule
        found |= {f"c:{name}" for name in classes} | self.rest
        return found | {f"c:{name}&{mood}" for name in classes for mood in self.moods}


@dataclass(frozen=True, slots=True)
class Model:
    """The weights by kind of feature, so that no name has to be put together to find one."""

    bias: float
    words: Mapping[str, float]
    pairs: Mapping[Pair, float]
    classes: Mapping[str, float]
    under: Mapping[str, Mapping[str, float]]
    rest: Mapping[str, float]


@cache
def model() -> Model:
    """The learned weights, read once; none where there is no file of them."""
    if not _WEIGHTS.is_file():
        return _sorted_out(0.0, {})
    data = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return _sorted_out(float(data["bias"]), data["weights"])


def _sorted_out(bias: float, weights: Mapping[str, float]) -> Model:
    words: dict[str, float] = {}
    pairs: dict[Pair, float] = {}
    classes: dict[str, float] = {}
    under: dict[str, dict[str, float]] = {mood: {} for mood in _MOODS}
    rest: dict[str, float] = {}
    for name, weight in weights.items():
        kind, bare = name[:2], name[2:]
        if kind == "w:":
            words[bare] = weight
        elif kind == "b:":
            one, _, two = bare.partition(" ")
            pairs[one, two] = weight
        elif kind == "c:":
            of, _, mood = bare.partition("&")
            (under[mood] if mood else classes)[of] = weight
        else:
            rest[name] = weight
    return Model(bias, words, pairs, classes, under, rest)


# The likelihoods at which a sentence goes to the physician; docs/claims/figures.md has the curve.
RAISE = 0.08  # where some frame is shown
RAISE_BARE = 0.14  # where no class knows the wording
RAISE_COVERED = 0.22  # where a rule is sure of what the sentence claims
RAISE_UNTIED = 0.4  # where nothing ties the text to ketamine
LOWER = 0.5  # a strong claim that reads less like one than this is not believed without the physician
LOWER_FIRM = 0.2  # the same for claims that no hedge lowers
LOWER_GUESSED = 0.5  # the same for every claim that only "it", "the drug" or "our patients" ties to ketamine
LOWER_SURE = 0.0  # the same for words that hardly ever mean anything else


def likelihood(features: Features) -> float:
    """The learned probability, from 0 to 1, of an objection."""
    known = model()
    found = [known.bias, *_of(known.words, features.words), *_of(known.pairs, features.pairs)]
    found += _of(known.rest, features.rest)
    for weights in (known.classes, *(known.under[mood] for mood in features.moods)):
        found += _of(weights, features.classes)
    # Exact, so that the order in which a set gives its members never shows.
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, math.fsum(found)))))


def _of(weights: Mapping[Key, float], features: Set[Key]) -> Iterator[float]:
    return map(weights.__getitem__, weights.keys() & features)


def features(read: Read, sentence: Sentence) -> Features:
    """What the scorer looks at in a sentence as the rules read it."""
    where, words = read.marked.where, read.marked.tokens.words
    rest = {"k:" + sentence.kind, "g:" + _group(sentence.condition), f"l:{int(read.link)}"}
    rest.update([f"r:{claim.rule}:{claim.low}-{claim.high}" for claim in read.claims])
    for item in read.shown:
        rest.update(_meant(item))
    return Features(set(words), set(pairwise(words)), where.keys(), where.keys() & _MOODS, rest)


def _group(condition: str | None) -> str:
    return _GROUPS.get(condition or "", "other" if condition else "none")


def _meant(item: Shown) -> tuple[str, ...]:
    mood, topic = item.mood, item.frame.topic
    state = "denied" if mood.denied else "hedged" if mood.hedged or mood.partial else "plain"
    state = "finding" if mood.finding else state if mood.asserted else "asked"
    bold = "bold" if item.frame.bold else "mild"
    return (f"s:{item.frame.id}:{state}", f"t:{topic}:{bold}:{state}", f"m:{bold}:{state}:{mood.tense}")
