"""What holds of the reading of any text whatever."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from governance.claims.reading import read
from governance.claims.values import Block, Document, Sentence
from tests.claims.reading_support import sentences

WORDS = """
    # ## - * ** _ ` ``` | |-| > [ ]( ](a) ! <b> <li> <!-- --> &amp; &#8203; \\ 1. [^1] [a]: Dr. ketamine k3tamine A
"""
LETTERS = ["\u200b", "\u00ad", "\u202e", "\u202c", "\u0430", "\u0336", "\u201c", "\u201d", "\u2026"]
SPACES = [" ", "    ", "\n", "\n\n", "\r\n", ". ", "? ", "... ", " cures", " pain"]
MARKS = st.sampled_from([*WORDS.split(), *LETTERS, *SPACES])
MARKDOWN = st.lists(st.one_of(MARKS, st.text(max_size=5)), max_size=40).map("".join)


def check_spans(source: str, sentence: Sentence) -> None:
    assert len(sentence.offsets) == len(sentence.text)
    assert 0 <= sentence.start < sentence.end <= len(source)
    assert all(sentence.start <= offset < sentence.end for offset in sentence.offsets)


@settings(max_examples=300)
@given(MARKDOWN)
def test_every_character_stands_inside_the_span_of_its_sentence(source: str) -> None:
    for sentence in sentences(source):
        check_spans(source, sentence)


@settings(max_examples=300)
@given(MARKDOWN)
def test_sentences_have_words_and_single_spaces(source: str) -> None:
    for sentence in sentences(source):
        assert sentence.text.strip() == sentence.text != ""
        assert "  " not in sentence.text
        assert "\n" not in sentence.text


@given(MARKDOWN)
def test_reading_is_the_same_every_time(source: str) -> None:
    assert sentences(source) == sentences(source)


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(["Ketamine", "may", "help", "some", "patients", "in", "pain"]),
        min_size=1,
        max_size=30,
    )
)
def test_plain_words_are_read_as_they_stand(words: list[str]) -> None:
    source = " ".join(words) + "."
    (sentence,) = sentences(source)
    assert (sentence.text, sentence.offsets, sentence.disguised) == (source, tuple(range(len(source))), False)


@given(st.text(st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1))
def test_letters_are_read_in_compatible_form(text: str) -> None:
    found = "".join(sentence.text for sentence in sentences(f"x {text} x"))
    assert unicodedata.is_normalized("NFKC", found)


@settings(max_examples=200)
@given(MARKDOWN, st.integers(0, 3))
def test_neutral_sentences_before_a_text_do_not_change_its_reading(source: str, count: int) -> None:
    before = "Rest is advised. " * count
    alone = [sentence.text for sentence in read(Document((Block("a", source),)))]
    after = [
        sentence.text
        for sentence in read(Document((Block("z", before), Block("a", source))))
        if sentence.block == "a"
    ]
    assert after == alone
