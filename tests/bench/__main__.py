"""`make bench`: the score, the curve of missed against burden, and how fast everything is. Some ten minutes.

    python -m tests.bench [claims] [score] [curve] [speed] [application] [impact] [search] [beside]

Without a name: everything. `claims` is score, curve and speed; `beside` sets a Wagtail site up
in an environment of its own, beside ours. Every part prints the machine's load beside its
figures, for only figures of one run on a quiet machine can be compared.
"""

import argparse
import time
from collections.abc import Sequence

from tests.bench.application import print_application, print_impact, print_search
from tests.bench.beside import print_beside
from tests.bench.curve import print_curve
from tests.bench.measuring import load
from tests.bench.scores import print_scores
from tests.bench.speed import print_speed

PARTS = {
    "score": print_scores,
    "curve": print_curve,
    "speed": print_speed,
    "application": print_application,
    "impact": print_impact,
    "search": print_search,
    "beside": print_beside,
}
CLAIMS = ("score", "curve", "speed")


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the chosen parts in their order."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"claims, {', '.join(PARTS)}")
    chosen = parser.parse_args(arguments).parts or list(PARTS)
    unknown = set(chosen) - {*PARTS, "claims"}
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are claims, {', '.join(PARTS)}")
    begun = time.perf_counter()
    print(f"Begun under {load()}")
    for name, show in PARTS.items():
        if name in chosen or ("claims" in chosen and name in CLAIMS):
            show()
    print(f"\n{time.perf_counter() - begun:.0f} s in all; ended under {load()}")


if __name__ == "__main__":
    main()
