"""A text that does not name ketamine speaks of it by a word of its own, or by what the sentence before says."""

import pytest

from governance.claims.engine import readings
from governance.claims.extract import extract_sentence
from governance.claims.judge import judge, worst
from governance.claims.values import Block, Document, Kind, Sentence, Verdict
from tests.claims.extraction_support import statement


def verdict(text: str, previous: str = "", condition: str | None = None) -> Verdict:
    claims = extract_sentence(Sentence(text, Kind.PARAGRAPH, previous, condition=condition))
    return worst(finding.verdict for finding in judge(claims, statement()))


@pytest.mark.parametrize(
    "text",
    [
        "Three out of four of our patients with PTSD respond.",
        "It rewires the brain and takes the pain away.",
        "A nasal spray is the best choice for people with busy lives.",
        "The drug brings complete relief from long-standing pain.",
        "With a full series of infusions, most people enjoy relief that lasts for months.",
    ],
)
def test_a_word_for_the_treatment_of_the_page_ties_a_firm_claim(text: str) -> None:
    assert verdict(text) is Verdict.CONFLICT


@pytest.mark.parametrize(
    "text",
    [
        "Chronic pain is pain that lasts longer than three months.",
        "Gains after prolonged exposure are lasting.",
        "Regular sleep works wonders for headaches.",
        "Swimming is at your own risk, as there is no lifeguard.",
        "Because the spray is FDA-approved, many health plans cover it.",
        "Group therapy relieves cravings for many people.",
    ],
)
def test_a_fact_on_an_illness_or_on_other_care_is_no_claim_on_ketamine(text: str) -> None:
    assert verdict(text) is not Verdict.CONFLICT


def test_patients_after_a_whole_sentence_on_ketamine_improve_by_it() -> None:
    assert verdict("Many patients get better.", "Ketamine is given by vein.", "migraine") is Verdict.CONFLICT


def test_patients_under_a_mere_heading_are_not_tied_by_it() -> None:
    assert verdict("Many patients get better.", "Ketamine and the brain", "migraine") is not Verdict.CONFLICT


def test_patients_of_another_treatment_are_not_tied() -> None:
    text = "Many patients get better on triptans."
    assert verdict(text, "Ketamine is given by vein.", "migraine") is not Verdict.CONFLICT


def test_it_after_another_treatment_means_that_treatment() -> None:
    page = "# Migraine care\n\nKetamine is off-label. \n\nWe offer triptans first. It works for most people."
    found = readings(Document((Block("body", page),), "migraine"), statement())
    assert found[-1].verdict is not Verdict.CONFLICT


def last_verdict(*sentences: str) -> Verdict:
    return readings(Document((Block("body", " ".join(sentences)),), "migraine"), statement())[-1].verdict


def test_a_page_goes_on_about_ketamine_for_two_sentences() -> None:
    said = "There is no danger of addiction."
    assert last_verdict("We give ketamine.", "The day is long.", said) is Verdict.CONFLICT
    assert last_verdict("We give ketamine.", "Triptans are tablets.", said) is not Verdict.CONFLICT
    assert last_verdict("We give ketamine.", *["The day is long."] * 4, said) is not Verdict.CONFLICT


@pytest.mark.parametrize(
    "text",
    [
        "Depression often lasts for months or years.",
        "Chronic pain lasts longer than three months.",
        "Many people with migraine get better during pregnancy.",
    ],
)
def test_a_fact_on_an_illness_after_ketamine_is_no_claim_on_it(text: str) -> None:
    assert (
        verdict(text, "Ketamine is an anesthetic that is given by vein.", "depression")
        is not Verdict.CONFLICT
    )
    assert last_verdict("We give ketamine.", "The day is long.", text) is not Verdict.CONFLICT
