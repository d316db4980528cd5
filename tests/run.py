"""All tests: on SQLite, then again on PostgreSQL those that touch rows. `make test` runs this.

What cannot run here is left out and named in the last lines; with CI=true that is a failure.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

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


def main(arguments: Sequence[str]) -> int:
    """Runs everything with pytest's arguments, and prints the figures last.

    Returns 0 only where nothing failed and, in CI, nothing was left out.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the cluster is stopped on the way out
    left_out: list[str] = []
    runs = [_on_sqlite(arguments, left_out), *_on_postgresql(arguments, left_out)]
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
    if CHROMIUM.exists():
        return _pytest("SQLite", (), arguments, {})
    left_out.append(NO_BROWSER)
    return _pytest("SQLite", ("-m", "not browser"), arguments, {})


def _on_postgresql(arguments: Sequence[str], left_out: list[str]) -> list[Run]:
    try:
        with cluster() as address:
            return [_pytest("PostgreSQL", ON_ROWS, arguments, {"IMPRIMATUR_DATABASE": address})]
    except NoPostgreSQL as error:
        left_out.append(NO_POSTGRESQL.format(error=error))
        return []


def _pytest(database: str, options: Sequence[str], arguments: Sequence[str], values: dict[str, str]) -> Run:
    print(f"\n--- on {database} ---", flush=True)
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        command = [sys.executable, "-m", "pytest", *options, f"--junit-xml={file.name}", *arguments]
        exit_code = subprocess.run(command, check=False, env=_clean_environment() | values).returncode
        return Run(database, exit_code, read_results(Path(file.name)))


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
