"""What a change is called: never smaller than it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from governance.policy.changes import Difference, Kind, Line, difference, first
from governance.policy.signs import sentences

pytestmark = pytest.mark.pure

WORDS = (
    "it",
    "may",
    "help",
    "some",
    "people",
    "with",
    "migraine",
    "for",
    "a",
    "while",
    "and",
    "then",
    "stops",
)
DENIALS = ("not", "no", "never", "without", "cannot", "doesn't", "doesn’t", "unless")
DRUGS = ("topiramate", "propranolol", "sumatriptan", "esketamine", "ketamine", "lidocaine", "antidepressants")
PLACES = ("lead", "points", "treatments/Tablets")

sentence = some.lists(some.sampled_from(WORDS), min_size=1, max_size=8).map(
    lambda words: f"{' '.join(words)}."
)
texts = some.lists(some.tuples(some.sampled_from(PLACES), sentence), min_size=1, max_size=8)


def lines(pairs):
    return [Line(place, words) for place, words in pairs]


def kinds(old, new, **claims):
    return difference([Line("body", old)], [Line("body", new)], **claims).kinds


def with_word(pairs, where, word):
    """The text with one more word in one of its sentences."""
    at = where % len(pairs)
    place, words = pairs[at]
    return [*pairs[:at], (place, f"{word} {words}"), *pairs[at + 1 :]]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("Take 0.5 mg once daily.", "Take 0.8 mg once daily.", Kind.DOSE),
        ("Take 0.5 mg.", "Take 0.5 mcg.", Kind.DOSE),
        ("Given weekly.", "Given daily.", Kind.DOSE),
        ("A low-dose course.", "A high-dose course.", Kind.DOSE),
        ("Six infusions at most.", "Eight infusions at most.", Kind.DOSE),
        ("Watched for one hour.", "Watched for two hours.", Kind.NUMBER),
        ("About 5% of them.", "About 5 of them.", Kind.NUMBER),
        ("About 1.5 points.", "About 15 points.", Kind.NUMBER),
        ("Below 50.", "Below -50.", Kind.NUMBER),
        ("Topiramate is used.", "Propranolol is used.", Kind.DRUG),
        ("An SSRI comes first.", "An SNRI comes first.", Kind.DRUG),
        ("It is a cure.", "It is not a cure.", Kind.NOT),
        ("It doesn't help.", "It does help.", Kind.NOT),
        ("It often helps.", "It seldom helps.", Kind.NOT),
        ("See [here](/a/).", "See [here](/b/).", Kind.REFERENCE),
        ("It often helps.", "It sometimes helps.", Kind.WORDING),
        ("us and them", "US and them", Kind.WORDING),
        ("No, it helps.", "No it helps.", Kind.WORDING),
        ("It is *safe*.", "It is safe.", Kind.WORDING),
        ("The “best” way.", 'The "best" way.', Kind.TYPOGRAPHY),
    ],
)
def test_a_change_has_its_gravest_name_first(old, new, kind):
    assert kinds(old, new)[0] is kind
    assert kinds(new, old)[0] is kind


def test_several_kinds_are_told_together_the_gravest_first():
    assert kinds("It helps 5 of 9.", "It never helps 6 of 9.") == (Kind.NUMBER, Kind.NOT)


def test_a_number_inside_a_dose_is_told_as_a_dose_alone():
    assert kinds("Take 5 mg for 2 weeks.", "Take 6 mg for 2 weeks.") == (Kind.DOSE,)


def test_a_text_before_which_nothing_was_signed_is_first():
    new = lines([("lead", "One. Two."), ("body", "Three.")])
    assert first(new) == Difference((Kind.FIRST,), 3, 3)


def test_the_sentences_are_counted():
    old = lines([("body", "One. Two. Three."), ("end", "Four.")])
    new = lines([("body", "One. Zwei. Three. Drei."), ("end", "Four.")])
    assert (difference(old, new).touched, difference(old, new).total) == (2, 5)


def test_an_amount_that_went_to_another_drug_is_a_change_of_dose():
    old = lines([("treatments/Topiramate", "25 mg daily."), ("treatments/Propranolol", "40 mg daily.")])
    new = lines([("treatments/Topiramate", "40 mg daily."), ("treatments/Propranolol", "25 mg daily.")])
    assert difference(old, new).gravest is Kind.DOSE


def test_sentences_in_another_order_are_not_typography():
    assert kinds("Do not stop. Take it.", "Take it. Do not stop.") == (Kind.WORDING,)


def test_another_reference_is_one_even_where_only_a_point_differs():
    old, new = ([Line("references", doi, is_reference=True)] for doi in ("10.1000/a.1", "10.1000/a1"))
    assert difference(old, new).kinds == (Kind.REFERENCE,)


def test_claims_that_are_read_otherwise_are_a_change_of_claim():
    read = {"claims_before": ["efficacy 0 2"], "claims_after": ["efficacy 0 4"]}
    assert kinds("It helps.", "It works.", **read) == (Kind.CLAIM,)
    assert kinds("It helps.", "It works.", claims_before=["a", "b"], claims_after=["b", "a"]) == (
        Kind.WORDING,
    )


@settings(deadline=None)
@given(texts)
def test_a_text_does_not_differ_from_itself(pairs):
    assert difference(lines(pairs), lines(pairs)).kinds == ()


@settings(deadline=None)
@given(texts, texts)
def test_texts_that_differ_have_a_name_and_typography_stands_alone(old, new):
    found = difference(lines(old), lines(new)).kinds
    assert bool(found) == (old != new)
    assert Kind.TYPOGRAPHY not in found or found == (Kind.TYPOGRAPHY,)
    assert Kind.WORDING not in found or found == (Kind.WORDING,)


@settings(deadline=None)
@given(texts, some.integers(0, 50), some.sampled_from(DENIALS))
def test_a_denial_that_came_or_went_is_told(pairs, where, word):
    other = with_word(pairs, where, word)
    assert Kind.NOT in difference(lines(pairs), lines(other)).kinds
    assert Kind.NOT in difference(lines(other), lines(pairs)).kinds


@settings(deadline=None)
@given(texts, some.integers(0, 50), some.sampled_from(DRUGS))
def test_a_drug_that_came_or_went_is_told(pairs, where, word):
    other = with_word(pairs, where, word)
    assert Kind.DRUG in difference(lines(pairs), lines(other)).kinds
    assert Kind.DRUG in difference(lines(other), lines(pairs)).kinds


@settings(deadline=None)
@given(
    texts,
    some.integers(0, 50),
    some.integers(0, 9999),
    some.integers(0, 9999),
    some.sampled_from(["", " mg"]),
)
def test_another_digit_is_a_dose_or_a_number(pairs, where, one, other, unit):
    old, new = (with_word(pairs, where, f"{value}{unit}") for value in (one, other))
    found = set(difference(lines(old), lines(new)).kinds)
    assert bool(found & {Kind.DOSE, Kind.NUMBER}) == (one != other)


@settings(deadline=None)
@given(texts, some.randoms())
def test_another_order_is_never_typography(pairs, chance):
    other = list(pairs)
    chance.shuffle(other)
    assert Kind.TYPOGRAPHY not in difference(lines(pairs), lines(other)).kinds


@settings(deadline=None)
@given(texts, texts)
def test_no_more_is_touched_than_there_is(old, new):
    found = difference(lines(old), lines(new))
    assert found.touched <= sum(len(sentences(words)) for _, words in [*old, *new])
    assert bool(found.touched) == (old != new)


def test_very_long_texts_that_have_little_in_common_are_told_quickly_and_whole():
    old = lines([("body", f"Sentence a{number}.") for number in range(4000)])
    new = lines([("body", f"Sentence b{number}.") for number in range(4000)])
    assert difference(old, new).touched == 4000
