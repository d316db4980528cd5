"""What the public page shows, the engine reads: no words reach a reader by a way round the reading."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.markdown import MarkdownTooComplex, plain, render_inline
from content.markdown.reading import text_of
from tests.claims.reading_support import texts

SAID = ["ketamine", "cures", "migraine", "Pain", "help", "brain"]
WORDS = st.sampled_from(SAID)
MARKS = """
    # ## - * ** _ __ ` ``` ~~~ | |-|-| > [ ] ]( ) ](/a) ](a.md) ![ <b> </b> <b < > <li> </li> <br> <!-- --> &amp; &#107;
    &lt; \\ \\* \\[ 1. [1]: [^1] [^1]: https://a.org <https://a.org> " ' : = == --- === *** . ? title="
""".split()  # noqa: SIM905 - a list of marks is read more easily so
GAPS = st.sampled_from(["", "", " ", " ", "\n", "\n\n", "\n    "])
SOURCES = st.lists(st.tuples(st.one_of(WORDS, st.sampled_from(MARKS)), GAPS), max_size=25).map(
    lambda parts: "".join(part + gap for part, gap in parts)
)


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def missed(source: str, shown: str) -> list[str]:
    """The words that stand in `shown` more often than in the reading of `source`."""
    read, seen = letters(" ".join(texts(source))), letters(shown)
    return [word for word in map(letters, SAID) if read.count(word) < seen.count(word)]


@settings(max_examples=400, deadline=None)
@given(SOURCES)
def test_every_word_of_a_rendered_text_is_read(source: str) -> None:
    try:
        shown = plain(source)
    except MarkdownTooComplex:
        return
    assert missed(source, shown) == []


@settings(max_examples=100, deadline=None)
@given(SOURCES)
def test_every_word_of_a_rendered_line_is_read(source: str) -> None:
    try:
        shown = text_of(render_inline(source))
    except MarkdownTooComplex:
        return
    assert missed(source, shown) == []


@pytest.mark.parametrize(
    "source",
    [
        "<!-- ketamine cures migraine -->",
        "<p title='ketamine cures migraine'>",
        "<ketamine cures migraine>",
        "[a](ketamine cures migraine)",
        '[a]: /b "ketamine cures migraine"',
        "[ketamine][cures migraine]",
        "![ketamine cures migraine](/a.png)",
        "``` ketamine cures migraine\n```",
        "| ketamine cures | migraine |\n|---|---|",
        "`<!-- ketamine cures migraine -->`",
        "# ketamine cures migraine #",
        "[^ketamine-cures-migraine]",
        "<https://example.org/ketamine-cures-migraine>",
    ],
)
def test_words_in_odd_places_are_read_where_they_are_shown(source: str) -> None:
    assert missed(source, plain(source)) == []
    assert "migraine" in " ".join(texts(source))
