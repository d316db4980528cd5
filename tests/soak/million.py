"""The proof of a long trail: a million entries are verified in bounded memory."""

# ruff: noqa: F401, I001  Django is set up before anything of ours is imported

import argparse
import sys

import tests.soak.quick  # first: it sets Django up


from governance.models import Person
from tests.bench.filling import fill_trail
from tests.bench.trail import verified_in_a_child
from tests.soak.run import prepare

FEW = 10_000
MOST_MEGABYTES_MORE = 64


def main() -> int:
    """Prints a line for each size; returns 1 where the memory grew with the trail."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=1_000_000)
    entries = parser.parse_args().entries
    prepare(1)
    peaks = [_measured(number) for number in (FEW, entries)]
    print(f"{'megabytes more':28} {peaks[1] - peaks[0]:>8.0f}")
    return int(peaks[1] - peaks[0] > MOST_MEGABYTES_MORE)


def _measured(number: int) -> float:
    anchor = fill_trail(Person.objects.first(), number, number // 10)
    entries, clock, _, _, peak = verified_in_a_child(str(anchor))
    print(f"{f'{entries:,.0f} entries: seconds, MB':28} {clock:>8.1f} {peak:>8.0f}", flush=True)
    return peak


if __name__ == "__main__":
    sys.exit(main())
