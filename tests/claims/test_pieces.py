"""The blocks of Markdown and HTML: what is a heading, an item, a cell, a quotation."""

import pytest

from governance.claims.values import Sentence
from tests.claims.reading_support import kinds, sentences, texts

TABLE = "| Route | What is known |\n|---|:--:|\n| Spray | It may help. |\n| Infusion | It was studied. |\n"


def found(source: str, words: str) -> Sentence:
    return next(sentence for sentence in sentences(source) if words in sentence.text)


@pytest.mark.parametrize(
    "source", ["# Risks\n\nNausea occurs.", "Risks\n===\n\nNausea occurs.", "<h2>Risks</h2>Nausea occurs."]
)
def test_headings_are_read_and_stand_above_what_follows(source: str) -> None:
    assert kinds(source) == [("heading", "Risks"), ("paragraph", "Nausea occurs.")]
    assert found(source, "Nausea").headings == ("Risks",)


def test_closing_signs_of_a_heading_are_left_out() -> None:
    assert kinds("## Risks ##\n\nText is here.")[0] == ("heading", "Risks")


def test_headings_are_listed_from_the_outermost() -> None:
    source = "# A\n\n## B\n\n### C\n\nOne is.\n\n## D\n\nTwo is."
    assert found(source, "One is").headings == ("A", "B", "C")
    assert found(source, "Two is").headings == ("A", "D")


@pytest.mark.parametrize("mark", ["-", "*", "+", "•", "–", "1.", "2)"])
def test_items_are_bullets_whatever_their_mark(mark: str) -> None:
    assert kinds(f"Risks are:\n\n{mark} one risk\n{mark} two risks")[1:] == [
        ("bullet", "one risk"),
        ("bullet", "two risks"),
    ]


@pytest.mark.parametrize("mark", ["-", "*", "•", "–"])
def test_items_are_bullets_with_a_glued_mark(mark: str) -> None:
    assert kinds(f"Risks are:\n{mark}One risk\n{mark}Two risks")[1:] == [
        ("bullet", "One risk"),
        ("bullet", "Two risks"),
    ]


def test_emphasis_at_the_start_of_a_line_is_no_bullet() -> None:
    assert kinds("*Ketamine* may help.") == [("paragraph", "Ketamine may help.")]


def test_every_item_has_the_lead_in_as_previous() -> None:
    source = "It is used for:\n\n- pain\n- sleep\n\nThen it ends."
    assert [sentence.previous for sentence in sentences(source)] == [
        "",
        "It is used for:",
        "It is used for:",
        "sleep",
    ]


def test_a_nested_item_has_the_item_above_it_as_previous() -> None:
    source = "Uses:\n\n- pain\n    - back pain\n    - neck pain\n- sleep"
    assert [sentence.previous for sentence in sentences(source)[1:]] == ["Uses:", "pain", "pain", "Uses:"]


def test_a_second_sentence_of_an_item_follows_the_first() -> None:
    assert found("Uses:\n\n- Pain. It may help.", "It may").previous == "Pain."


def test_a_wrapped_item_is_one_text() -> None:
    assert texts("- ketamine may\n  help some\n- other") == ["ketamine may help some", "other"]


def test_cells_have_their_column_and_their_row_above_them() -> None:
    cell = found(TABLE, "It may help.")
    assert (cell.kind.value, cell.headings) == ("cell", ("What is known", "Spray"))


def test_cells_are_read_one_by_one() -> None:
    assert texts(TABLE) == ["Route", "What is known", "Spray", "It may help.", "Infusion", "It was studied."]


def test_a_table_without_outer_strokes_is_a_table() -> None:
    assert [kind for kind, _ in kinds("A | B\n--|--\none | two")] == ["cell"] * 4


def test_a_stroke_in_a_sentence_makes_no_table() -> None:
    assert texts("Either | or is said.") == ["Either | or is said."]


def test_text_under_a_table_is_no_cell() -> None:
    assert kinds(TABLE + "\nAfter it.")[-1] == ("paragraph", "After it.")


def test_block_quotes_are_quotations() -> None:
    assert kinds("> It helped me.\n> It did.") == [("quote", "It helped me."), ("quote", "It did.")]


def test_html_lists_and_tables_are_read_piece_by_piece() -> None:
    source = "<ul><li>one risk</li><li>two risks</li></ul><table><tr><td>a cell</td></tr></table>"
    assert kinds(source) == [("bullet", "one risk"), ("bullet", "two risks"), ("cell", "a cell")]


def test_what_is_fenced_as_code_is_shown_and_read() -> None:
    assert texts("```text\nKetamine may help.\n```\n\nAfter it.") == ["Ketamine may help.", "After it."]


def test_rules_and_reference_targets_are_not_read() -> None:
    assert texts("One is.\n\n---\n\n[1]: https://example.org/x\n\nTwo is.") == ["One is.", "Two is."]


def test_words_beside_a_target_or_a_fence_are_shown_and_read() -> None:
    assert texts('[a]: https://example.org/x "It is said."') == ['[a]: https://example.org/x "It is said."']
    assert texts("``` what is said\nOne is.\n```")[0].startswith("what is said")


def test_footnotes_are_read() -> None:
    assert texts("One is.[^1]\n\n[^1]: It may help.") == ["One is.", "It may help."]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_understood(end: str) -> None:
    assert texts(end.join(["One is.", "", "- two", "- three"])) == ["One is.", "two", "three"]
