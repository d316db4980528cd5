"""Sentences that a page must carry."""

from governance.claims.required import missing_required
from governance.claims.statement import reference_statement
from governance.claims.values import Block, Claim, Document
from tests.claims.claim_support import claim


def missing(condition: str | None, text: str, *claims: Claim) -> list[str]:
    document = Document((Block("text", text),), condition)
    return [required.id for required in missing_required(document, claims, reference_statement())]


NOT_STANDARD = claim("role", "no_role", "last_resort", conditions=("migraine",))
OPTION = claim("role", "option", conditions=("depression",))
OFF_LABEL = claim("approval", "off_label")


def test_a_migraine_page_on_ketamine_must_say_that_it_is_not_standard() -> None:
    assert missing("migraine", "Ketamine is studied.") == ["say-not-standard"]


def test_a_page_on_a_kind_of_migraine_must_say_so_too() -> None:
    assert missing("status_migrainosus", "Esketamine is studied.") == ["say-not-standard"]


def test_a_migraine_page_that_says_so_lacks_nothing() -> None:
    assert missing("migraine", "Ketamine is not standard.", NOT_STANDARD) == []


def test_a_migraine_page_without_ketamine_needs_nothing() -> None:
    assert missing("migraine", "Rest is advised.") == []


def test_ketamine_in_disguise_is_ketamine() -> None:
    assert missing("migraine", "K3tamine is studied.") == ["say-not-standard"]


def test_another_page_needs_no_sentence_on_migraine() -> None:
    assert missing("ocd", "Ketamine is studied.") == []


def test_a_page_without_a_condition_needs_nothing() -> None:
    assert missing(None, "Ketamine is studied.", OPTION) == []


def test_a_weaker_claim_says_it_only_up_to_the_limit() -> None:
    above = claim("role", "no_role", "option", conditions=("migraine",))
    assert missing("migraine", "Ketamine is studied.", above) == ["say-not-standard"]


def test_an_uncertain_claim_does_not_say_it() -> None:
    unsure = claim("role", "no_role", "last_resort", conditions=("migraine",), certain=False)
    assert missing("migraine", "Ketamine is studied.", unsure) == ["say-not-standard"]


def test_a_claim_on_another_condition_does_not_say_it() -> None:
    other = claim("role", "no_role", "last_resort", conditions=("ocd",))
    assert missing("migraine", "Ketamine is studied.", other) == ["say-not-standard"]


def test_a_page_that_offers_ketamine_must_say_that_it_is_off_label() -> None:
    assert missing("depression", "Ketamine is an option.", OPTION) == ["say-off-label"]


def test_a_page_that_offers_ketamine_and_says_off_label_lacks_nothing() -> None:
    assert missing("depression", "Ketamine is an option, off-label.", OPTION, OFF_LABEL) == []


def test_a_page_that_denies_ketamine_a_role_need_not_say_that_it_is_off_label() -> None:
    denial = claim("role", "no_role", "established", conditions=("depression",))
    assert missing("depression", "Ketamine is not a first choice.", denial) == []


def test_an_offer_for_another_condition_does_not_count() -> None:
    assert (
        missing("depression", "Ketamine is named.", claim("role", "option", conditions=("acute_pain",))) == []
    )
