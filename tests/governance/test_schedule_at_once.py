"""The schedule as processes: several at once, one killed in the middle, one after a pause. Nothing is done twice."""

import os
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from governance.models import (
    Announcement,
    AuditEntry,
    Live,
    Notice,
    NoticeKind,
    Outcome,
    ScheduledPublication,
    Withdrawal,
)
from governance.policy.verbs import Role, Verb
from governance.services.actors import Actor
from governance.services.calendars import Rules, write_calendar
from governance.services.each import each
from tests import factories as make
from tests.abuse.processes import elsewhere, start

LONG_AGO = timedelta(days=400)


def environment():
    """Of the very database of this test."""
    name = str(connection.settings_dict["NAME"])
    address = (
        f"sqlite:///{name}"
        if connection.vendor == "sqlite"
        else elsewhere(os.environ["IMPRIMATUR_DATABASE"], name)
    )
    return {**os.environ, "IMPRIMATUR_DATABASE": address}


@pytest.fixture
def overdue(transactional_db):
    """Gives a site with so many overdue pages past their grace, and a page that is planned for now."""

    def fill(count):
        now = timezone.now()
        source = make.STATEMENT.read_text().replace("effective: 2026-06-01", "effective: 2020-01-01")
        make.make_statement(source=source, at=now - 2 * LONG_AGO)
        physician, writer = make.make_physician(), make.make_writer()
        for _ in range(count):
            make.publish(make.make_page(by=writer, at=now - LONG_AGO), by=physician, at=now - LONG_AGO)
        officer = Actor.of(make.make_person(Role.COMPLIANCE))
        write_calendar(actor=officer, rules=Rules(grace=5), reason="x", seen=0, at=now - LONG_AGO)
        review = make.submit(make.make_page(by=writer, at=now), at=now)
        make.sign(review, by=physician, at=now)
        ScheduledPublication.objects.create(
            review=review, publish_at=now, planned_by=physician, planned_at=now
        )
        Notice.objects.all().delete()
        return writer

    return fill


def done(verb):
    return list(AuditEntry.objects.filter(verb=verb).values_list("outcome", flat=True))


def test_several_schedules_at_once_do_each_thing_once(overdue):
    writer = overdue(3)
    before = done(Verb.PUBLISH)
    running = [start(environment(), "manage.py", "run_schedule") for _ in range(3)]
    assert [process.wait(timeout=180) for process in running] == [0, 0, 0]
    assert done(Verb.WITHDRAW_OVERDUE) == [Outcome.DONE] * 3
    assert done(Verb.PUBLISH) == [*before, Outcome.DONE]
    assert Withdrawal.objects.count() == 3
    assert Live.objects.count() == 1
    told = Notice.objects.filter(person=writer)
    assert told.filter(kind=NoticeKind.WITHDRAWN).count() == 3
    # One schedule may announce a page that another one takes down a moment later, but none does it twice.
    coming = told.exclude(kind__in=[NoticeKind.WITHDRAWN, NoticeKind.PUBLISHED])
    keys = list(coming.values_list("document", "kind"))
    assert len(keys) == len(set(keys))


def test_a_schedule_that_is_killed_in_the_middle_is_finished_by_the_next(overdue):
    overdue(15)
    killed = start(environment(), "manage.py", "run_schedule")
    wait_until(lambda: Withdrawal.objects.exists() or killed.poll() is not None)
    killed.kill()
    killed.wait()
    assert start(environment(), "manage.py", "run_schedule").wait(timeout=180) == 0
    assert done(Verb.WITHDRAW_OVERDUE) == [Outcome.DONE] * 15
    assert Withdrawal.objects.count() == 15
    assert Live.objects.count() == 1
    per_page = Announcement.objects.values_list("publication", "step", "day")
    assert len(per_page) == len(set(per_page))


def wait_until(holds):
    end = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.02)


@pytest.mark.pure
def test_one_thing_that_fails_holds_up_no_other_and_is_told_in_the_end():
    seen = []

    def act(number):
        seen.append(number)
        return 10 // number

    with pytest.raises(ExceptionGroup, match="1 failed, 15 were done") as caught:
        each([1, 0, 2], act)
    assert seen == [1, 0, 2]
    assert isinstance(caught.value.exceptions[0], ZeroDivisionError)
