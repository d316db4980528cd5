"""Where pages stand and how old they are, and which live ones are due."""

from datetime import timedelta

import pytest

from governance.services.reports.pages import AGES, ages, reviews_due
from governance.services.reports.values import Period
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("statement")]
TODAY = make.NOW.date()
NOW = Period(TODAY, TODAY)
DAY = timedelta(days=1)


@pytest.fixture
def statement():
    return make.make_statement(at=make.NOW - 2 * DAY)


def numbers(report, state):
    row = next(row for row in report.rows if row.cells[0] == state)
    return dict(zip(report.heads[1:], row.cells[1:], strict=True))


@pytest.mark.parametrize(
    ("days", "label"),
    [(0, 0), (29, 0), (30, 1), (89, 1), (90, 2), (179, 2), (180, 3), (364, 3), (365, 4), (2000, 4)],
)
def test_a_page_is_as_old_as_its_newest_version(days, label):
    make.make_page(at=make.NOW - days * DAY)
    found = numbers(ages(NOW, TODAY), "Drafted")
    assert found == {name: int(number == label) for number, (name, _) in enumerate(AGES)} | {"All": 1}


def test_every_state_has_a_row_and_only_those_that_occur_a_bar():
    make.publish(make.make_page())
    make.submit(make.make_page())
    report = ages(NOW, TODAY)
    assert numbers(report, "Live")["All"] == numbers(report, "In review")["All"] == 1
    assert numbers(report, "Withdrawn")["All"] == 0
    assert {bar.label for bar in report.bars} == {"Live", "In review"}


@pytest.mark.parametrize(
    ("days", "when"),
    [
        (-91, "Overdue for more than 90 days"),
        (-90, "Overdue"),
        (-1, "Overdue"),
        (0, "Due within 30 days"),
        (30, "Due within 30 days"),
        (31, "Due in 31 to 60 days"),
        (60, "Due in 31 to 60 days"),
        (61, "Due in 61 to 90 days"),
        (90, "Due in 61 to 90 days"),
    ],
)
def test_a_live_page_is_due_by_its_next_review(days, when):
    published = make.publish(make.make_page(by=make.make_writer(name="Hanna Lindqvist"), title="Migraine"))
    on = published.next_review - days * DAY
    report = reviews_due(NOW, on)
    (row,) = report.rows
    assert row.cells[:5] == (when, "Migraine", published.next_review, days, "Hanna Lindqvist")
    assert row.document == ("condition-page", published.document_id)
    assert {bar.label: bar.values for bar in report.bars}[when] == (1,)


def test_a_page_that_is_due_later_or_not_live_is_left_out():
    make.make_page()
    published = make.publish(make.make_page())
    assert reviews_due(NOW, published.next_review - 91 * DAY).rows == ()


def test_pages_that_are_longest_overdue_come_first():
    make.publish(make.make_page(title="Newer"), at=make.NOW + 60 * DAY)
    make.publish(make.make_page(title="Older"))
    report = reviews_due(NOW, TODAY + 600 * DAY)
    assert [row.cells[1] for row in report.rows] == ["Older", "Newer"]
