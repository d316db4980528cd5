"""What differs between two texts: paragraph first, then words; every column counts."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from content.sections import Layout, PublicText, Row, Section
from governance.admin.redline import redline
from governance.admin.words import Kind, compared, note, shortened


def text(*sections, title="Migraine", slug="migraine", condition="migraine"):
    return PublicText("article", slug, condition, title, sections)


def prose(words, key="body"):
    return Section(key, "The body", Layout.PROSE, (Row.of({"text": words}),))


def references(*rows):
    return Section("references", "References", Layout.REFERENCES, tuple(Row.of(row) for row in rows))


def notes(old, new):
    return [change.note for part in redline(old, new).changed for change in part.changes]


words = some.lists(some.sampled_from(["one", "two", "not", "a", ",", ".", "\n\n", " ", "é", "x-y"])).map(
    " ".join
)


@given(words, words)
def test_the_pieces_are_the_old_text_and_the_new_text(old, new):
    pieces = compared(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != Kind.ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.kind != Kind.REMOVED) == new


@given(words)
def test_a_text_does_not_differ_from_itself(same):
    assert redline(text(prose(same)), text(prose(same))).changed == ()


@given(words, words)
def test_texts_that_differ_in_more_than_blanks_have_a_change(old, new):
    if old.split() != new.split():
        assert redline(text(prose(old)), text(prose(new))).count >= 1


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("watched for one hour", "watched for two hours", "A number changed"),
        ("0.5 mg in the arm", "0.8 mg in the arm", "A number changed"),
        ("It is a cure.", "It is not a cure.", "A “not” changed"),
        ("It doesn't help much.", "It does help much.", "A “not” changed"),
        ("often helps a little", "seldom helps a little", "Words changed"),
        ("It helps, often", "It helps; often", "Only punctuation or case"),
        ("it helps often", "It helps often", "Only punctuation or case"),
        ("It isn't a cure", "It isn’t a cure", "Only typography"),
        ("It isn't a cure", "It is a cure", "A “not” changed"),
    ],
)
def test_the_kind_of_a_change_is_the_gravest_that_differs(old, new, says):
    assert note(compared(old, new)) == says


def test_a_changed_paragraph_leaves_the_others_alone():
    old = "The first stays.\n\nThe second has one number.\n\nThe third stays."
    new = "The first stays.\n\nThe second has nine numbers.\n\nThe third stays."
    [part] = redline(text(prose(old)), text(prose(new))).changed
    assert (len(part.changes), part.same) == (1, 2)


def test_a_new_paragraph_is_new_and_a_gone_one_removed():
    assert notes(text(prose("Stays.")), text(prose("Stays.\n\nQuite other words here."))) == ["New"]
    assert notes(text(prose("Stays.\n\nQuite other words here.")), text(prose("Stays."))) == ["Removed"]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ({"title": "Migraine"}, {"title": "Migraines"}, "title"),
        ({"slug": "a-page"}, {"slug": "b-page"}, "slug"),
        ({"condition": "ptsd"}, {"condition": "ocd"}, "condition"),
    ],
)
def test_title_address_and_condition_count_too(old, new, key):
    keys = [change.key for part in redline(text(**old), text(**new)).changed for change in part.changes]
    assert set(keys) == {key}


def test_another_number_in_a_reference_is_a_change_with_its_column():
    old = references({"authors": "Lind", "doi": "10.1000/a.1", "pmid": "1"})
    new = references({"authors": "Lind", "doi": "10.1000/a.2", "pmid": "1"})
    [part] = redline(text(old), text(new)).changed
    assert {(change.key, change.label) for change in part.changes} == {("references.0.doi", "DOI")}


def test_a_row_put_first_does_not_change_the_rows_after_it():
    old = references({"authors": "Lind", "year": "2020"}, {"authors": "Berg", "year": "2021"})
    new = references(
        {"authors": "Moe"}, {"authors": "Lind", "year": "2020"}, {"authors": "Berg", "year": "2021"}
    )
    assert notes(text(old), text(new)) == ["New"]


def test_sections_that_came_and_went_stand_in_their_place():
    old = text(prose("One.", "lead"), prose("Two.", "gone"), prose("Three.", "body"))
    new = text(prose("One.", "lead"), prose("Three.", "body"), prose("Four.", "came"))
    found = redline(old, new)
    assert [(part.key, part.changes[0].note) for part in found.changed] == [
        ("gone", "Removed"),
        ("came", "New"),
    ]
    assert len(found.unchanged) == 3


def test_unchanged_words_far_from_a_change_are_left_out():
    far = "word " * 100
    pieces = shortened(compared(far + "one", far + "two"))
    assert len(pieces[0].text) < 120
    assert pieces[0].text.lstrip().startswith("…")
    assert pieces[-1].text == "two"


@pytest.mark.parametrize("vocabulary", [3, 5000])
@pytest.mark.parametrize(("paragraphs", "length"), [(1, 30_000), (20, 1_000), (10_000, 2)])
def test_long_texts_are_compared_to_their_end(paragraphs, length, vocabulary):
    # A comparison that grew with the square of the words would not end here; how long it takes is the bench's.
    chance = random.Random(7)

    def long_text():
        words = (
            " ".join(f"w{chance.randrange(vocabulary)}" for _ in range(length)) for _ in range(paragraphs)
        )
        return "\n\n".join(words)

    old, new = (text(prose(long_text())) for _ in range(2))
    assert redline(old, new).count > 0
    assert redline(old, old).count == 0
