"""The physicians' load, and how it could be levelled."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.policy.load import Due, level, weeks_of

pytestmark = pytest.mark.pure
TODAY = date(2026, 11, 25)  # a Wednesday


def weeks(*days, most=2, waiting=0):
    due = [Due(key, TODAY + timedelta(days=offset)) for key, offset in enumerate(days)]
    found = weeks_of(due, on=TODAY, count=8, waiting=waiting)
    return found, level(found, most=most)


def test_what_is_overdue_falls_into_this_week_and_what_is_far_away_into_none():
    found, _ = weeks(-100, 0, 4, 5, 400)
    assert [len(week.due) for week in found] == [3, 1, 0, 0, 0, 0, 0, 0]
    assert found[0].monday == date(2026, 11, 23)


def test_a_week_that_is_too_full_gives_its_earliest_reviews_to_the_nearest_week_before_it():
    found, goes = weeks(5, 20, 21, 22, 23)
    assert goes == {1: found[2].monday, 2: found[2].monday}
    assert [item.key for item in found[2].early] == [1, 2]
    assert [item.key for item in found[3].moved] == [1, 2]


def test_what_finds_no_room_before_it_stays():
    found, goes = weeks(0, 0, 0, 0, waiting=1)
    assert goes == {}
    assert found[0].excess(2) == 3


@given(st.lists(st.integers(-20, 60), max_size=60), st.integers(1, 6), st.integers(0, 5))
def test_no_review_is_ever_moved_later_and_no_week_is_filled_beyond_its_room(days, most, waiting):
    found, goes = weeks(*days, most=most, waiting=waiting)
    for week in found:
        assert all(goes[item.key] < week.monday for item in week.moved)
        assert not week.early or week.waiting + len(week.due) + len(week.early) <= most
    assert sum(len(week.early) for week in found) == sum(len(week.moved) for week in found) == len(goes)
