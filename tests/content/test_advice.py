"""Advice on a text: reading ease by a documented rule, what is missing, broken links, figures without a reference."""

import pytest

from content.advice import Advice, advice_on, ease, linked_paths
from content.readability import FEWEST_WORDS, ease_of, syllables
from content.sections import Layout, PublicText, Row, Section

pytestmark = pytest.mark.pure


def page(*paragraphs, key="definition", layout=Layout.PROSE):
    rows = tuple(Row.of({"text": text}) for text in paragraphs)
    return PublicText("condition-page", "m", "migraine", "M", (Section(key, "What it is", layout, rows),))


def says(text, expected=(), public_paths=()):
    return [item.says for item in advice_on(text, expected=expected, public_paths=public_paths)]


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("pain", 1), ("the", 1), ("table", 2), ("relief", 2), ("ketamine", 3), ("treated", 2), ("helped", 1),
        ("doses", 2), ("times", 1), ("depression", 3), ("can't", 1), ("long-term", 2), ("a", 1), ("hmm", 1),
        ("physician", 3), ("eye", 1), ("needed", 2), ("changes", 2), ("attacks", 2),
    ],
)  # fmt: skip
def test_syllables_are_counted_by_the_rule(word, count):
    assert syllables(word) == count


def test_the_grade_is_that_of_flesch_and_kincaid():
    found = ease_of("The cat sat on the mat. " * 6)
    assert (found.words, found.sentences, found.syllables) == (36, 6, 36)
    assert found.grade == round(0.39 * 6 + 11.8 * 1 - 15.59, 1)


def test_a_few_words_have_no_grade():
    assert ease_of("word " * (FEWEST_WORDS - 1)) is None
    assert ease(page("Short.")) is None


def test_hard_words_get_advice_and_plain_ones_none():
    hard = (
        "Pharmacological interventions necessitate interdisciplinary consideration of contraindications. " * 6
    )
    assert any("Reads at grade" in item for item in says(page(hard)))
    assert says(page("We look at you and talk with you. " * 8)) == []


def test_markup_and_addresses_are_not_read_as_words():
    plain = ease(page("The cat sat on the mat. " * 6))
    marked = ease(page("The **cat** [sat](https://example.org/a-very-long-address) on the mat. " * 6))
    assert marked == plain


def test_an_empty_section_is_named():
    found = advice_on(page("It is real."), expected=("definition", "points"), public_paths=())
    assert found == (Advice("points", "Nothing is written here yet."),)


def test_a_link_that_leads_nowhere_is_named():
    text = page(
        "See [one](/conditions/one/), [two](/faqs/two/#part), [here](#definition), [there](#no), [start](/)."
    )
    assert linked_paths(text) == ("conditions/one", "faqs/two")
    assert says(text, public_paths=("faqs/two",)) == [
        "The link /conditions/one/ leads to no page that is public now.",
        "The link #no leads to no part of this page.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "It helped 45% of them.", "It helped 4.5 percent.", "3 in 10 felt sick.", "In 20 adult patients it did.",
        "It was seen in 12 trials.", "About 1 out of 5 slept badly.",
    ],
)  # fmt: skip
def test_a_figure_without_a_reference_is_named(sentence):
    assert len(says(page(f"It is real. {sentence} It passes."))) == 1
    assert says(page(f"It is real. {sentence.rstrip('.')} [2]. It passes.")) == []
    assert says(page(f"It is real. {sentence} [^2] It passes.")) == []


@pytest.mark.parametrize(
    "sentence", ["Call 112.", "It opens at 8.30.", "Since 1970 it is known.", "Chapter 3."]
)
def test_a_number_that_tells_of_no_study_needs_no_reference(sentence):
    assert says(page(sentence)) == []


def test_references_and_codes_are_not_advised_upon():
    assert says(page("Lind H, 45% of 20 patients.", key="references", layout=Layout.REFERENCES)) == []
