"""A statement's text with one thing changed: the change reads back, and all else stays letter by letter."""

import difflib
from dataclasses import replace
from datetime import date

import pytest

from governance.claims.editing import (
    EditError,
    as_next,
    with_head,
    with_position,
    with_required,
    without,
)
from governance.claims.statement import (
    parse_statement,
    reference_source,
    reference_statement,
    statement_text,
)

pytestmark = pytest.mark.pure
SOURCE = reference_source()
STATEMENT = reference_statement()
BLOCK = statement_text(STATEMENT)
FORMS = {"flow": SOURCE, "block": BLOCK}


def touched(before, after):
    """The lines that went and came."""
    lines = list(difflib.unified_diff(before.split("\n"), after.split("\n"), n=0, lineterm=""))
    return [line for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]


def position(name):
    return next(item for item in STATEMENT.positions if item.id == name)


def test_a_band_that_moves_changes_one_word_of_the_text():
    moved = replace(position("durability-any"), high=1)
    after = with_position(SOURCE, moved, instead_of=moved.id)
    assert [line.count("max: days") for line in touched(SOURCE, after)] == [0, 1]
    assert parse_statement(after).positions[-3] == moved


@pytest.mark.parametrize("source", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("name", [item.id for item in STATEMENT.positions])
def test_every_field_of_every_position_can_be_changed_and_changed_back(source, name):
    old = position(name)
    new = replace(
        old,
        id="another-name",
        agent="esketamine" if old.agent == "any" else "any",
        conditions=("crps",),
        low=0,
        high=0,
        says='It\'s a "quoted" word: # no comment, {no} [list] – é 中 🙂 \\',
        references=("First, 2020", "Second: 2021"),
        conflicts=("It lasts for ever.",),
        allowed=("It lasts for days.",),
    )
    after = with_position(source, new, instead_of=name)
    assert parse_statement(after).positions[STATEMENT.positions.index(old)] == new
    back = with_position(after, old, instead_of="another-name")
    assert parse_statement(back) == STATEMENT
    assert [line for line in back.split("\n") if "#" in line] == [
        line for line in source.split("\n") if "#" in line
    ]


@pytest.mark.parametrize("source", FORMS.values(), ids=FORMS)
def test_a_position_is_added_and_taken_out_again(source):
    new = replace(position("role-pain"), id="role-crps", conditions=("crps",))
    after = with_position(source, new)
    assert parse_statement(after).positions == (*STATEMENT.positions, new)
    assert without(after, "positions", "role-crps") == source


@pytest.mark.parametrize("source", FORMS.values(), ids=FORMS)
def test_required_sentences_are_changed_taken_out_and_added(source):
    first, second = STATEMENT.required
    changed = replace(second, conditions=("ptsd",), role_at_least=None, says="Say so.")
    after = with_required(source, changed, instead_of=second.id)
    assert parse_statement(after).required == (first, changed)
    none = without(without(after, "required", first.id), "required", second.id)
    assert parse_statement(none).required == ()
    assert parse_statement(with_required(with_required(none, first), second)) == STATEMENT


def test_a_statement_without_required_sentences_gets_its_first_one():
    source = BLOCK[: BLOCK.index("required:")]
    assert parse_statement(with_required(source, STATEMENT.required[0])).required == STATEMENT.required[:1]


def test_the_last_position_stays():
    source = statement_text(replace(STATEMENT, positions=STATEMENT.positions[:1], required=()))
    with pytest.raises(EditError):
        without(source, "positions", STATEMENT.positions[0].id)


def test_the_head_is_changed_and_its_comments_stay():
    after = with_head(SOURCE, title="Another: title", version="2027.1", effective="2027-01-01", months=6)
    assert parse_statement(after) == replace(
        STATEMENT,
        title="Another: title",
        version="2027.1",
        effective="2027-01-01",
        review_interval_months=6,
    )
    assert len(touched(SOURCE, after)) == 8


@pytest.mark.parametrize(
    ("version", "following"), [("2026.1", "2026.2"), ("2026.9", "2026.10"), ("v9b", "v10b"), ("A", "A (2)")]
)
def test_the_next_version_counts_on(version, following):
    source = with_head(SOURCE, title="T", version=version, effective="2026-06-01", months=12)
    after = parse_statement(as_next(source, after=date(2026, 12, 25), days=14))
    assert (after.version, after.effective) == (following, "2027-01-08")


@pytest.mark.parametrize(
    "text",
    [
        "conditions:\n    - any\n    # why\n    - crps\n    min",
        "conditions: [any, crps]\n    says: >\n      Folded\n      words.\n    # after\n    min",
        "conditions: [any, crps]\n    says: |\n      Kept\n    min",
        "conditions: [any, crps]\n    'says': 'single'\n    min",
    ],
)
def test_other_forms_of_yaml_are_changed_too(text):
    says = "" if "says" in text else "\n    says: Plain words"
    source = (
        "title: T\nversion: '1'\neffective: 2026-06-01\nreview_interval_months: 12\npositions:\n"
        f"  - id: one\n    topic: role\n    agent: any\n    {text}: no_role\n    max: option{says}\n"
    )
    old = parse_statement(source).positions[0]
    new = replace(old, conditions=("ptsd",), says="New words", high=1, references=("R",))
    assert parse_statement(with_position(source, new, instead_of="one")).positions == (new,)
