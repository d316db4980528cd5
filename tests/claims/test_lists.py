"""A lead-in colours the items of its list: it hedges, denies, or merely lists."""

import pytest

from governance.claims.extract import extract_sentence
from governance.claims.values import Kind, Sentence
from tests.claims.extraction_support import blocks

ITEM = "Relieves migraine pain"


@pytest.mark.parametrize("lead", ["What ketamine does:", "Benefits of ketamine", "Why choose ketamine:"])
def test_an_item_under_a_plain_lead_in_claims(lead: str) -> None:
    assert blocks(ITEM, "migraine", previous=lead, kind=Kind.BULLET)


@pytest.mark.parametrize(
    "lead",
    ["Ketamine may:", "Possible benefits of ketamine", "Myths about ketamine", "What ketamine does not:"],
)
def test_an_item_under_a_hedge_or_a_denial_does_not(lead: str) -> None:
    assert not blocks(ITEM, "migraine", previous=lead, kind=Kind.BULLET)


def test_a_sentence_before_a_list_item_is_no_lead_in() -> None:
    assert blocks(ITEM, "migraine", previous="Ketamine may be given by vein.", kind=Kind.BULLET)


@pytest.mark.parametrize("lead", ["Side effects of ketamine:", "Before your ketamine session"])
def test_an_item_of_harms_or_logistics_asks_nobody(lead: str) -> None:
    item = Sentence("Blurred vision", kind=Kind.BULLET, previous=lead)
    assert extract_sentence(item) == ()


def test_none_under_side_effects_is_a_claim() -> None:
    assert blocks("None", previous="Side effects of ketamine:", kind=Kind.BULLET)
    assert not blocks("Nausea", previous="Side effects of ketamine:", kind=Kind.BULLET)
