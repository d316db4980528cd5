"""A span of the stored text is found again in what was typed, whatever the normalising took away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.alignment import align
from content.texts import normalised

pytestmark = pytest.mark.pure


def typed_span(typed, words):
    """Where words of the stored text stand in the typed one, cut out as a browser counts."""
    stored = normalised(typed).strip()
    start = stored.index(words)
    first, last = align(typed, stored).span(start, start + len(words))
    return typed.encode("utf-16-le")[2 * first : 2 * last].decode("utf-16-le")


@pytest.mark.parametrize(
    ("typed", "words", "found"),
    [
        ("It works.", "works", "works"),
        ("  \n\n It works. ", "It works.", "It works."),
        ("One line   \nIt works.", "It works.", "It works."),
        ("A 🙂 and 𝒳. It works.", "It works.", "It works."),
        ("A cafe\u0301. It works.", "It works.", "It works."),
        ("The cafe\u0301 works.", "café", "cafe\u0301"),
        ("\u1112\u1161\u11ab works.", "works", "works"),
        ("\u1112\u1161\u11ab works.", "\ud55c", "\u1112\u1161\u11ab"),
    ],
)
def test_words_are_found_where_they_were_typed(typed, words, found):
    assert typed_span(typed, words) == found


def test_a_span_beyond_the_end_is_cut():
    assert align("It", "It").span(0, 9) == (0, 2)
    assert align("It", "It").span(7, 9) == (0, 0)


@given(st.text(alphabet="ab \n\t\u0301\u00e9\u1112\u1161🙂", max_size=40))
def test_every_character_of_the_stored_text_has_its_place(typed):
    stored = normalised(typed).strip()
    found = align(typed, stored)
    assert len(found.starts) == len(found.ends) == len(stored)
    assert list(found.starts) == sorted(found.starts)
    assert all(start < end for start, end in zip(found.starts, found.ends, strict=True))
