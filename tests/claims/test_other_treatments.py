"""Other treatments keep their own claims; pronouns take up the drug of the sentence before."""

import pytest

from tests.claims.extraction_support import blocks


@pytest.mark.parametrize(
    "text",
    [
        "Triptans relieve migraine, and ketamine is a last resort.",
        "Antidepressants are not addictive.",
        "ECT is highly effective.",
        "Unlike ketamine, CBT is free of side effects.",
    ],
)
def test_another_treatments_claim_is_its_own(text: str) -> None:
    assert not blocks(text, "migraine", previous="Ketamine is under study.")


def test_a_pronoun_takes_up_ketamine() -> None:
    assert blocks("It cures migraine.", "migraine", previous="Ketamine is given by infusion.")
    assert not blocks("It cures migraine.", "migraine", previous="Sumatriptan is a tablet.")


@pytest.mark.parametrize("text", ["Our clinic has free parking.", "The Miracle Mile Clinic opened in 2021."])
def test_logistics_claim_nothing(text: str) -> None:
    assert not blocks(text, previous="We offer ketamine.")
