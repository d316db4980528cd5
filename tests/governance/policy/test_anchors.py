"""Comments stay with their words: found again after edits round them, and gone when the words are gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.policy.anchors import Anchor, Spot, anchor_of, find, narrowed

pytestmark = pytest.mark.pure
TEXT = "It may help. Ask about the dose. It may help some people for a day. Ask again."
TEXTS = st.text("ab c.", min_size=1, max_size=40)


def anchor(words, text=TEXT, nth=0, block="lead"):
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return anchor_of(Spot(block, start, start + len(words)), text)


def test_words_are_found_where_they_were():
    assert find(anchor("Ask about the dose."), {"lead": TEXT}) == Spot("lead", 13, 32)


def test_words_are_found_after_words_before_them_changed():
    found = find(anchor("Ask about the dose."), {"lead": f"Something new. {TEXT}"})
    assert found == Spot("lead", 28, 47)


def test_of_equal_words_those_with_the_old_surroundings_are_meant():
    assert find(anchor("may help", nth=1), {"lead": TEXT}).start == TEXT.rindex("may help")
    assert find(anchor("may help", nth=0), {"lead": TEXT}).start == TEXT.index("may help")


def test_words_that_moved_to_another_passage_are_found_there():
    found = find(anchor("It may help some people for a day."), {"lead": "Short.", "points.0.text": TEXT})
    assert found == Spot("points.0.text", 33, 67)


def test_words_in_their_own_passage_come_before_better_ones_elsewhere():
    own = "Now: It may help some people for a day! No."
    assert find(anchor("It may help some people for a day"), {"a": TEXT, "lead": own}).block == "lead"


@pytest.mark.parametrize("text", ["", "It helps.", "Ask about the dosage.", "Ask about a dose."])
def test_words_that_changed_are_gone(text):
    assert find(anchor("Ask about the dose."), {"lead": text}) is None


def test_a_short_word_does_not_drift_to_another_sentence():
    assert find(anchor("dose"), {"lead": "No dose was named."}) is None
    assert find(anchor("dose"), {"lead": "Please ask about the dose. It may"}) is not None


def test_a_word_is_not_found_inside_another_word():
    assert find(Anchor("lead", "ketamine"), {"lead": "esketamine"}) is None


def test_the_page_as_a_whole_has_no_spot():
    assert find(Anchor("", ""), {"lead": TEXT}) is None


def test_selected_words_narrow_the_sentence_and_grow_to_whole_words():
    sentence = Spot("lead", 33, 67)
    assert narrowed(sentence, TEXT, "ome  peo") == Spot("lead", 45, 56)
    assert TEXT[45:56] == "some people"


@pytest.mark.parametrize("words", ["", "   ", "not in it", "Ask"])
def test_words_that_are_not_in_the_sentence_leave_it_whole(words):
    sentence = Spot("lead", 33, 67)
    assert narrowed(sentence, TEXT, words) == sentence


@given(TEXTS, st.data())
def test_every_stretch_between_words_is_found_again_in_its_own_text(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    spot = narrowed(Spot("a", 0, len(text)), text, text[start:end])
    found = find(anchor_of(spot, text), {"a": text})
    assert found is not None and text[found.start : found.end] == text[spot.start : spot.end]
