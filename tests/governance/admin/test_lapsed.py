"""A licence that lapses lists the live pages that rest on it, for who can do something about it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from governance.admin.lapsed import lapsed_rows
from governance.models import Physician
from governance.policy.verbs import Role
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def physician(statement):
    return make.make_physician(name="Lapsed Lena")


def lapse(physician, on):
    Physician.objects.filter(person=physician).update(licence_expires=on)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.COMPLIANCE])
def test_a_licence_that_has_ended_lists_the_pages_that_rest_on_it(physician, logged_in, role):
    page, other = make.make_page(title="Rests on it"), make.make_page(title="Rests on another")
    make.publish(page, by=physician)
    make.publish(other)
    lapse(physician, timezone.localdate() - timedelta(days=1))
    desk = logged_in(role).get("/admin/").content.decode()
    part = desk.split("a licence that has ended since")[1].split("</section>")[0]
    assert "Rests on it" in part
    assert "signed by Lapsed Lena" in part
    assert "Rests on another" not in part


def test_on_its_last_day_a_licence_still_holds(physician):
    make.publish(make.make_page(), by=physician)
    lapse(physician, date(2026, 7, 1))
    assert lapsed_rows(on=date(2026, 7, 1)) == []
    assert len(lapsed_rows(on=date(2026, 7, 2))) == 1


def test_many_pages_cost_as_much_as_one(physician):
    lapse_on = date(2026, 7, 1)
    counted = []
    for _ in range(2):
        make.publish(make.make_page(), by=physician)
        lapse(physician, lapse_on)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            rows = lapsed_rows(on=date(2027, 1, 1))
            assert all(str(row.publication.signoff.physician.physician.licence_expires) for row in rows)
        counted.append(len(queries))
        lapse(physician, date(2030, 1, 1))
    assert counted == [1, 1]
