"""How a page tells of its age, day by day."""

from datetime import date, timedelta

import pytest

from governance.policy.expiry import Age, Stage, age_of

pytestmark = pytest.mark.pure

DUE = date(2027, 6, 2)


@pytest.mark.parametrize(
    ("days", "age"),
    [
        (-1, Age(Stage.CURRENT, None)),
        (0, Age(Stage.CURRENT, None)),
        (1, Age(Stage.OVERDUE, date(2027, 6, 3))),
        (90, Age(Stage.OVERDUE, date(2027, 6, 3))),
        (91, Age(Stage.LONG_OVERDUE, date(2027, 9, 1))),
        (900, Age(Stage.LONG_OVERDUE, date(2027, 9, 1))),
    ],
)
def test_each_day_has_its_stage_and_the_day_on_which_it_began(days, age):
    assert age_of(DUE, on=DUE + timedelta(days=days), long_after=90) == age


def test_only_overdue_pages_say_so():
    ages = [age_of(DUE, on=DUE + timedelta(days=days), long_after=9) for days in (0, 1, 10)]
    assert [(age.is_overdue, age.is_long_overdue) for age in ages] == [
        (False, False),
        (True, False),
        (True, True),
    ]
