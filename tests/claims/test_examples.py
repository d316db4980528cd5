"""The test sentences of a statement: each must be a conflict with its position, or none at all."""

from dataclasses import replace

import pytest

from governance.claims.examples import examples_of, failing_examples
from governance.claims.statement import (
    StatementError,
    parse_statement,
    reference_source,
    reference_statement,
    statement_text,
)

pytestmark = pytest.mark.pure
LAST = "Relief after a course of ketamine is permanent."
WEEKS = "Relief after a course of ketamine can last for some weeks."


def with_examples(name, conflicts=(), allowed=()):
    statement = reference_statement()
    return replace(
        statement,
        positions=tuple(
            replace(item, conflicts=conflicts, allowed=allowed) if item.id == name else item
            for item in statement.positions
        ),
    )


def test_sentences_that_come_out_as_they_should_are_silent():
    statement = with_examples("durability-any", (LAST,), (WEEKS,))
    assert len(examples_of(statement)) == 2
    assert failing_examples(statement) == ()


def test_each_that_does_not_is_told_in_a_sentence():
    failed = failing_examples(with_examples("durability-any", (WEEKS,), (LAST,)))
    assert [item.failure for item in failed] == [
        f"“{WEEKS}” must contradict durability-any, and does not.",
        f"“{LAST}” must not contradict durability-any, and does.",
    ]


def test_a_conflict_with_another_position_is_none_with_this_one():
    failed = failing_examples(with_examples("mechanism-any", (LAST,)))
    assert [item.position for item in failed] == ["mechanism-any"]


def test_a_sentence_is_read_as_on_a_page_of_its_condition():
    failed = failing_examples(with_examples("role-headache", ("Ketamine is a first-line treatment.",)))
    assert failed == ()


def test_examples_and_references_are_read_and_written_back():
    statement = with_examples("durability-any", (LAST,), (WEEKS,))
    first = replace(statement.positions[0], references=("A guideline, 2024",))
    statement = replace(statement, positions=(first, *statement.positions[1:]))
    assert parse_statement(statement_text(statement)) == statement


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("examples: [a]", "expected a mapping, not a list"),
        ("examples: {conflicts: [a]}", "unknown key 'conflicts'"),
        ("examples: {conflict: a}", "expected a list, not text"),
        ("examples: {allowed: [1]}", "expected text, not a whole number"),
        ("references: [' ']", "must not be empty"),
    ],
)
def test_what_is_written_wrong_is_told_with_its_place(more, message):
    source = reference_source().replace("says: ", f"{more}, says: ", 1)
    with pytest.raises(StatementError) as error:
        parse_statement(source)
    assert [(item.line, item.message) for item in error.value.problems] == [(11, message)]
