"""A study's own result in the past tense is inside; the same as a general fact is not (guide, rule 8)."""

import pytest

from tests.claims.extraction_support import blocks


@pytest.mark.parametrize(
    "text",
    [
        "In one trial ketamine relieved migraine pain in most patients.",
        "The researchers found that pain had dropped by 70 percent with ketamine.",
        "In a study of 40 patients, ketamine brought lasting relief to nine.",
        "In rats, ketamine promotes neuroplasticity.",
    ],
)
def test_a_reported_result_is_inside(text: str) -> None:
    assert not blocks(text, "migraine")


@pytest.mark.parametrize(
    "text",
    [
        "Studies prove that ketamine works for migraine.",
        "Research has shown that ketamine relieves migraine.",
        "A new study has found that ketamine is a safe and effective treatment for migraine.",
    ],
)
def test_a_general_fact_is_outside(text: str) -> None:
    assert blocks(text, "migraine")


def test_a_purpose_is_no_result() -> None:
    assert not blocks("Ketamine was given to relieve migraine pain.", "migraine")
    assert not blocks("The team set out to see whether ketamine relieves migraine.", "migraine")
