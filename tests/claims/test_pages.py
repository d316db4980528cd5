"""The three pages that the product was commissioned with, read where they lie (they are not ours to copy)."""

import os
from pathlib import Path

import pytest

from governance.claims.check import check
from governance.claims.inputs import read_input
from governance.claims.values import Verdict
from tests.claims.extraction_support import statement

INPUTS = Path(__file__).resolve().parents[3] / "shared" / "inputs"
pytestmark = pytest.mark.skipif(
    not INPUTS.is_dir() and os.environ.get("CI") != "true", reason="the commissioned pages are not here"
)


def conflicts(name: str) -> int:
    """As the command counts them: plain text, read with its headings and list items."""
    checked = check(read_input(str(INPUTS / name)), statement(), "migraine")
    return sum(reading.verdict is Verdict.CONFLICT for reading in checked.readings)


def test_the_condition_page_has_no_conflict() -> None:
    assert conflicts("condition-page.txt") == 0


def test_the_research_review_has_at_most_two() -> None:
    assert conflicts("research-review.txt") <= 2


def test_the_interview_has_at_least_twenty_four() -> None:
    assert conflicts("expert-interview.txt") >= 24
