"""What "can" lowers and what it does not, and a "not" that stands beside another."""

import pytest

from tests.claims.extraction_support import blocks


@pytest.mark.parametrize(
    "text",
    [
        "Ketamine can be an effective treatment for chronic migraine.",
        "Ketamine can effectively treat fibromyalgia.",
        "Ketamine can grow new connections in your brain.",
        "You can feel your brain grow new connections on ketamine.",
    ],
)
def test_can_leaves_a_plain_claim_standing(text: str) -> None:
    assert blocks(text, "migraine")


@pytest.mark.parametrize(
    "text", ["Ketamine can relieve migraine.", "Ketamine may be effective for migraine."]
)
def test_can_lowers_a_verb_of_relief(text: str) -> None:
    assert not blocks(text, "migraine")


def test_the_power_to_do_something_is_no_purpose() -> None:
    assert blocks("Trials bear witness to the power of ketamine to heal the brain.")
    assert not blocks("Ketamine was given to relieve pain.", "migraine")
