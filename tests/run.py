"""All tests on SQLite and, beside them, those that touch rows on PostgreSQL. `make test` runs this.

PostgreSQL's run writes to a file, which is shown when the run on SQLite has ended.
What cannot run here is left out and named in the last lines; with CI=true that is a failure.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO

from tests.cluster import NoPostgreSQL, cluster
from tests.results import Result, figures, read_results, skipped_everywhere

CHROMIUM = Path("/usr/bin/chromium")
NO_TESTS_COLLECTED = 5
ON_ROWS = ("-m", "not pure and not browser", "--ignore=tests/claims")
NO_BROWSER = "the tests in a browser: Chromium was not found. To have them: apt-get install chromium"
NO_POSTGRESQL = "the tests on PostgreSQL: {error}. To have them: apt-get install postgresql"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of pytest: on which database, with which exit code, and what each test did."""

    database: str
    exit_code: int
    results: tuple[Result, ...]

    @property
    def stopped_early(self) -> bool:
        """Whether pytest itself broke off, so that the figures are not those of all tests."""
        failed_before_any_test = self.exit_code == 1 and not self.results
        return failed_before_any_test or self.exit_code not in (0, 1, NO_TESTS_COLLECTED)


@dataclass(frozen=True, slots=True)
class Pytest:
    """A run of pytest that goes on; results: the file that it leaves."""

    database: str
    process: subprocess.Popen[bytes]
    results: Path

    def ended(self) -> Run:
        """Waits for it."""
        return Run(self.database, self.process.wait(), read_results(self.results))


@dataclass(frozen=True, slots=True)
class Beside:
    """A run whose output is kept until it has ended."""

    pytest: Pytest
    output: IO[bytes]

    def shown(self) -> Run:
        """Waits for it and prints what it said."""
        run = self.pytest.ended()
        self.output.seek(0)
        print(f"\n--- on {run.database} ---\n{self.output.read().decode(errors='replace')}", flush=True)
        return run


def main(arguments: Sequence[str]) -> int:
    """Runs everything with pytest's arguments, and prints the figures last.

    Returns 0 only where nothing failed and, in CI, nothing was left out.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the cluster is stopped on the way out
    left_out: list[str] = []
    with _on_postgresql(arguments, left_out) as beside:
        runs = [_on_sqlite(arguments, left_out), *(run.shown() for run in beside)]
    skipped = skipped_everywhere(chain.from_iterable(run.results for run in runs))
    left_out += [
        f"{number} in {module}: {reason}" for (module, reason), number in _by_module(skipped).items()
    ]
    _report(runs, left_out)
    return _exit_code([run.exit_code for run in runs], bool(left_out))


def _by_module(skipped: Mapping[str, str]) -> Counter[tuple[str, str]]:
    return Counter(
        (test.rpartition(".")[0], reason.removeprefix("left out: ")) for test, reason in skipped.items()
    )


def _on_sqlite(arguments: Sequence[str], left_out: list[str]) -> Run:
    options: tuple[str, ...] = ()
    if not CHROMIUM.exists():
        left_out.append(NO_BROWSER)
        options = ("-m", "not browser")
    print("\n--- on SQLite ---", flush=True)
    with _begun("SQLite", (*options, *arguments), {}, sys.stdout.fileno()) as pytest:
        return pytest.ended()


@contextmanager
def _on_postgresql(arguments: Sequence[str], left_out: list[str]) -> Iterator[list[Beside]]:
    try:
        with cluster() as address, tempfile.TemporaryFile() as output:
            values = {"IMPRIMATUR_DATABASE": address}
            with _begun("PostgreSQL", (*ON_ROWS, *arguments), values, output.fileno()) as pytest:
                yield [Beside(pytest, output)]
    except NoPostgreSQL as error:
        left_out.append(NO_POSTGRESQL.format(error=error))
        yield []


@contextmanager
def _begun(database: str, options: Sequence[str], values: dict[str, str], output: int) -> Iterator[Pytest]:
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        command = [sys.executable, "-m", "pytest", f"--junit-xml={file.name}", *options]
        with subprocess.Popen(
            command, env=_clean_environment() | values, stdout=output, stderr=output
        ) as process:
            try:
                yield Pytest(database, process, Path(file.name))
            finally:
                process.terminate()  # does nothing to one that has ended


def _clean_environment() -> dict[str, str]:
    # A developer's own settings, a database above all, are not what is tested.
    return {name: value for name, value in os.environ.items() if not name.startswith("IMPRIMATUR_")}


def _is_ci() -> bool:
    return os.environ.get("CI") == "true"


def _report(runs: Sequence[Run], left_out: Sequence[str]) -> None:
    print()
    for run in runs:
        end = ", and the run stopped early" if run.stopped_early else ""
        print(f"{run.database}: {figures(run.results)}{end}")
    for item in left_out:
        print(f"Left out: {item}")
    if left_out and _is_ci():
        print("CI=true: nothing may be left out, so this run failed.")
    print(f"All: {figures(chain.from_iterable(run.results for run in runs))}", flush=True)


def _exit_code(codes: Sequence[int], is_something_left_out: bool) -> int:
    ran = [code for code in codes if code != NO_TESTS_COLLECTED]
    if not ran:
        return NO_TESTS_COLLECTED
    worst = max(1 if code < 0 else code for code in ran)  # below 0: a signal ended it
    return worst or int(is_something_left_out and _is_ci())


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Interrupted.")
