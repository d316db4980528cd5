"""The curve of missed against burden on readable sites, each judged by a scorer that never saw it.

    python tests/claims/thresholds.py         the curve, over the thresholds of raising
    python tests/claims/thresholds.py --lower the same for the thresholds under which a strong claim is doubted

Sites are dealt into groups; for each the scorer is trained on the others. The frames were written with these
sites in view, so block precision and recall are flattered; what the scorer adds to them is not.
"""

import argparse
import collections
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from governance.claims import extract, recalling, scorer
from tests.claims.figures import READABLE, Item, answers, part, read_all, table
from tests.claims.train_scorer import examples, trained

GROUPS = 8
SHOWN = ("block precision", "block recall", "missed", "burden")
REAL, OURS = ("seen", "web"), ("own1", "own2", "own3", "own4")
RAISES = [(0.06, 0.1), (0.08, 0.14), (0.12, 0.2), (0.16, 0.26), (0.2, 0.3), (0.3, 0.4)]
LOWERS = [(0.0, 0.0), (0.2, 0.1), (0.3, 0.2), (0.4, 0.2), (0.5, 0.2), (0.6, 0.3), (0.7, 0.5)]
Model = tuple[float, dict[str, float]]


def group_of(name: str, item: Item) -> int:
    """The group of a sentence's site; each author of our own is one site, since one voice is."""
    site = name if name.startswith("own") else item["site"]
    return int(hashlib.sha256(f"group:{site}".encode()).hexdigest(), 16) % GROUPS


def models(items: dict[str, list[Item]]) -> dict[int, Model]:
    """For each group the weights of a scorer that never saw it."""
    data = [
        (group_of(name, item), example)
        for name, found in items.items()
        for item, example in zip(found, examples(found), strict=True)
    ]
    return {
        number: trained([example for group, example in data if group != number]) for number in range(GROUPS)
    }


def judged(items: dict[str, list[Item]], by_group: dict[int, Model]) -> dict[str, Item]:
    """The answer to every item under the thresholds as they are set, by its own group's scorer."""
    groups: dict[int, list[Item]] = collections.defaultdict(list)
    for name, found in items.items():
        for item in found:
            groups[group_of(name, item)].append(item)
    given: dict[str, Item] = {}
    for number, found in groups.items():
        sorted_out = scorer._sorted_out(*by_group[number])
        scorer.model = lambda sorted_out=sorted_out: sorted_out
        recalling.forget()
        given |= answers(read_all(found))
    return given


def lines(items: dict[str, list[Item]], given: dict[str, Item]) -> Iterator[str]:
    """The figures of clear sentences, of reworded real pages and of our own authors."""
    for names in (REAL, OURS):
        found = [item for name in names for item in items[name]]
        figures = table(found, given)
        yield " | ".join(f"{figures[name][1]:.3f}" for name in SHOWN)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lower", action="store_true")
    options = parser.parse_args()
    items = {name: part(name) for name in READABLE}
    by_group = models(items)
    names = ("LOWER", "LOWER_FIRM") if options.lower else ("RAISE", "RAISE_BARE")
    head = " | ".join(SHOWN)
    print(f"| {' / '.join(names)} | real pages: {head} | our authors: {head} |")
    for pair in LOWERS if options.lower else RAISES:
        for name, value in zip(names, pair, strict=True):
            setattr(extract, name, value)
        print(f"| {pair[0]} / {pair[1]} | {' | '.join(lines(items, judged(items, by_group)))} |", flush=True)


if __name__ == "__main__":
    main()
