"""Hedges lower a claim, and rescue none of the words that the statement forbids."""

import pytest

from tests.claims.extraction_support import blocks


@pytest.mark.parametrize("hedge", ["may", "might", "could", "can", "seems to", "is thought to"])
def test_a_hedge_lowers_a_plain_benefit(hedge: str) -> None:
    verb = "relieve"
    assert not blocks(f"Ketamine {hedge} {verb} migraine pain.", "migraine")


def test_the_plain_present_is_effective() -> None:
    assert blocks("Ketamine relieves migraine pain.", "migraine")
    assert not blocks("Ketamine relieves depression.", "depression")


@pytest.mark.parametrize(
    "claim",
    ["be a miracle", "cure migraine", "be life-changing", "bring lasting relief", "repair the brain"],
)
def test_no_hedge_rescues_a_forbidden_word(claim: str) -> None:
    assert blocks(f"Ketamine may {claim}.", "migraine")


def test_cannot_is_no_hedge() -> None:
    assert blocks("For those who cannot take pills, ketamine relieves migraine.", "migraine")


def test_a_part_of_the_patients_lowers_a_claim() -> None:
    assert not blocks("Some patients with migraine improve on ketamine.", "migraine")
    assert blocks("Many patients with migraine improve on ketamine.", "migraine")
