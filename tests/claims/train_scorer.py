"""Train the scorer: logistic regression over listed features, plain Python, the same weights every time.

    python tests/claims/train_scorer.py          cross-validate by site, print the figures, write the weights
    python tests/claims/train_scorer.py --check  print the figures only
    python tests/claims/train_scorer.py --held   also the area on parts never read: each look is counted in figures.md

It learns from `seen` and the first four authors' sentences (see figures.py); never from what is held out.
"""

import argparse
import collections
import json
import math
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from governance.claims.batch import sentences_of
from governance.claims.extract import extracted
from governance.claims.scorer import features
from tests.claims.figures import READABLE, ROOT, Item, part

WEIGHTS = ROOT / "governance" / "claims" / "data" / "scorer.json"
ROUNDS, AVERAGED, RATE, PENALTY, LEAST, FOLDS = 25, 15, 0.2, 10.0, 2, 8
WEB_WEIGHT = 2  # sentences of real pages count twice: they are what the engine is for
Example = tuple[list[str], bool, str, int]


def examples(items: list[Item]) -> list[Example]:
    """Features, label and site of every item; an item of several sentences has the features of all."""
    found = []
    for item in items:
        names: set[str] = set()
        for sentence in sentences_of(
            {key: item.get(key) for key in ("id", "text", "condition", "previous", "kind")}
        ):
            names |= features(extracted(sentence), sentence).names()
        weight = WEB_WEIGHT if item["set"] == "web" else 1
        found.append((sorted(names), item["label"] == "conflict", item["site"], weight))
    return found


def trained(data: list[Example]) -> tuple[float, dict[str, float]]:
    """Bias and weights: AdaGrad over fixed shuffles; each weight's penalty is shared out over its examples.

    The mean of the later rounds: the last shuffle alone moves every likelihood by a third.
    """
    counts = collections.Counter(name for names, *_ in data for name in names)
    rows = [
        ([name for name in names if counts[name] >= LEAST], label, weight) for names, label, _, weight in data
    ]
    weights = {name: 0.0 for name, count in counts.items() if count >= LEAST}
    squares = dict.fromkeys(weights, 1.0)
    shrink = {name: PENALTY / counts[name] for name in weights}
    bias, order = 0.0, random.Random(20260601)
    biases, sums = 0.0, dict.fromkeys(weights, 0.0)
    for turn in range(ROUNDS):
        order.shuffle(rows)
        for names, label, weight in rows:
            error = weight * (label - probability(bias, weights, names))
            bias += 0.02 * error
            for name in names:
                gradient = error - shrink[name] * weights[name]
                squares[name] += gradient * gradient
                weights[name] += RATE * gradient / math.sqrt(squares[name])
        if turn >= ROUNDS - AVERAGED:
            biases += bias / AVERAGED
            for name, weight in weights.items():
                sums[name] += weight / AVERAGED
    return biases, sums


def probability(bias: float, weights: dict[str, float], names: list[str]) -> float:
    """The logistic of the sum of weights."""
    total = bias + sum(weights.get(name, 0.0) for name in names)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def area(scored: list[tuple[float, bool]]) -> float:
    """The area under the curve: how often a conflict scores above another sentence."""
    ranked = sorted(scored)
    below, ordered = 0, 0
    for _, label in ranked:
        if label:
            ordered += below
        else:
            below += 1
    return ordered / ((len(ranked) - below) * below or 1)


def cross_validated(data: list[Example]) -> list[tuple[float, bool]]:
    """Each example scored by weights that never saw its site."""
    sites = sorted({site for _, _, site, _ in data})
    fold = {site: index % FOLDS for index, site in enumerate(sites)}
    scored = []
    for number in range(FOLDS):
        bias, weights = trained([item for item in data if fold[item[2]] != number])
        scored += [
            (probability(bias, weights, names), label)
            for names, label, site, _ in data
            if fold[site] == number
        ]
    return scored


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--held", action="store_true")
    parser.add_argument("--quick", action="store_true", help="without the cross-validation")
    options = parser.parse_args()
    data = examples([item for name in READABLE for item in part(name)])
    if not options.quick:
        print(f"cross-validated by site: area {area(cross_validated(data)):.3f} on {len(data)} sentences")
    bias, weights = trained(data)
    for name in ("unseen", "held") if options.held else ():
        scored = [(probability(bias, weights, names), label) for names, label, *_ in examples(part(name))]
        print(f"{name}: area {area(scored):.3f} on {len(scored)} sentences")
    if not options.check:
        kept = {name: round(value, 3) for name, value in sorted(weights.items()) if abs(value) >= 0.02}
        text = json.dumps({"bias": round(bias, 3), "weights": kept}, ensure_ascii=False, indent=0)
        WEIGHTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
