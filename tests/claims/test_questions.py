"""Questions assert nothing unless they presuppose; a yes or no answers for the question before it."""

import pytest

from tests.claims.extraction_support import blocks


@pytest.mark.parametrize(
    "text", ["Is ketamine safe?", "Does ketamine cure migraine?", "Can ketamine relieve migraine?"]
)
def test_a_question_asserts_nothing(text: str) -> None:
    assert not blocks(text, "migraine")


def test_a_question_that_presupposes_claims() -> None:
    assert blocks("Why is ketamine so effective for migraine?", "migraine")


def test_an_if_clause_claims_nothing() -> None:
    assert not blocks("If ketamine cured migraine, we would say so.", "migraine")


def test_an_answer_claims_what_was_asked() -> None:
    assert blocks("Yes.", previous="Is ketamine completely safe?")
    assert blocks("No.", previous="Is ketamine addictive?")
    assert blocks("Not at all.", previous="Is ketamine addictive?")
    assert not blocks("Yes.", previous="Is ketamine addictive?")
    assert not blocks("No.", previous="Is ketamine completely safe?")
