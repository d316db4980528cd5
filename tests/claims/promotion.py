"""What a frame that lost its certainty would be worth as a block: precision if promoted, by way and by rule.

    python tests/claims/promotion.py             each way of losing certainty, and each rule under it
    python tests/claims/promotion.py --lines WAY print the sentences of one way (readable parts only)

Over every readable part. A promotion counts where it alone would block the sentence; `lowest` is the precision
that is left when any one site is taken away. What stands at 0.95 with five sentences is worth promoting.
"""

import argparse
import collections
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from governance.claims.batch import answer, sentences_of
from governance.claims.engine import readings_of
from governance.claims.extract import _claim, extract_sentence, extracted, is_ours
from governance.claims.framing import Read, Shown, interval_of
from governance.claims.judge import judge
from governance.claims.mentions import Link
from governance.claims.modality import Mood
from governance.claims.scorer import features, likelihood
from governance.claims.statement import reference_statement
from governance.claims.values import Claim, Sentence, Verdict
from tests.claims.figures import READABLE, Item, part
from tests.claims.rule_precision import lowest

FIELDS = ("id", "text", "condition", "previous", "kind")
PLAIN = Mood(False, False, False, True, False, False, "present")


@dataclass(frozen=True, slots=True)
class Lost:
    """One claim that would block a sentence but for one way of losing certainty."""

    way: str
    rule: str
    chance: float
    item: Item


def lost_in(item: Item) -> Iterator[Lost]:
    """Every claim of an item that is not blocked as it stands and that a promotion would block."""
    sentences = sentences_of({name: item.get(name) for name in FIELDS})
    statement = reference_statement()
    if answer(readings_of(sentences, statement))["verdict"] == "conflict":
        return
    for sentence in sentences:
        read = extracted(sentence)
        chance = likelihood(features(read, sentence))
        for way, claim in _ways(sentence, read):
            (finding,) = judge([replace(claim, certain=True)], statement)
            if finding.verdict is Verdict.CONFLICT:
                yield Lost(way, claim.rule, chance, item)


def _ways(sentence: Sentence, read: Read) -> Iterator[tuple[str, Claim]]:
    given = {claim.rule for claim in extract_sentence(sentence) if claim.certain}
    for claim in read.claims:
        if claim.certain and claim.rule not in given:
            yield ("untied" if read.link <= Link.UNTIED else "doubted by the scorer"), claim
    for item in read.shown:
        way = _why_lost(read, item)
        if way:
            yield way, _claim(read.marked, sentence, _as_plain(read, item, way), read.link)


def _why_lost(read: Read, item: Shown) -> str:
    if item.low >= 0 and not is_ours(read.marked, item):
        return "another's"
    if item.low >= 0 and item.frame.weak:
        return "weak"
    if item.low >= 0 and read.link is Link.GUESSED and item.frame.bold:
        return "guessed"
    mood = item.mood
    reasons = {
        "denied": mood.denied, "hedged": mood.hedged, "partial": mood.partial, "not asserted": not mood.asserted,
        "finding": mood.finding, "personal": mood.personal, "past": mood.tense == "past",
    }  # fmt: skip
    found = [name for name, holds in reasons.items() if holds]
    return " and ".join(found) if found and is_ours(read.marked, item) and not item.frame.weak else ""


def _as_plain(read: Read, item: Shown, way: str) -> Shown:
    if way in ("weak", "guessed", "another's"):
        return item
    low, high = interval_of(read.marked, item.frame, PLAIN) or (0, 0)
    return replace(item, low=low, high=high)


def table(found: list[Lost]) -> Iterator[str]:
    """Lines of the table: right, wrong, sites and lowest precision of each way and of each rule under it."""
    groups: dict[tuple[str, str], dict[str, list[int]]] = collections.defaultdict(
        lambda: collections.defaultdict(lambda: [0, 0])
    )
    for key in sorted({(one.way, rule, one.item["id"]) for one in found for rule in ("", one.rule)}):
        item = next(one.item for one in found if one.item["id"] == key[2])
        groups[key[:2]][item["site"]][item["label"] != "conflict"] += 1
    for (way, rule), sites in sorted(groups.items()):
        right, wrong = (sum(counts[index] for counts in sites.values()) for index in (0, 1))
        if not rule or right + wrong >= 3:
            yield f"| {way} | {rule} | {right} | {wrong} | {len(sites)} | {lowest(sites):.2f} |"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lines", metavar="WAY")
    parser.add_argument("--rule", default="")
    options = parser.parse_args()
    found = [one for name in READABLE for item in part(name) for one in lost_in(item)]
    if not options.lines:
        print("| way | rule | right | wrong | sites | lowest |\n| --- | --- | --- | --- | --- | --- |")
        print("\n".join(table(found)))
        return
    for one in found:
        if one.way == options.lines and options.rule in ("", one.rule):
            before, text = (one.item["previous"] or "")[-80:], one.item["text"]
            print(
                f"{one.item['label']} {one.chance:.2f} {one.rule} {one.item['condition']} | «{before}» {text}"
            )


if __name__ == "__main__":
    main()
