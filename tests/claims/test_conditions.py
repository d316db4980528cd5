"""What a claim is said of: the sentence over the section over the page; esketamine's own approvals."""

from tests.claims.extraction_support import blocks, claims


def test_the_sentence_comes_before_the_page() -> None:
    assert not blocks("In treatment-resistant depression, ketamine often works within hours.", "migraine")
    assert blocks("In migraine, ketamine often works within hours.", "depression")


def test_the_longer_name_counts() -> None:
    found = claims("Ketamine is effective for bipolar depression.")
    assert {name for claim in found for name in claim.conditions} == {"bipolar_depression"}


def test_the_clause_comes_before_the_sentence() -> None:
    text = "Ketamine, which remains experimental in OCD, is well established in migraine."
    assert blocks(text, "migraine")


def test_esketamine_is_approved_for_resistant_depression_only() -> None:
    assert not blocks("The FDA has approved Spravato for treatment-resistant depression.")
    assert blocks("The FDA has approved Spravato for anxiety.")
    assert blocks("The FDA has approved ketamine for treatment-resistant depression.")


def test_anesthesia_has_its_own_bands() -> None:
    assert not blocks("As an anesthetic, ketamine is safe and effective.")
    assert not blocks("The FDA has approved ketamine as an anesthetic.")
