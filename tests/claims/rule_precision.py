"""Whether each rule holds on sites other than one: its leave-one-site-out precision.

    python tests/claims/rule_precision.py            print the table (Markdown)
    python tests/claims/rule_precision.py --weak     only the rules that do not hold

For every rule: how many sentences it blocked rightly and wrongly, on how many sites, and the lowest precision
that is left when any one site is taken away. A rule whose lowest is under 0.75 on three sites and five
sentences or more does not hold and is to be mended or dropped.
"""

import argparse
import collections
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from governance.claims.values import Verdict
from tests.claims.figures import part, read_all

PARTS = ("seen", "own1", "own2", "own3", "own4", "plain", "web")
LEAST_PRECISION, LEAST_SITES, LEAST_SENTENCES = 0.75, 3, 5
Counts = dict[str, list[int]]


def counted(parts: tuple[str, ...]) -> dict[str, Counts]:
    """For each rule and site, the sentences that it blocked rightly and wrongly."""
    found: dict[str, Counts] = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0]))
    for item in (item for name in parts for item in part(name)):
        (readings,) = read_all([item]).values()
        findings = [finding for reading in readings for finding in reading.findings]
        for rule in {finding.claim.rule for finding in findings if finding.verdict is Verdict.CONFLICT}:
            found[rule][item["site"]][item["label"] != "conflict"] += 1
    return found


def lowest(sites: Counts) -> float:
    """The lowest precision that is left when any one site is taken away."""
    right, wrong = (sum(counts[index] for counts in sites.values()) for index in (0, 1))
    left = [(right - one, wrong - other) for one, other in sites.values()]
    return min((one / (one + other) for one, other in left if one + other), default=right / (right + wrong))


def holds(sites: Counts) -> bool:
    """Whether a rule holds, as far as its sentences can tell."""
    sentences = sum(map(sum, sites.values()))
    enough = len(sites) >= LEAST_SITES and sentences >= LEAST_SENTENCES
    return not enough or lowest(sites) >= LEAST_PRECISION


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weak", action="store_true")
    options = parser.parse_args()
    print(
        "| rule | right | wrong | sites | lowest precision without one site |\n| --- | --- | --- | --- | --- |"
    )
    for rule, sites in sorted(counted(PARTS).items()):
        if not options.weak or not holds(sites):
            right, wrong = (sum(counts[index] for counts in sites.values()) for index in (0, 1))
            print(f"| {rule} | {right} | {wrong} | {len(sites)} | {lowest(sites):.2f} |")


if __name__ == "__main__":
    main()
