"""No input breaks the reading, none takes long: a megabyte of whatever is read in two seconds."""

import time

import pytest

from tests.claims.reading_support import sentences

MEGABYTE = 1_000_000
# The machine may be very busy: each takes two at most alone, and what is not linear takes hours.
SECONDS = 30.0
UNITS = {
    "open brackets": "[",
    "image brackets": "![",
    "links without an end": "[a](b ",
    "links with a title without an end": '[a](b "',
    "targets without a text": "](",
    "stars": "*",
    "stars and spaces": "* ",
    "underscores": "_a",
    "backticks of two lengths": "` `` ",
    "tags without an end": "<a ",
    "attributes without an end": '<img alt="',
    "comments without an end": "<!--",
    "entities": "&#107;",
    "entities without an end": "&#",
    "unseen characters": "k\u200b",
    "soft hyphens": "k\u00ad",
    "look-alikes": "\u043a\u0435tamine ",
    "overlaid letters": "e\u0336",
    "right-to-left overrides": "\u202eabc",
    "styled letters": "\U0001d424",
    "masked drugs": "k3tamine ",
    "letters set apart": "k e t a m i n e",
    "quotation marks": "\u201c",
    "stops": ". ",
    "short sentences": "Abc. ",
    "abbreviations": "Dr. ",
    "newlines": "\n",
    "short lines": "a\n",
    "short paragraphs": "a\n\n",
    "items": "- a\n",
    "numbered marks": "1. ",
    "bullets in a line": "\u2022 ",
    "headings": "# a\n",
    "underlines": "a\n---\n",
    "equal signs": "=\n",
    "quote marks": "> ",
    "quoted lines": "> a\n",
    "strokes": "|",
    "dividers": "|a|\n|-|\n",
    "fences": "```\n",
    "html items": "<li>a",
    "reference targets": "[x]: y\n",
    "footnotes": "[^1]: a\n",
    "line separators": "a\u2028",
    "zeros": "\0",
    "one word": "x",
    "spaces": " ",
}


def seconds(source: str) -> float:
    started = time.process_time()
    sentences(source)
    return time.process_time() - started


@pytest.mark.parametrize("name", UNITS)
def test_a_megabyte_of_one_thing_is_read_in_time(name: str) -> None:
    unit = UNITS[name]
    assert seconds((unit * (MEGABYTE // len(unit) + 1))[:MEGABYTE]) < SECONDS


def test_ten_times_the_text_takes_at_most_eleven_times_as_long() -> None:
    """A busy machine may spoil one measurement, not all; reading that is not linear fails each time."""
    page = (
        "## A heading\n\nKetamine **may** help some; [see here](/x). It is not a cure.\n\n- one item\n- two items\n\n"
        * 80
    )
    assert any(seconds(page * 10) <= 11 * seconds(page) for _ in range(8))


def test_deep_nesting_does_not_exhaust_the_stack() -> None:
    assert len(sentences("\n".join(" " * depth + "- a" for depth in range(1000)))) == 1000
    assert sentences(">" * 100_000 + " deep")[0].text == "deep"
    assert sentences("[" * 50_000 + "a" + "](b)" * 50_000)


def test_a_long_text_loses_nothing() -> None:
    source = "a\n\n" * 30_000 + "Ketamine cures it."
    assert "Ketamine cures it." in sentences(source)[-1].text


def test_a_heading_without_end_is_not_carried_along_whole() -> None:
    found = sentences("# " + "Ketamine for pain " * 1000 + "\n\nIt helps.")
    assert found[-1].text == "It helps."
    assert [len(heading) <= 1500 for heading in found[-1].headings] == [True]


@pytest.mark.parametrize("char", ["\ud800", "\udfff", "\uffff", "\U0010ffff", "\0", "\x1b", "\ufffe"])
def test_characters_that_are_none_are_survived(char: str) -> None:
    assert "cures" in sentences(f"Ketamine{char} cures it.")[0].text
