"""What each test of a run did, read from the file that pytest leaves."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from xml.etree import ElementTree


class Ended(StrEnum):
    """How a test ended."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Result:
    """One test of one run. reason: why it was skipped."""

    test: str
    ended: Ended
    reason: str = ""


def read_results(path: Path) -> tuple[Result, ...]:
    """The results in a JUnit file; none where pytest stopped before it wrote one."""
    text = path.read_text()
    if not text:
        return ()
    return tuple(_result(case) for case in ElementTree.fromstring(text).iter("testcase"))


def figures(results: Iterable[Result]) -> str:
    """`3 passed, 1 failed, 2 skipped`; the last part only where there are such."""
    ended = [result.ended for result in results]
    text = f"{ended.count(Ended.PASSED)} passed, {ended.count(Ended.FAILED)} failed"
    skipped = ended.count(Ended.SKIPPED)
    return f"{text}, {skipped} skipped" if skipped else text


def skipped_everywhere(results: Iterable[Result]) -> dict[str, str]:
    """The tests that ran nowhere, with the reason: a test for one database alone runs on that one."""
    results = tuple(results)
    ran = {result.test for result in results if result.ended != Ended.SKIPPED}
    return {result.test: result.reason for result in results if result.test not in ran}


def _result(case: ElementTree.Element) -> Result:
    test = f"{case.get('classname')}.{case.get('name')}"
    if case.find("failure") is not None or case.find("error") is not None:
        return Result(test, Ended.FAILED)
    skipped = case.find("skipped")
    if skipped is not None:
        return Result(test, Ended.SKIPPED, skipped.get("message") or "")
    return Result(test, Ended.PASSED)
