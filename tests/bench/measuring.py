"""Clocks, medians and tables: what every part of the bench measures and prints with."""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TIMES = 5


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock on the wall, and of this process's own processor time."""

    clock: float
    processor: float

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(self.clock + other.clock, self.processor + other.processor)


def load() -> str:
    """How busy the machine is, to stand beside every figure: a figure of a busy machine proves little."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def best_processor_seconds(work: Callable[[], Any], times: int = TIMES) -> float:
    """The least processor time of several runs: other people's work costs none of it."""
    return min(_spent(work, time.process_time) for _ in range(times))


def median_seconds(work: Callable[[], Any], times: int = TIMES) -> float:
    """The median time by the clock on the wall."""
    return statistics.median(_spent(work, time.perf_counter) for _ in range(times))


def timed(work: Callable[[], Any]) -> Spent:
    """One run by both clocks."""
    begun, before = time.perf_counter(), time.process_time()
    work()
    return Spent(time.perf_counter() - begun, time.process_time() - before)


def median(spent: Sequence[Spent]) -> Spent:
    """The medians of several runs, each clock for itself."""
    clock, processor = zip(*((one.clock, one.processor) for one in spent), strict=True)
    return Spent(statistics.median(clock), statistics.median(processor))


def _spent(work: Callable[[], Any], clock: Callable[[], float]) -> float:
    begun = clock()
    work()
    return clock() - begun


def peak_megabytes() -> float:
    """The most memory that this process ever held, 0 where the system does not say."""
    # Not ru_maxrss: a child inherits its parent's there.
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.is_file() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)


def milliseconds(seconds: float) -> str:
    """A time as it is printed."""
    return f"{seconds * 1000:,.1f} ms"


def say(title: str) -> None:
    """Begins a part, with the load at that moment."""
    print(f"\n## {title} ({load()})", flush=True)


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Prints rows under a head, numbers to the right."""
    cells = [list(head), *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    for row in cells:
        first, *rest = (
            text.ljust(width) if not column else text.rjust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join([first, *rest]).rstrip())
    sys.stdout.flush()


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
