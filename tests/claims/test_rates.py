"""Rates in digits and in words, against two thirds for depression (guide, rule 11); spans of time."""

import pytest

from governance.claims.clauses import mark
from tests.claims.extraction_support import blocks


@pytest.mark.parametrize(
    "rate", ["80 percent of", "80% of", "eighty percent of", "nine out of ten", "nearly all", "most"]
)
def test_more_than_two_thirds_is_outside_for_depression(rate: str) -> None:
    assert blocks(f"On ketamine {rate} patients with depression improve.", "depression")


@pytest.mark.parametrize("rate", ["60 percent of", "many", "half of"])
def test_up_to_two_thirds_is_inside_for_depression(rate: str) -> None:
    assert not blocks(f"On ketamine {rate} patients with depression improve.", "depression")


def test_any_general_rate_is_outside_elsewhere() -> None:
    assert blocks("On ketamine 40 percent of patients with PTSD improve.", "ptsd")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("six weeks", "WEEKS"),
        ("two days", "DAYS"),
        ("a year", "MONTHS"),
        ("90 days", "MONTHS"),
        ("16 weeks", "MONTHS"),
    ],
)
def test_a_span_of_time_is_computed(text: str, name: str) -> None:
    assert name in mark(text).where
