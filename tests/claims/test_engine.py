"""The engine as a whole: what holds of any sentence, whatever the rules are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.claims.engine import extract, readings
from governance.claims.judge import judge
from governance.claims.statement import reference_statement
from governance.claims.values import Block, Document, Verdict

CURE = "Ketamine cures migraine."
PARTS = [
    "Ketamine",
    "cures",
    "may",
    "not",
    "help",
    "migraine",
    "is",
    "safe",
    "a",
    "study",
    "found",
    "it",
    "it.",
    "**",
    "\n\n",
    "- ",
]
SOURCES = st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=4)), max_size=30).map(" ".join)


def page(*sources: str) -> Document:
    return Document(
        tuple(Block(f"part.{number}", source) for number, source in enumerate(sources)), "migraine"
    )


def verdicts(document: Document) -> dict[str, Verdict]:
    return {reading.sentence.text: reading.verdict for reading in readings(document, reference_statement())}


def test_a_plain_overclaim_is_a_conflict_at_its_place() -> None:
    source = f"Rest is advised. **{CURE}**"
    (found,) = [
        reading
        for reading in readings(page(source), reference_statement())
        if reading.verdict == Verdict.CONFLICT
    ]
    claim = next(finding.claim for finding in found.findings if finding.verdict is Verdict.CONFLICT)
    assert source[claim.start : claim.end].strip("*") == CURE
    assert claim.topic == "efficacy"


@pytest.mark.parametrize(
    "source", ["Keta\u200bmine cures migraine.", "K3tamine cures migraine.", "Ket\u0430mine cures migraine."]
)
def test_a_claim_in_disguise_is_at_least_unclear(source: str) -> None:
    assert verdicts(page(source))[CURE] in (Verdict.CONFLICT, Verdict.UNCLEAR)


@pytest.mark.parametrize(
    "source",
    [
        "# Ketamine cures migraine",
        "- Ketamine cures migraine",
        "| A |\n|---|\n| Ketamine cures migraine |",
        "> Ketamine cures migraine.",
    ],
)
def test_an_overclaim_is_found_wherever_it_stands(source: str) -> None:
    assert Verdict.CONFLICT in verdicts(page(source)).values()


@pytest.mark.parametrize(
    "neutral", ["The clinic opens at nine.", "Parking is free.", "Bring a list of your questions."]
)
def test_neutral_sentences_round_a_sentence_do_not_change_its_verdict(neutral: str) -> None:
    for sentence in (
        CURE,
        "Ketamine is not a cure for migraine.",
        "Ketamine may help some patients with migraine.",
    ):
        alone = verdicts(page(sentence))[sentence]
        assert verdicts(page(f"{neutral} {sentence} {neutral}"))[sentence] is alone
        assert verdicts(page(neutral, sentence, neutral))[sentence] is alone


def test_judging_what_was_extracted_is_reading_it() -> None:
    document = page(CURE, "Ketamine is an option. It is safe.")
    found = [finding for reading in readings(document, reference_statement()) for finding in reading.findings]
    assert tuple(found) == judge(extract(document), reference_statement())


@settings(max_examples=150, deadline=None)
@given(st.lists(SOURCES, max_size=3))
def test_claims_and_cues_lie_inside_their_block(sources: list[str]) -> None:
    document = page(*sources)
    lengths = {block.key: len(block.source) for block in document.blocks}
    for claim in extract(document):
        assert 0 <= claim.start < claim.end <= lengths[claim.block]
        assert all(claim.start <= start < end <= claim.end for start, end in claim.cues)
        assert 0 <= claim.low <= claim.high
