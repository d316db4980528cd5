"""A live page under an exception: it stays to the last day, and no longer."""

from datetime import timedelta

import pytest

from governance.models import AuditEntry, ConflictFlag, Live
from governance.services import publishing
from governance.services.actors import Actor
from governance.services.clockwork import run_schedule
from governance.services.lapsing import withdraw_lapsed
from tests import factories as make
from tests.abuse.workflow import CONFLICT, excepted

pytestmark = pytest.mark.django_db
LAST_DAY, DAY_AFTER = make.NOW + timedelta(days=30), make.NOW + timedelta(days=31)


@pytest.fixture
def live():
    """A live page with a sentence in conflict, under an exception of thirty days."""
    make.make_statement()
    review, physician = excepted(make.make_page(where_ketamine_fits=CONFLICT)), make.make_physician()
    make.sign(review, by=physician)
    return publishing.publish(actor=Actor.of(physician), review=review, at=make.NOW)


def test_a_page_stays_up_to_the_last_day_of_its_exception(live):
    entries = AuditEntry.objects.count()
    assert withdraw_lapsed(at=LAST_DAY) == 0
    assert Live.objects.exists() and AuditEntry.objects.count() == entries


def test_a_page_comes_down_when_its_exception_has_ended_once(live, client):
    assert withdraw_lapsed(at=DAY_AFTER) == 1
    assert client.get(f"/{live.path}/").status_code == 410
    entry = AuditEntry.objects.first()
    assert (entry.verb, entry.before) == ("withdraw", live.digest) and "In conflict with" in entry.reason
    entries = AuditEntry.objects.count()
    assert withdraw_lapsed(at=DAY_AFTER) == 0 and AuditEntry.objects.count() == entries


def test_the_schedule_asks_for_it(live):
    run_schedule(at=LAST_DAY)
    assert Live.objects.exists()
    assert run_schedule(at=DAY_AFTER)["pages taken down whose exception ended"] == 1


def test_a_site_that_flags_gives_it_its_days(live, settings):
    settings.CONFLICT_GRACE_DAYS = 5
    assert withdraw_lapsed(at=DAY_AFTER) == 0
    assert Live.objects.exists()
    assert ConflictFlag.objects.get().deadline == (DAY_AFTER + timedelta(days=5)).date()
    assert withdraw_lapsed(at=DAY_AFTER) == 0 and ConflictFlag.objects.count() == 1


def test_a_page_without_a_conflict_is_not_touched():
    make.make_statement()
    make.publish(make.make_page())
    assert withdraw_lapsed(at=DAY_AFTER) == 0 and Live.objects.exists()
