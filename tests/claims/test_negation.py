"""Denial and its scope, double denial, rejection of what others claim."""

import pytest

from tests.claims.extraction_support import blocks


@pytest.mark.parametrize(
    "text",
    [
        "Ketamine is not a cure for migraine.",
        "Nobody should call ketamine a cure.",
        "It is a myth that ketamine carries no risk.",
        "Some websites call ketamine a miracle; it is not.",
        "Ketamine is neither risk-free nor a miracle.",
        "There are clinics that call ketamine a cure, and they are wrong.",
        "Ketamine does not rewire the brain.",
        "Ketamine is not better than antidepressants.",
        "We cannot guarantee that ketamine will help.",
    ],
)
def test_a_denied_overclaim_is_inside(text: str) -> None:
    assert not blocks(text, "migraine")


@pytest.mark.parametrize(
    "text",
    [
        "It is a myth that ketamine is addictive.",
        "Ketamine is not addictive.",
        "Ketamine is nothing short of a miracle.",
        "Ketamine not only relieves migraine, it cures it.",
        "There is no doubt that ketamine cures migraine.",
        "Ketamine is not just safe, it is completely safe.",
    ],
)
def test_a_denial_that_claims_is_outside(text: str) -> None:
    assert blocks(text, "migraine")


def test_a_flat_denial_is_an_underclaim_for_depression_only() -> None:
    assert blocks("Ketamine does not work for depression.", "depression")
    assert not blocks("Ketamine does not work for migraine.", "migraine")
    assert not blocks("Ketamine does not work for everyone with depression.", "depression")
