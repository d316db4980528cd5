"""The review calendar as arithmetic."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.policy.calendar import Deadlines, Interval, Step, day_of, months_for, steps_come

pytestmark = pytest.mark.pure
DUE = date(2026, 12, 15)
RULES = (
    Interval("", "", 10),
    Interval("faq", "", 8),
    Interval("", "migraine", 6),
    Interval("faq", "migraine", 3),
    Interval("article", "tinnitus", 60),
)


@pytest.mark.parametrize(
    ("kind", "condition", "months"),
    [
        ("article", "autism", 10),
        ("faq", "autism", 8),
        ("article", "migraine", 6),
        ("faq", "migraine", 3),
        ("article", "tinnitus", 12),  # never longer than the statement says
    ],
)
def test_what_speaks_of_a_page_most_exactly_decides_up_to_the_statements_own_interval(
    kind, condition, months
):
    assert months_for(RULES, kind, condition, longest=12) == months


def test_without_a_rule_the_statement_decides():
    assert months_for((), "faq", "migraine", longest=12) == 12


def test_without_a_grace_no_page_comes_down():
    assert Deadlines(14).comes_down_on(DUE) is None
    assert Step.COMES_DOWN not in set(steps_come(DUE, Deadlines(14), on=date.max))


def test_the_grace_counts_from_the_day_of_review_or_from_the_day_of_the_rule():
    assert Deadlines(14, 20, date(2026, 1, 1)).comes_down_on(DUE) == date(2027, 1, 4)
    assert Deadlines(14, 20, date(2027, 3, 1)).comes_down_on(DUE) == date(2027, 3, 21)


@pytest.mark.parametrize("grace", [1, 7, 8, 60])
def test_a_page_that_comes_down_is_told_of_while_it_is_overdue_and_not_after(grace):
    deadlines = Deadlines(14, grace, date(2026, 1, 1))
    told, down = day_of(Step.COMES_DOWN, DUE, deadlines), deadlines.comes_down_on(DUE)
    assert DUE < told <= down
    assert told == max(DUE + timedelta(days=1), down - timedelta(days=7))


@given(st.integers(-40, 400), st.integers(1, 365), st.none() | st.integers(1, 730))
def test_no_step_that_has_come_is_ever_taken_back_by_a_later_day(offset, escalate, grace):
    deadlines = Deadlines(escalate, grace, date(2026, 1, 1) if grace else None)
    on = DUE + timedelta(days=offset)
    before, after = (set(steps_come(DUE, deadlines, on=day)) for day in (on, on + timedelta(days=1)))
    assert before <= after
    assert (Step.DUE_IN_30 in before) == (offset >= -30)
    assert (Step.OVERDUE in before) == (offset >= 1)
