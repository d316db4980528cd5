"""Plain text: headings, items and quotations without any marks for them."""

import pytest

from tests.claims.reading_support import kinds, sentences, texts

LONG = (
    "This paragraph stands on one line that nobody wrapped, and it is long enough to tell that this source has "
    "its paragraphs one a line."
)


def test_a_short_line_above_a_text_is_a_heading() -> None:
    assert kinds("What we know\n\nKetamine may help some patients.")[0] == ("heading", "What we know")
    assert sentences("What we know\n\nKetamine may help.")[1].headings == ("What we know",)


def test_a_short_line_in_capitals_with_a_colon_is_a_heading() -> None:
    assert kinds(f"Clinical Studies:\n\n{LONG}")[0] == ("heading", "Clinical Studies:")


def test_a_short_line_at_the_end_is_no_heading() -> None:
    assert kinds("Ketamine may help.\n\nFast relief")[-1] == ("paragraph", "Fast relief")


def test_lines_of_an_unwrapped_source_are_paragraphs() -> None:
    assert kinds(f"{LONG}\nWhat we know\n{LONG}")[1] == ("heading", "What we know")


def test_lines_of_a_wrapped_source_belong_together() -> None:
    assert texts("Ketamine\nMay Help\nSome patients.") == ["Ketamine May Help Some patients."]


def test_an_unwrapped_line_that_begins_inside_a_sentence_goes_on() -> None:
    assert texts(f"{LONG}\n\nKetamine may\nhelp some patients.")[-1] == "Ketamine may help some patients."


def test_a_lone_mark_begins_an_item() -> None:
    source = f"{LONG}\n\nFor instance:\n-\nOne risk\n-\nTwo risks\n{LONG}"
    assert [text for kind, text in kinds(source) if kind == "bullet"] == ["One risk", "Two risks"]


def test_named_items_under_a_lead_in_are_bullets() -> None:
    source = (
        f"{LONG}\nIt is given in these ways:\nSpray \u2013 It is sniffed.\nInfusion \u2013 It is given.\n"
    )
    found = [(item.kind.value, item.previous) for item in sentences(source)[2:]]
    assert found == [("bullet", "It is given in these ways:")] * 2


def test_bullets_within_a_line_are_items() -> None:
    assert kinds("The risks: \u2022 one risk \u2022 two risks")[1:] == [
        ("bullet", "one risk"),
        ("bullet", "two risks"),
    ]


def test_a_quotation_over_several_sentences_is_quoted_throughout() -> None:
    source = (
        "Then she said:\n\n\u201cIt helped me at once. I could sleep. I was well.\u201d\n\nIt ended there."
    )
    assert [kind for kind, _ in kinds(source)] == ["paragraph", "quote", "quote", "quote", "paragraph"]


@pytest.mark.parametrize(
    "source",
    [
        "\u201cIt is a great help for my pain,\u201d says Dana.",
        "Dana says, \u201cIt is a great help for my pain.\u201d",
    ],
)
def test_a_quotation_with_its_speaker_is_quoted(source: str) -> None:
    assert kinds(source)[0][0] == "quote"


def test_a_word_in_quotation_marks_makes_no_quotation() -> None:
    assert kinds("Some call it a \u201cmiracle\u201d drug today.")[0][0] == "paragraph"


def test_a_sentence_that_asks_is_a_question() -> None:
    assert kinds("## Is it safe?\n\nYou may ask: is it safe?") == [
        ("question", "Is it safe?"),
        ("question", "You may ask: is it safe?"),
    ]
