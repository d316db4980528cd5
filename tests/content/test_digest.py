"""The digest: one encoding for one text, and another for any other."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.digest import decode, digest_of, encode
from content.sections import Layout, PublicText, Row, Section
from content.texts import normalised

pytestmark = pytest.mark.pure
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ROWS = st.dictionaries(st.sampled_from(["name", "text", "note", "pmid"]), WORDS, max_size=3).map(Row.of)
SECTIONS = st.builds(
    Section,
    st.sampled_from(["lead", "points"]),
    WORDS,
    st.sampled_from(Layout),
    st.lists(ROWS, max_size=3).map(tuple),
)
TEXTS = st.builds(PublicText, WORDS, WORDS, WORDS, WORDS, st.lists(SECTIONS, max_size=3).map(tuple))


def text(**values):
    defaults = {"kind": "faq", "slug": "a", "condition": "migraine", "title": "T", "sections": ()}
    return PublicText(**{**defaults, **values})


@given(TEXTS)
def test_an_encoded_text_is_decoded_to_the_same(value):
    assert decode(encode(value)) == value


@given(TEXTS, TEXTS)
def test_two_texts_share_a_digest_only_when_they_are_the_same(one, other):
    assert (digest_of(encode(one)) == digest_of(encode(other))) == (one == other)


def test_the_encoding_is_canonical_json():
    encoded = encode(text(sections=(Section("lead", "", Layout.LEAD, (Row.of({"text": "Ünï"}),)),)))
    value = json.loads(encoded)
    assert encoded == json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert "Ünï" in encoded


def test_an_empty_column_and_an_absent_one_are_the_same():
    assert Row.of({"name": "", "text": "a"}) == Row.of({"text": "a"})


@pytest.mark.parametrize("field", ["kind", "slug", "condition", "title"])
def test_each_field_is_under_the_digest(field):
    assert digest_of(encode(text(**{field: "other"}))) != digest_of(encode(text()))


def test_text_that_moves_from_one_field_to_the_next_changes_the_digest():
    assert encode(text(slug="ab", condition="c")) != encode(text(slug="a", condition="bc"))


def test_composed_and_decomposed_letters_are_stored_alike():
    assert normalised("cafe\u0301") == normalised("café") == "café"


def test_another_format_is_refused():
    with pytest.raises(ValueError, match="imprimatur/text/0"):
        decode('{"format":"imprimatur/text/0"}')
