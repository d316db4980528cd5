"""A small learned second opinion: how likely a careful physician is to object to a sentence.

It may send a sentence to the physician, nothing else: it blocks nothing and clears nothing. Its weights are
listed in `data/scorer.json`, written by `tests/claims/train_scorer.py` from labelled sentences of ours.
"""

import json
import math
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

from governance.claims.framing import Read, Shown
from governance.claims.values import Sentence

_WEIGHTS = Path(__file__).parent / "data" / "scorer.json"
_MOODS = ("DENY", "REJECT", "HEDGE", "SOME", "FINDER", "QUALIFIED", "OTHER", "RISKNOUN")
_GROUPS = {
    "depression": "depression", "treatment_resistant_depression": "depression", "migraine": "headache",
    "chronic_migraine": "headache", "status_migrainosus": "headache", "cluster_headache": "headache",
    "headache": "headache", "anesthesia": "hospital", "acute_pain": "hospital",
}  # fmt: skip


@cache
def _model() -> tuple[float, dict[str, float]]:
    if not _WEIGHTS.is_file():
        return 0.0, {}
    data = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return float(data["bias"]), data["weights"]


# The likelihoods at which a sentence goes to the physician; docs/claims/figures.md has the curve.
RAISE = 0.08  # where some frame is shown
RAISE_BARE = 0.14  # where no class knows the wording
RAISE_COVERED = 0.2  # where a rule is sure of what the sentence claims
RAISE_UNTIED = 0.4  # where nothing ties the text to ketamine
LOWER = 0.5  # a strong claim that reads less like one than this is not believed without the physician
LOWER_FIRM = 0.2  # the same for claims that no hedge lowers
LOWER_SURE = 0.0  # the same for words that hardly ever mean anything else


def likelihood(features: Iterable[str]) -> float:
    """The learned probability, from 0 to 1, of an objection."""
    bias, weights = _model()
    total = bias + sum([weights[name] for name in features if name in weights])
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def features(read: Read, sentence: Sentence) -> set[str]:
    """What the scorer looks at: words, pairs of words, classes under modality, frames as they are meant."""
    where, words = read.marked.where, read.marked.tokens.words
    found = {"w:" + word for word in words}
    found.update(f"b:{one} {two}" for one, two in pairwise(words))
    moods = [name for name in _MOODS if name in where]
    for name in where:
        if name[0] != "=":
            found.add("c:" + name)
            found.update(f"c:{name}&{mood}" for mood in moods)
    found.update(f"r:{claim.rule}:{claim.low}-{claim.high}" for claim in read.claims)
    for item in read.shown:
        found.update(_meant(item))
    found.update(("k:" + sentence.kind, "g:" + _group(sentence.condition), f"l:{int(read.link)}"))
    return found


def _group(condition: str | None) -> str:
    return _GROUPS.get(condition or "", "other" if condition else "none")


def _meant(item: Shown) -> tuple[str, ...]:
    mood, topic = item.mood, item.frame.topic
    state = "denied" if mood.denied else "hedged" if mood.hedged or mood.partial else "plain"
    state = "finding" if mood.finding else state if mood.asserted else "asked"
    bold = "bold" if item.frame.bold else "mild"
    return (f"s:{item.frame.id}:{state}", f"t:{topic}:{bold}:{state}", f"m:{bold}:{state}:{mood.tense}")
