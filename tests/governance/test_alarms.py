"""Alarms: each is told once, in the trail, in the log and by mail; what was mended and breaks again is told again."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection

from governance.database.triggers import install_triggers
from governance.models import Alarm, AlarmKind, AuditEntry, ScheduleRun
from governance.services.actors import Actor
from governance.services.alarms import raise_alarms
from governance.services.audit import Act, record
from tests import factories as make
from tests.support import remove_triggers

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
START = make.NOW
SYSTEM = Actor(None, frozenset())


@pytest.fixture(autouse=True)
def mailed(settings, tmp_path):
    settings.ALARM_MAIL, settings.MAIL = ["auditor@health.example"], "console:"
    settings.AUDIT_ANCHOR = tmp_path / "anchor.jsonl"


def entry_at(at):
    return record(actor=SYSTEM, act=Act(verb="log in"), at=at)


def told():
    return [entry.detail for entry in AuditEntry.objects.filter(verb="raise an alarm")]


def test_a_sound_site_raises_none_and_leaves_no_entry():
    make.make_statement()
    make.publish(make.make_page())
    entries = AuditEntry.objects.count()
    assert raise_alarms(at=START) == 0
    assert (AuditEntry.objects.count(), mail.outbox) == (entries, [])


def test_a_missing_rule_is_told_once_until_it_is_mended_and_breaks_again():
    remove_triggers(connection)
    first = raise_alarms(at=START)
    assert first > 0 and "append_only_governance_auditentry" in mail.outbox[0].body
    assert mail.outbox[0].to == ["auditor@health.example"]
    assert raise_alarms(at=START + 2 * HOUR) == 0 and len(mail.outbox) == 1
    install_triggers()
    assert raise_alarms(at=START + 4 * HOUR) == 0 and not Alarm.objects.exists()
    remove_triggers(connection)
    assert raise_alarms(at=START + 6 * HOUR) == first and len(mail.outbox) == 2
    install_triggers()


def test_a_broken_trail_is_told_within_a_day():
    entry = entry_at(START)
    entry_at(START)
    remove_triggers(connection)
    AuditEntry.objects.filter(pk=entry.pk).update(actor_name="Somebody else")
    install_triggers()
    assert raise_alarms(at=START) == 1
    assert "Entry 1: its fields were changed" in told()[0]
    assert raise_alarms(at=START + 25 * HOUR) == 0


def test_a_clock_that_went_back_between_two_entries_is_told_once():
    entry_at(START)
    assert raise_alarms(at=START) == 0
    entry_at(START - timedelta(seconds=30))  # two acts that waited for each other
    assert raise_alarms(at=START + HOUR) == 0
    entry_at(START - HOUR)
    assert raise_alarms(at=START + 2 * HOUR) == 1
    assert "is dated 0:59:30 before entry" in told()[0]
    assert raise_alarms(at=START + 4 * HOUR) == 0


def test_a_schedule_that_ran_later_than_now_is_told():
    ScheduleRun.objects.create(ran_at=START + HOUR)
    assert raise_alarms(at=START) == 1
    assert "now it is earlier" in told()[0]


def test_a_signature_on_the_day_on_which_the_licence_ended_is_told():
    make.make_statement()
    make.publish(make.make_page(), by=make.make_physician(name="Last Day", licence_expires=START.date()))
    make.publish(make.make_page())
    assert raise_alarms(at=START) == 1
    assert "by Last Day on 2026-06-02" in told()[0]
    assert Alarm.objects.get().kind == AlarmKind.LICENCE


def test_a_mail_that_did_not_go_out_is_tried_again(monkeypatch):
    def refuse(*args):
        raise OSError("no route")

    ScheduleRun.objects.create(ran_at=START + HOUR)
    with monkeypatch.context() as patch:
        patch.setattr("governance.services.alarms.send_mail", refuse)
        assert raise_alarms(at=START) == 1
    assert mail.outbox == []
    raise_alarms(at=START + 2 * HOUR)
    assert len(mail.outbox) == 1


def test_alarms_are_looked_for_once_an_hour_and_again_where_the_clock_went_back():
    raise_alarms(at=START)
    ScheduleRun.objects.create(ran_at=START + 2 * HOUR)
    assert raise_alarms(at=START + HOUR / 2) == 0
    assert raise_alarms(at=START - HOUR) == 1
