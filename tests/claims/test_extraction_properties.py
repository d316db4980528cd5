"""Nothing breaks the extraction, spans stay inside the text, and time grows with the length."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from governance.claims.engine import readings
from governance.claims.extract import extract_sentence, extracted
from governance.claims.values import Block, Document, Kind, Sentence, Verdict
from tests.claims.extraction_support import statement

WORDS = st.sampled_from(
    [
        "ketamine",
        "may",
        "not",
        "cure",
        "relieves",
        "migraine,",
        "safe.",
        "home",
        "you",
        "without",
        "?",
        "who",
        "is",
        "“best”",
        "70",
        "%",
        "never",
        "lasting",
        "relief",
    ]
)


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    for claim in extract_sentence(Sentence("Ketamine " + text, previous=text, end=len(text) + 9)):
        assert all(0 <= start < end <= len(text) + 9 for start, end in claim.cues)


@given(st.lists(WORDS, max_size=40).map(" ".join), st.sampled_from(list(Kind)))
@settings(max_examples=150, deadline=None)
def test_claims_lie_on_their_scales(text: str, kind: Kind) -> None:
    for claim in extract_sentence(Sentence(text, kind=kind, previous="Ketamine is given.")):
        assert 0 <= claim.low <= claim.high <= 5
        assert claim.topic or not claim.certain


def test_the_scorer_only_ever_adds_doubt() -> None:
    sentence = Sentence("Ketamine relieves migraine and may be a miracle.", condition="migraine")
    alone = {(claim.topic, claim.low, claim.high) for claim in extracted(sentence).claims}
    found = extract_sentence(sentence)
    assert {(claim.topic, claim.low, claim.high) for claim in found if claim.topic} == alone
    assert not any(claim.certain for claim in found if claim.topic is None)


def test_neutral_sentences_change_no_verdict() -> None:
    alone = readings(Document((Block("text", "Ketamine cures migraine."),), "migraine"), statement())
    padded = "We open at nine. Ketamine cures migraine. Parking is free."
    among = readings(Document((Block("text", padded),), "migraine"), statement())
    assert alone[0].verdict is among[1].verdict is Verdict.CONFLICT


def test_time_grows_with_the_length() -> None:
    """A busy machine may spoil one measurement, not all; reading that is not linear fails each time."""
    text = "ketamine relieves pain and is not safe, "
    assert any(_seconds(text * 400) < 30 * _seconds(text * 40) for _ in range(8))


def _seconds(text: str) -> float:
    begun = time.process_time()
    extracted(Sentence(text))
    return time.process_time() - begun
