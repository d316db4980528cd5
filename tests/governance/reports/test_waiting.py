"""The time from the first draft to the signature, stage by stage."""

from datetime import timedelta

import pytest

from governance.services import assigning, publishing, reviews
from governance.services.actors import Actor
from governance.services.reports.values import Period
from governance.services.reports.waiting import percentile, waiting
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = make.NOW.date()
HOUR = timedelta(hours=1)


def stages(since=TODAY, until=TODAY + timedelta(days=9)):
    rows = waiting(Period(since, until), TODAY).rows
    return {row.cells[0].split(",")[0]: row.cells[1:3] for row in rows}


@pytest.fixture
def osei():
    make.make_statement()
    return make.make_physician(name="Amara Osei")


def sign_after(page, person, *, sent, taken=None, signed):
    review = make.submit(page, at=make.NOW + sent * HOUR)
    if taken is not None:
        assigning.take(actor=Actor.of(person), review=review, seen=0, at=make.NOW + taken * HOUR)
    make.sign(review, by=person, at=make.NOW + signed * HOUR)
    return review


def test_each_stage_is_measured(osei):
    page = make.make_page()
    review = sign_after(page, osei, sent=5, taken=15, signed=18)
    review.refresh_from_db()
    publishing.publish(actor=Actor.of(osei), review=review, at=make.NOW + 20 * HOUR)
    assert stages() == {
        "Written": (1, 5),
        "Mended": (1, 0),
        "Waiting for a physician to take it": (1, 10),
        "Being read": (1, 3),
        "Signed": (1, 2),
        "All": (1, 18),
    }


def test_the_way_back_to_the_writer_is_a_stage_of_its_own(osei):
    page = make.make_page()
    review = make.submit(page, at=make.NOW + 2 * HOUR)
    reviews.send_back(actor=Actor.of(osei), review=review, reason="Name the dose.", at=make.NOW + 3 * HOUR)
    page.lead = "Other words."
    make.save(page, by=page.owner, at=make.NOW + 4 * HOUR)
    sign_after(page, osei, sent=10, taken=11, signed=12)
    found = stages()
    assert (found["Written"], found["Mended"], found["All"]) == ((1, 2), (1, 8), (1, 12))


def test_a_later_version_is_counted_from_the_signature_before_it(osei):
    page = make.make_page()
    sign_after(page, osei, sent=1, signed=2)
    page.lead = "Other words."
    make.save(page, by=page.owner, at=make.NOW + 100 * HOUR)
    sign_after(page, osei, sent=101, signed=104)
    assert stages(since=TODAY + timedelta(days=2))["All"] == (1, 4)


def test_a_page_that_nobody_took_waited_until_it_was_signed(osei):
    sign_after(make.make_page(), osei, sent=1, signed=4)
    assert stages()["Waiting for a physician to take it"] == (1, 3)
    assert stages()["Signed"] == (0, None)


def test_a_period_without_signatures_has_no_figures(osei):
    report = waiting(Period(TODAY, TODAY), TODAY)
    assert {row.cells[1:] for row in report.rows} == {(0, None, None, None)}
    assert report.bars == ()


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([7], 0.9, 7), ([1, 2], 0.5, 1), ([1, 2, 3], 0.5, 2), (range(1, 11), 0.9, 9), (range(1, 12), 0.9, 10)],
)
def test_a_percentile_is_the_nearest_rank(values, share, expected):
    assert percentile(list(values), share) == expected
