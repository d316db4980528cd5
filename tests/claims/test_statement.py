"""Position statements: read, refused with every mistake by line and column, written back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.claims.statement import StatementError, parse_statement, reference_statement, statement_text
from governance.claims.values import Position, Required, Statement
from tests.claims.claim_support import CONDITIONS, SCALES, bands, position, statement

SMALL = """\
title: A statement
version: "1"
effective: 2026-06-01
review_interval_months: 12
positions:
  - {id: one, topic: efficacy, agent: any, conditions: [any], min: ineffective, max: helps_some, says: "One."}
  - {id: two, topic: safety, agent: any, conditions: [any], min: serious_risks, max: safe, says: "Two."}
required:
  - {id: three, when: {conditions: [migraine]}, topic: role, max: last_resort, says: "Three."}
"""


def problems(text: str) -> list[str]:
    with pytest.raises(StatementError) as caught:
        parse_statement(text, "s.yaml")
    return [str(problem) for problem in caught.value.problems]


def test_a_statement_is_read() -> None:
    parsed = parse_statement(SMALL)
    assert (parsed.title, parsed.version, parsed.effective) == ("A statement", "1", "2026-06-01")
    assert parsed.positions[0] == Position("one", "efficacy", "any", ("any",), 0, 2, "One.")
    assert parsed.required == (Required("three", "Three.", "role", 2, ("migraine",)),)


def test_the_reference_statement_is_read_whole() -> None:
    found = reference_statement()
    assert {position.topic for position in found.positions} == set(SCALES.topics)
    assert [required.id for required in found.required] == ["say-not-standard", "say-off-label"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("topic: efficacy", "topic: efficiency", "s.yaml:6:22: unknown topic 'efficiency'"),
        (
            "agent: any, conditions: [any], min: ineff",
            "agent: all, conditions: [any], min: ineff",
            "s.yaml:6:39: unknown agent",
        ),
        ("[any], min: ineffective", "[anything], min: ineffective", "s.yaml:6:57: unknown condition"),
        ("[any], min: ineffective", "[], min: ineffective", "s.yaml:6:56: names no condition"),
        (
            "[any], min: ineffective",
            "[ocd, ocd], min: ineffective",
            "s.yaml:6:62: the condition 'ocd' is named twice",
        ),
        ("min: ineffective", "min: bad", "s.yaml:6:68: unknown point 'bad' on efficacy"),
        ("min: ineffective", "min: cure", "s.yaml:6:68: min lies above max"),
        ("min: ineffective, ", "", "s.yaml:6:5: the key 'min' is missing"),
        ('says: "One."', 'says: "One.", note: x', "s.yaml:6:112: unknown key 'note'"),
        ('says: "One."', 'says: ""', "s.yaml:6:104: must not be empty"),
        ('says: "One."', "says: [a]", "s.yaml:6:104: expected text, not a list"),
        ('says: "One."', 'says: "One.", says: "b"', "s.yaml:6:112: the key 'says' is given twice"),
        ("id: two", "id: one", "s.yaml:7:5: the id 'one' is given twice"),
        ("id: two", "id: Two!", "s.yaml:7:10: the id 'Two!' is not"),
        ("2026-06-01", "soon", "s.yaml:3:12: expected a date"),
        ("2026-06-01", "2026-02-30", "s.yaml:3:12: expected a date"),
        ("months: 12", "months: twelve", "s.yaml:4:25: expected a whole number, not text"),
        ("months: 12", "months: 0", "s.yaml:4:25: expected 1 to 120 months"),
        ('version: "1"', "version: 1", "s.yaml:2:10: expected text, not a whole number"),
        ("title: A statement\n", "", "s.yaml:1:1: the key 'title' is missing"),
        ("{conditions: [migraine]}", "{}", "s.yaml:9:23: says of no page"),
        ("{conditions: [migraine]}", "{role: option}", "s.yaml:9:24: unknown key 'role'"),
        ("max: last_resort", "max: never", "s.yaml:9:67: unknown point 'never' on role"),
        ("positions:\n", "positions: none\nother:\n", "s.yaml:5:12: expected a list, not text"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_column(old: str, new: str, problem: str) -> None:
    assert any(found.startswith(problem) for found in problems(SMALL.replace(old, new, 1))), problems(
        SMALL.replace(old, new, 1)
    )


def test_all_mistakes_are_told_at_once() -> None:
    text = SMALL.replace("efficacy", "efficiency").replace("2026-06-01", "soon").replace("id: two", "id: one")
    assert [problem.split(":")[1] for problem in problems(text)] == ["3", "6", "7"]


def test_two_positions_for_the_same_place_are_refused() -> None:
    text = SMALL.replace("topic: safety", "topic: efficacy").replace(
        "serious_risks, max: safe", "may_help, max: effective"
    )
    assert problems(text) == ["s.yaml:7:5: two and one both hold for efficacy, any, any"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "s.yaml:1:1: is empty"),
        ("- a list", "s.yaml:1:1: expected a mapping, not a list"),
        ("title: [unclosed", "s.yaml:2:1: while parsing a flow sequence"),
        ("title: 'unclosed", "s.yaml:1:"),
        ("a: &a [x]\nb: *a", "s.yaml:1:4: anchors and aliases are not allowed"),
        ("title: !!python/object/apply:os.system [ls]", "s.yaml:1:8: only plain data"),
        ("[" * 5000, "s.yaml:1:21: is nested too deeply"),
        ("title: \x00", "s.yaml:1:1: is not YAML"),
        ("title: " + "x" * 1_000_001, "s.yaml:1:1: has more than 1,000,000 characters"),
        ("a: 1\n---\nb: 2", "s.yaml:2:1: "),
    ],
)
def test_what_is_no_statement_is_refused(text: str, problem: str) -> None:
    assert problems(text)[0].startswith(problem), problems(text)


def test_an_alias_bomb_is_refused_before_it_unfolds() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    assert "anchors and aliases" in problems(bomb)[0]


def test_the_reference_statement_is_written_back_equal() -> None:
    assert parse_statement(statement_text(reference_statement())) == reference_statement()


@given(st.data(), st.text(min_size=1, max_size=60).filter(lambda text: text.strip() and text.isprintable()))
def test_any_statement_is_written_back_equal(data: st.DataObject, says: str) -> None:
    topic = data.draw(st.sampled_from(sorted(SCALES.topics)))
    low, high = data.draw(bands(topic))
    names = tuple(data.draw(st.lists(st.sampled_from(CONDITIONS), min_size=1, unique=True)))
    one = Position("one", topic, data.draw(st.sampled_from(SCALES.agents)), names, low, high, says)
    required = (
        Required("two", says, topic, high, names, data.draw(st.one_of(st.none(), st.integers(0, 5)))),
    )
    whole = Statement(says, says, "2026-02-28", 6, (one,), required)
    assert parse_statement(statement_text(whole)) == whole


def test_a_statement_without_required_sentences_is_written_back_equal() -> None:
    small = replace(statement(position("one", "safety", "safe", "harmless")), required=())
    assert parse_statement(statement_text(small)) == small


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    assert all(found.startswith("s.yaml:") for found in problems(text))
