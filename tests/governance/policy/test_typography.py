"""What is typography, and what never is: a changed "not", digit, dose, drug or word can be no correction."""

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from governance.policy.typography import Stretch, beyond_typography, is_typography, normal_form

pytestmark = pytest.mark.pure

TYPOGRAPHY = {
    "straight quotes become curly": ('It is "off-label" here.', "It is “off-label” here."),
    "an apostrophe takes its shape": ("It isn't a cure.", "It isn’t a cure."),
    "two spaces become one": ("It may  help some people.", "It may help some people."),
    "a space no longer breaks": ("Give 10 mg once.", "Give 10\u00a0mg once."),
    "a range has an en dash": ("Over 40-60 minutes.", "Over 40–60 minutes."),
    "a hyphen does not break": ("It is off-label.", "It is off\u2011label."),
    "a dash between words": ("It may help - not always.", "It may help — not always."),
    "a dash without spaces": ("It may help—not always.", "It may help – not always."),
    "a space before a comma": ("Nausea , then sleep.", "Nausea, then sleep."),
    "none after a comma": ("Nausea,then sleep.", "Nausea, then sleep."),
    "a space before the unit": ("Give 10mg once.", "Give 10 mg once."),
    "an ellipsis": ("And then...", "And then…"),
    "the last full stop": ("It may help some people", "It may help some people."),
    "the last full stop of a paragraph": ("It may help\n\nAsk.", "It may help.\n\nAsk."),
}
MORE = {
    "a not": ("It is not a cure.", "It is a cure."),
    "a contracted not": ("It isn't a cure.", "It is a cure."),
    "a digit": ("Give 10 mg.", "Give 100 mg."),
    "a decimal point": ("Give 1.5 mg.", "Give 15 mg."),
    "a decimal point after a space": ("Give 1 .5 mg.", "Give 1.5 mg."),
    "a thousand's comma": ("1,000 people", "1.000 people"),
    "digits pulled together": ("10 20 mg", "1020 mg"),
    "digits pulled apart": ("100 mg", "10 0 mg"),
    "a minus": ("10 -20", "10-20"),
    "a minus sign": ("10−20", "10–20"),
    "a minus that is gone": ("from -5 to 5", "from 5 to 5"),
    "a unit": ("Give 10 mg.", "Give 10 mcg."),
    "a unit's case": ("5 mg", "5 MG"),
    "a drug": ("esketamine", "ketamine"),
    "a drug's hand": ("S-ketamine", "R-ketamine"),
    "a hyphen with a meaning": ("ketamine-free care", "ketamine — free care"),
    "a hyphen that is gone": ("re-sign the form", "resign the form"),
    "a hyphen for a space": ("small-fibre pain", "small fibre pain"),
    "a letter between commas": ("N,N-dimethyl", "N, N-dimethyl"),
    "case": ("It may help us.", "It may help US."),
    "case of the first letter": ("ketamine may help", "Ketamine may help"),
    "a comma": ("No, ketamine is used.", "No ketamine is used."),
    "a comma that moved": ("If it helps, stop, then ask.", "If it helps stop, then, ask."),
    "a question": ("Is it safe?", "Is it safe."),
    "a full stop inside": ("Do not stop. Treatment works.", "Do not stop Treatment works."),
    "a full stop at a line's end": ("Take no\nketamine.", "Take no.\nketamine."),
    "quotation marks that are new": ("It is a cure.", "It is a “cure”."),
    "quotation marks of another kind": ("a 'cure'", 'a "cure"'),
    "an apostrophe that moved": ("the patient's rights", "the patients' rights"),
    "an apostrophe that is gone": ("we're treated", "were treated"),
    "brackets": ("It helps (some) people.", "It helps some people."),
    "a space in a word": ("cannot", "can not"),
    "a space out of a word": ("every day", "everyday"),
    "a line's end": ("one\ntwo", "one two"),
    "a paragraph": ("one\n\ntwo", "one\ntwo"),
    "an indentation": ("one\n    two", "one\ntwo"),
    "a hard break": ("one  \ntwo", "one\ntwo"),
    "a heading": ("# It helps", "It helps"),
    "a list": ("- It helps", "It helps"),
    "emphasis": ("It *may* help", "It may help"),
    "struck through": ("~~not~~ a cure", "not a cure"),
    "a link": ("[see](/a)", "[see](/b)"),
    "a sign that cannot be seen": ("no\u200bte", "note"),
    "a soft hyphen": ("there\u00adfore", "therefore"),
    "direction turned": ("10 mg", "\u202e10 mg"),
    "an accent": ("resume", "résumé"),
    "a look-alike": ("dose", "dоse"),
    "a fraction": ("1/2 tablet", "½ tablet"),
    "a power": ("m2", "m²"),
    "a sign of comparison": ("< 5 mg", "> 5 mg"),
    "a colon": ("a ratio of 1:2", "a ratio of 1 2"),
}
WORDS = re.compile(r"[^\W\d_]+|\d+")
SIGNS = "aZé05 \n\t.,;:!?-–—‑−'\"’“”…()%*_#\u00a0\u202f\u200b"
ALPHABET = st.sampled_from([*SIGNS, "not", "mg", "ketamine"])
TEXTS = st.lists(ALPHABET, max_size=24).map("".join)


@pytest.mark.parametrize("old, new", TYPOGRAPHY.values(), ids=TYPOGRAPHY)
def test_typography_is_a_correction_both_ways(old: str, new: str) -> None:
    assert is_typography(old, new)
    assert is_typography(new, old)


@pytest.mark.parametrize("old, new", MORE.values(), ids=MORE)
def test_more_than_typography_is_none_either_way(old: str, new: str) -> None:
    assert not is_typography(old, new)
    assert not is_typography(new, old)


@given(TEXTS)
@example("no—\u00a0,  5 mg.")
def test_normal_form_keeps_every_letter_and_digit_in_their_words(text: str) -> None:
    assert WORDS.findall(normal_form(text)) == WORDS.findall(text)


@given(TEXTS)
def test_normal_form_keeps_every_number_as_it_is_written(text: str) -> None:
    number = re.compile(r"\d+(?:[.,:/]\d+)*")
    assert number.findall(normal_form(text)) == number.findall(text)


@given(TEXTS)
def test_normal_form_keeps_the_signs_that_carry_a_meaning(text: str) -> None:
    signs = re.compile(r"[?!()%*_#−\u200b\n]")
    assert signs.findall(normal_form(text)) == signs.findall(text)


@given(TEXTS, st.sampled_from(["not", "n't", "no", "5", "ketamine", "mg", "?", "(", "%"]), st.data())
def test_a_word_put_anywhere_is_never_typography(text: str, word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    assert not is_typography(text, text[:place] + word + text[place:])


@given(TEXTS, st.data())
def test_a_letter_or_digit_replaced_is_never_typography(text: str, data: st.DataObject) -> None:
    places = [place for place, sign in enumerate(text) if sign.isalnum()]
    assume(places)
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from("abz019AZ").filter(lambda sign: sign != text[place]))
    assert not is_typography(text, text[:place] + other + text[place + 1 :])


@given(TEXTS, TEXTS, TEXTS)
def test_corrections_of_corrections_do_not_drift(first: str, second: str, third: str) -> None:
    if is_typography(first, second) and is_typography(second, third):
        assert is_typography(first, third)


def test_beyond_typography_names_each_stretch_that_differs_in_more() -> None:
    old = [
        Stretch("title", "Pain", True),
        Stretch("lead", "It's new", True),
        Stretch("doi", "10.1/a-b", False),
    ]
    new = [
        Stretch("title", "Pains", True),
        Stretch("lead", "It’s new.", True),
        Stretch("doi", "10.1/a–b", False),
    ]
    assert beyond_typography(old, new) == ("title", "doi")
    assert beyond_typography(old, old) == ()


def test_beyond_typography_counts_what_was_added_removed_or_moved() -> None:
    first, second = Stretch("a", "One", True), Stretch("b", "Two", True)
    assert beyond_typography([first], [first, second]) == ("b",)
    assert beyond_typography([first, second], [first]) == ("b",)
    assert beyond_typography([first, second], [second, first]) == ("b", "a")


def test_a_stretch_that_is_read_in_one_and_not_in_the_other_is_more() -> None:
    assert beyond_typography([Stretch("a", "One", True)], [Stretch("a", "One", False)]) == ("a",)
