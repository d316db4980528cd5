"""Whatever passes `check` renders soon; whatever would not is refused with one sentence."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.markdown import Mark, MarkdownTooComplex, check, plain, render, render_inline

# The machine may be very busy: the limits keep the time far below this, and what gets round them takes minutes.
SECONDS = 10.0
UNITS = [
    *(
        "[",
        "](",
        "](<",
        '](" ',
        "![",
        "*",
        "**",
        "***",
        "_",
        "__",
        "`",
        "``",
        "<",
        "<http://",
        "<a@",
        "&",
        "&amp;",
    ),
    *(
        "\\",
        "|",
        "a",
        "b ",
        "\n",
        "\n\n",
        "# ",
        "> ",
        "- ",
        "* ",
        "1. ",
        "    ",
        "  \n",
        "\t",
        "---\n",
        "===\n",
    ),
    *(
        "|-|-|\n",
        "a|b\n-|-\n",
        ")",
        "(",
        ">",
        '"',
        "x" * 50,
        "word ",
        "\r",
        "    - ",
        "> - ",
        "[a](/b)",
        "**c**",
    ),
]
BOMBS = {
    "brackets": "[" * 100_000,
    "links that never end": "[a](<" * 1_000,
    "titles that never end": '[a](/b "' * 1_000,
    "images that never end": "![a](" * 1_000,
    "nested lists": "\n".join("    " * depth + "- a" for depth in range(400)),
    "lists on one line": "- " * 500 + "a",
    "nested quotes": ">" * 900 + "a",
    "quotes and lists": "> - " * 200 + "a",
    "underlined lines": "a\n---\n" * 5_000,
    "headings": "# a\n" * 5_000,
    "rules": "---\n" * 5_000,
    "runs of backticks": "".join("`" * length + " " for length in range(300)),
    "a long line": "word " * 40_000,
    "emphasis": "*a **b " * 3_000,
    "paragraphs": "a\n\n" * 20_000,
    "tables": "a|b\n-|-\n" + "`|" * 5_000,
    "everything": "x" * 200_001,
}


def seconds_to(render_it, source):
    start = time.process_time()
    render_it(source)
    return time.process_time() - start


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_is_refused_at_once(name):
    start = time.process_time()
    with pytest.raises(MarkdownTooComplex):
        render(BOMBS[name])
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_cut_down_to_the_limits_renders_in_time(name):
    assert seconds_to(render, cut_to_limits(BOMBS[name])) < SECONDS


def cut_to_limits(source):
    while True:
        try:
            check(source)
        except MarkdownTooComplex:
            source = source[: len(source) * 7 // 10]
        else:
            return source


@st.composite
def heavy_sources(draw):
    parts = draw(
        st.lists(
            st.tuples(st.lists(st.sampled_from(UNITS), min_size=1, max_size=5), st.floats(0, 3.6)),
            min_size=1,
            max_size=4,
        )
    )
    source = "".join("".join(unit) * int(10**power) for unit, power in parts)
    blocks = draw(st.integers(1, 20))
    return cut_to_limits("\n\n".join([source] * blocks)[:200_000])


@given(heavy_sources())
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_passes_renders_in_time(source):
    assert seconds_to(render, source) < SECONDS
    assert seconds_to(render_inline, source) < SECONDS


def test_page_of_usual_size_renders_with_marks_in_time():
    paragraph = "Some *plain* words of a page, with a [link](https://e.org/a) and **more** of them. " * 8
    source = "\n\n".join([f"## Part {number}\n\n{paragraph}" for number in range(12)])
    marks = [Mark(start, start + 40, start, "inside") for start in range(20, len(source) - 60, 200)]
    assert seconds_to(lambda text: render(text, marks), source) < SECONDS


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a\n\n" + "[" * 301, "The paragraph at line 3 has 301 square brackets"),
        ("a\n" + "    " * 11 + "- b", "Line 2 stands more than 10 lists or quotes deep"),
        ("\n" + "x" * 10_001, "Line 2 has 10,001 characters"),
        ("a" * 200_001, "This text has 200,001 characters"),
        ("a\n\n" + "a\n" * 601, "Line 3 begins 601 lines"),
        ("a\n\n" * 3_001, "This text has 3,001 lines"),
        ("[" * 300 + ("\n\n" + "[" * 300) * 3, "By line 7 this text has 1,200 square brackets"),
        ("a\r\rb\r" + "`" * 301, "The paragraph at line 3 has 301 backticks"),
    ],
)
def test_refusal_says_what_and_where(source, words):
    with pytest.raises(MarkdownTooComplex, match=words) as refusal:
        check(source)
    assert str(refusal.value).count(".") == 1


@pytest.mark.parametrize("of_text", [render, render_inline, plain])
def test_nothing_renders_unchecked(of_text):
    with pytest.raises(MarkdownTooComplex):
        of_text("[" * 5_000)


@pytest.mark.parametrize(
    "source", ["", "\n", "One paragraph.", "- a\n    - b\n        - c", "> > > deep", " " * 9_000]
)
def test_usual_text_passes(source):
    check(source)
    assert render(source) is not None
