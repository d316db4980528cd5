"""What a sentence only reports, limits to some people, or says of an anesthetic, is no claim of the page."""

import pytest

from tests.claims.extraction_support import blocks

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    "text",
    [
        "It was once believed that ketamine reset the brain; the picture is more modest now.",
        "Headlines that call ketamine a wonder drug leave out whom it does not help.",
        "Some clinics claim that ketamine cures addiction, which no study supports.",
        "People who have been free of addiction for years should ask before they have ketamine.",
        "Unlike triptans, which relieve most attacks, ketamine has no role in ordinary migraine.",
        "Ketamine may be safe for some people with migraine.",
        "Ketamine has proven hard to study.",
        "In the emergency department ketamine works as well as morphine for severe pain.",
        "Children should have ketamine for depression only in research studies.",
        "Ketamine may bring lasting relief in bipolar depression, but relapse within two weeks is usual.",
    ],
)
def test_words_reported_or_limited_do_not_block(text: str) -> None:
    assert not blocks(text, "migraine")


@pytest.mark.parametrize(
    "text",
    [
        "Ketamine resets the brain.",
        "Some clinics claim that ketamine cures addiction.",
        "People who have ketamine are free of pain for years.",
        "Ketamine is considered safe for migraine.",
        "Ketamine works as well as triptans for migraine.",
    ],
)
def test_the_same_words_said_plainly_block(text: str) -> None:
    assert blocks(text, "migraine")


def test_an_anesthetic_may_be_called_very_safe() -> None:
    before = "Ketamine is used every day in anesthesia."
    assert not blocks("It is very safe.", "migraine", previous=before)
    assert blocks("It is very safe.", "migraine", previous="Ketamine is given for migraine.")
