"""Two statements side by side: each kind of change has its name, and what is the same is not named."""

from dataclasses import replace

import pytest

from governance.claims.difference import Change, difference_of
from governance.claims.statement import reference_statement

pytestmark = pytest.mark.pure
OLD = reference_statement()
ROLE = next(item for item in OLD.positions if item.id == "role-pain")  # investigational to last resort
SENTENCE = OLD.required[0]


def changed(**values):
    new = replace(ROLE, **values)
    return replace(OLD, positions=tuple(new if item is ROLE else item for item in OLD.positions))


def test_the_same_statement_does_not_differ():
    assert difference_of(OLD, OLD) == ()


@pytest.mark.parametrize(
    ("values", "change"),
    [
        ({"high": 1}, Change.NARROWED),
        ({"low": 2}, Change.NARROWED),
        ({"high": 3}, Change.WIDENED),
        ({"low": 0, "high": 4}, Change.WIDENED),
        ({"low": 0, "high": 1}, Change.MOVED),
        ({"low": 3, "high": 4}, Change.MOVED),
        ({"topic": "safety"}, Change.MOVED),
        ({"agent": "ketamine"}, Change.ELSEWHERE),
        ({"conditions": ("crps",)}, Change.ELSEWHERE),
        ({"says": "Other words."}, Change.WORDING),
        ({"references": ("A guideline",)}, Change.WORDING),
        ({"conflicts": ("It cures.",)}, Change.TESTS),
        ({"allowed": ("It may help.",)}, Change.TESTS),
    ],
)
def test_each_change_has_its_name(values, change):
    [found] = difference_of(OLD, changed(**values))
    assert (found.id, found.changes) == ("role-pain", (change,))
    assert (found.before, found.after) == (ROLE, replace(ROLE, **values))


def test_several_changes_of_one_position_are_all_named():
    [found] = difference_of(OLD, changed(high=3, says="Other words.", conditions=("crps",)))
    assert found.changes == (Change.WIDENED, Change.ELSEWHERE, Change.WORDING)


def test_a_new_name_is_a_new_position_and_the_old_one_is_gone():
    found = difference_of(OLD, changed(id="role-pains"))
    assert [(item.id, item.changes) for item in found] == [
        ("role-pains", (Change.NEW,)),
        ("role-pain", (Change.GONE,)),
    ]


def test_required_sentences_are_compared_too():
    new = replace(OLD, required=(replace(SENTENCE, high=SENTENCE.high - 1, conditions=("migraine",)),))
    first, gone = difference_of(OLD, new)
    assert first.changes == (Change.NARROWED, Change.ELSEWHERE)
    assert (gone.id, gone.changes) == (OLD.required[1].id, (Change.GONE,))


def test_order_alone_is_no_difference():
    assert difference_of(OLD, replace(OLD, positions=OLD.positions[::-1])) == ()
