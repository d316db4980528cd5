"""What a page says far from any mention of ketamine, and names of subjects: no work for the physician."""

import pytest

from governance.claims.engine import extract
from governance.claims.values import Block, Document, Kind

pytestmark = pytest.mark.pure


def claims(*texts: str, kind: Kind = Kind.PARAGRAPH) -> list[str]:
    blocks = tuple(Block(str(number), text, kind=kind) for number, text in enumerate(texts))
    return [claim.sentence for claim in extract(Document(blocks, "migraine"))]


ILLNESS = (
    "Attacks come with a throbbing pain on one side of the head.",
    "Symptoms rise and fall from week to week.",
    "The nerves keep sending signals after the tissue has healed.",
    "Sleep at regular times takes some attacks away.",
)


@pytest.mark.parametrize("sentence", ILLNESS)
def test_an_illness_described_on_a_page_that_names_no_ketamine_yet_claims_nothing(sentence: str) -> None:
    assert claims("What it is.", sentence) == []


def test_words_that_stand_for_it_are_read_however_far_the_name_is() -> None:
    said = "This treatment cures migraine."
    assert claims(*ILLNESS, *ILLNESS, said) == [said]
    assert set(claims(*ILLNESS, *ILLNESS, "It cures migraine for good.")) == {"It cures migraine for good."}


def test_a_sentence_right_after_the_name_is_read() -> None:
    assert "Attacks vanish for good." in claims("We give ketamine infusions.", "Attacks vanish for good.")


@pytest.mark.parametrize("label", ["ketamine for migraine", "ketamine clinic near me", "What ketamine is"])
def test_a_search_phrase_that_only_names_its_subject_claims_nothing(label: str) -> None:
    assert claims(label, kind=Kind.BULLET) == []


@pytest.mark.parametrize("phrase", ["ketamine cures migraine", "the miracle of ketamine"])
def test_a_search_phrase_that_claims_is_read(phrase: str) -> None:
    assert claims(phrase, kind=Kind.BULLET) == [phrase]
