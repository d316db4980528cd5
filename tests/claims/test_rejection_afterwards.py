"""What is said and then taken back in the same sentence is not claimed (guide, rules 3 and 5)."""

import pytest

from tests.claims.extraction_support import blocks


@pytest.mark.parametrize(
    "text",
    [
        "“Ketamine cures depression,” he used to say, and there he was wrong.",
        "They called ketamine a cure, because they had to sell it; it's nothing of the kind.",
        "Words such as “cure”, “miracle” and “guarantee” have no place on a page about ketamine.",
        "The reviewers thought long-term relief with ketamine not shown.",
        "I have never yet seen anybody cured by ketamine.",
        "We are dismayed by advertising that calls ketamine a cure.",
    ],
)
def test_what_is_taken_back_blocks_nothing(text: str) -> None:
    assert not blocks(text, "depression")


def test_it_has_none_denies_what_it_has_none_of() -> None:
    text, before = "As a substitute for the hospital it has none.", "Ketamine has some support."
    assert not blocks(text, "suicidality", previous=before)


def test_a_rejection_of_something_else_takes_nothing_back() -> None:
    assert blocks("Ketamine is a magic wand, and nobody should be told otherwise.")


def test_the_same_denial_said_twice_is_one() -> None:
    assert not blocks("Ketamine is no cure; it is not.")
