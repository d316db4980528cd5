"""The proof of a long audit trail: its time and its memory, each run in a process of its own."""

import statistics
import subprocess
import sys

from governance.models import Person
from tests.bench.filling import fill_trail

ENTRIES = 100_000
ANCHORED = 5_000
RUNS = 3
IN_A_CHILD = """
import sys, time
import tests.environment
import django
django.setup()
from pathlib import Path
from governance.services.trail import verify
from tests.bench.measuring import peak_megabytes
before, begun, processor = peak_megabytes(), time.perf_counter(), time.process_time()
verified = verify(anchor=Path(sys.argv[1]) if len(sys.argv) > 1 else None)
spent = time.perf_counter() - begun, time.process_time() - processor
assert not verified.fault, verified.fault
print(verified.entries, *spent, before, peak_megabytes())
"""


def trail_rows(person: Person) -> list[tuple[str, str, str, str]]:
    """What verify_audit does, on so many entries; then once with anchors, whose signatures it verifies too."""
    anchor = fill_trail(person, ENTRIES, ANCHORED)
    entries, clock, processor, before, peak = map(
        statistics.median, zip(*(verified_in_a_child() for _ in range(RUNS)), strict=True)
    )
    _, anchored, anchored_processor, *_ = verified_in_a_child(str(anchor))
    return [
        (f"verify_audit, {entries:,.0f} entries, the chain", f"{clock:.1f} s", f"{processor:.1f} s", ""),
        (f"its peak of memory, {before:.0f} MB of it before", f"{peak:.0f} MB", "", ""),
        (f"with {ANCHORED:,} anchors, once", f"{anchored:.1f} s", f"{anchored_processor:.1f} s", ""),
    ]


def verified_in_a_child(*arguments: str) -> tuple[float, ...]:
    """Entries, seconds by the clock and of the processor, and the peak of memory before and after."""
    command = [sys.executable, "-c", IN_A_CHILD, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return tuple(map(float, done.stdout.split()))
