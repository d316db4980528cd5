"""The last lines of `make test` are true: what passed, what failed, and what ran nowhere."""

from pathlib import Path

import pytest

from tests import run
from tests.results import Ended, Result, figures, read_results, skipped_everywhere

pytestmark = pytest.mark.pure
JUNIT = """<testsuites><testsuite>
<testcase classname="tests.a" name="test_one"/>
<testcase classname="tests.a" name="test_two"><failure message="no"/></testcase>
<testcase classname="tests.a" name="test_three"><error message="no"/></testcase>
<testcase classname="tests.b" name="test_four"><skipped message="left out: no browser"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def results(tmp_path: Path) -> tuple[Result, ...]:
    (tmp_path / "junit.xml").write_text(JUNIT)
    return read_results(tmp_path / "junit.xml")


def test_errors_count_as_failed(results: tuple[Result, ...]) -> None:
    assert figures(results) == "1 passed, 2 failed, 1 skipped"


def test_a_run_that_broke_off_has_no_results(tmp_path: Path) -> None:
    (tmp_path / "junit.xml").write_text("")
    assert read_results(tmp_path / "junit.xml") == ()


def test_a_test_that_ran_on_one_database_was_not_left_out(results: tuple[Result, ...]) -> None:
    assert skipped_everywhere(results) == {"tests.b.test_four": "left out: no browser"}
    elsewhere = Result("tests.b.test_four", Ended.PASSED)
    assert skipped_everywhere([*results, elsewhere]) == {}


@pytest.mark.parametrize(
    ("codes", "is_something_left_out", "ci", "expected"),
    [
        ([0, 0], False, "true", 0),
        ([0, 0], True, "", 0),
        ([0, 0], True, "true", 1),
        ([1, 0], False, "", 1),
        ([0, 4], False, "", 4),
        ([0, run.NO_TESTS_COLLECTED], False, "", 0),
        ([run.NO_TESTS_COLLECTED] * 2, False, "", run.NO_TESTS_COLLECTED),
        ([-9, 0], False, "", 1),
    ],
)
def test_the_exit_code_is_that_of_the_worse_run(
    monkeypatch: pytest.MonkeyPatch, codes: list[int], is_something_left_out: bool, ci: str, expected: int
) -> None:
    monkeypatch.setenv("CI", ci)
    assert run._exit_code(codes, is_something_left_out) == expected


def test_what_is_left_out_is_named_before_the_figures(
    capsys: pytest.CaptureFixture[str], results: tuple[Result, ...]
) -> None:
    run._report([run.Run("SQLite", 1, results)], [run.NO_BROWSER])
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "All: 1 passed, 2 failed, 1 skipped"
    assert "apt-get install chromium" in "".join(lines)


def test_a_developers_own_settings_are_not_handed_to_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPRIMATUR_DATABASE", "postgresql://precious")
    assert "IMPRIMATUR_DATABASE" not in run._clean_environment()
