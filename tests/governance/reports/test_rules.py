"""Conflicts and how they ended, exceptions, and what a new statement did."""

from datetime import timedelta

import pytest

from governance.models import ApprovedStatement
from governance.policy.verbs import Role
from governance.services import exceptions as excepting
from governance.services import publishing
from governance.services.actors import Actor
from governance.services.facts import case_of
from governance.services.reports.conflicts import conflicts
from governance.services.reports.exceptions import exceptions
from governance.services.reports.law import law
from governance.services.reports.values import Period
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = make.NOW.date()
DAY = timedelta(days=1)
PERIOD = Period(TODAY - 9 * DAY, TODAY + 9 * DAY)
CURE = f"{make.KETAMINE_FITS} Ketamine cures migraine."


@pytest.fixture(autouse=True)
def statement():
    return make.make_statement()


def ends():
    return {row.cells[0]: row.cells[2:] for row in conflicts(PERIOD, TODAY).rows}


def asked_on(page, last=TODAY + 30 * DAY):
    """One request for each finding in conflict."""
    review = make.submit(page)
    physician = Actor.of(make.make_physician(name="Amara Osei"))
    return review, [
        excepting.ask_exception(
            actor=physician,
            review=review,
            claim=item.row,
            reason="A quotation.",
            expires_on=last,
            at=make.NOW,
        )
        for item in case_of(review.version, at=make.NOW).conflicts
    ]


def grant(requests):
    officer = Actor.of(make.make_person(Role.COMPLIANCE, name="Priya Nair"))
    for request in requests:
        excepting.grant_exception(actor=officer, request=request, at=make.NOW)


def test_a_conflict_is_open_until_it_is_written_otherwise():
    page = make.make_page(where_ketamine_fits=CURE)
    before = ends()
    assert before and all(found == (1, 0, 0, 1) for found in before.values())
    page.definition = "Other words, and the same claim."
    make.save(page, by=page.owner)
    assert ends() == before
    page.where_ketamine_fits = make.KETAMINE_FITS
    make.save(page, by=page.owner)
    assert ends() == dict.fromkeys(before, (1, 1, 0, 0))


def test_an_excepted_conflict_ended_by_its_exception():
    _, requests = asked_on(make.make_page(where_ketamine_fits=CURE))
    grant(requests)
    assert all(found == (1, 0, 1, 0) for found in ends().values())


def test_conflicts_of_another_time_are_left_out():
    make.make_page(where_ketamine_fits=CURE, at=make.NOW - 30 * DAY)
    assert ends() == {}


def states(on=TODAY, period=PERIOD):
    return {row.cells[0] for row in exceptions(period, on).rows}


def test_an_exception_goes_from_asked_to_granted_used_and_expired():
    review, requests = asked_on(make.make_page(where_ketamine_fits=CURE))
    assert states() == {"Waiting"}
    grant(requests)
    assert states() == {"Granted, not used"}
    assert states(on=TODAY + 31 * DAY) == {"Expired unused"}
    make.sign(review)
    publishing.publish(actor=Actor.of(make.make_physician()), review=review, at=make.NOW)
    assert states() == {"In use"}
    assert states(on=TODAY + 30 * DAY) == {"In use"}
    assert states(on=TODAY + 31 * DAY) == {"Expired after use"}
    row = exceptions(PERIOD, TODAY).rows[0]
    assert row.cells[3:] == ("Amara Osei", TODAY, "Priya Nair", TODAY + 30 * DAY)


def test_a_declined_exception_and_one_of_another_time():
    _, requests = asked_on(make.make_page(where_ketamine_fits=CURE))
    officer = Actor.of(make.make_person(Role.COMPLIANCE))
    for request in requests:
        excepting.decline_exception(actor=officer, request=request, reason="No.", at=make.NOW)
    assert states() == {"Declined"}
    assert states(period=Period(TODAY - 90 * DAY, TODAY - DAY)) == set()
    assert states(period=Period(TODAY + 31 * DAY, TODAY + 90 * DAY)) == set()


def test_a_stricter_statement_tells_what_it_took_down(statement):
    page = make.make_page(where_ketamine_fits=f"{make.KETAMINE_FITS} Ketamine may relieve migraine.")
    case = case_of(make.newest(page), at=make.NOW)
    assert not case.conflicts
    make.publish(page)
    source = make.STATEMENT.read_text().replace(statement.version, "2099.1")
    second = make.make_statement(source=source, at=make.NOW + DAY)
    rows = {row.cells[1]: row.cells for row in law(PERIOD, TODAY).rows}
    assert rows[str(second)][2].startswith("0 positions new, 0 changed, 0 gone; approved by")
    assert rows[str(second)][3:] == (0, 0, None)
    (engine,) = [cells for name, cells in rows.items() if name.startswith("Engine")]
    assert engine[5] == 1
    actor = Actor.of(make.make_physician())
    reason = f"In conflict with {second} in 2 sentences"
    publishing.withdraw(actor=actor, document=page.document_ptr, reason=reason, at=make.NOW + DAY)
    rows = {row.cells[1]: row.cells for row in law(PERIOD, TODAY).rows}
    assert rows[str(second)][3] == 1
    assert law(PERIOD, TODAY).bars[0].values == (1, 0)
    assert ApprovedStatement.objects.count() == 2
