"""Ketamine and esketamine in one sentence: the nearer name counts."""

from tests.claims.extraction_support import claims


def test_the_name_after_the_words_counts() -> None:
    text = "The society supports esketamine and, off-label, ketamine for treatment-resistant depression."
    (claim,) = [claim for claim in claims(text) if claim.rule == "approval-off-label"]
    assert claim.agent == "ketamine"


def test_esketamine_alone_is_the_agent_from_the_question_on() -> None:
    found = claims("It is approved for anxiety.", previous="What is Spravato approved for?")
    assert {claim.agent for claim in found if claim.topic == "approval"} == {"esketamine"}
