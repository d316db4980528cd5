"""The review calendar: its rules, who is told, and pages that come down because nobody reviewed them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from governance.models import (
    Announcement,
    AuditEntry,
    Live,
    Notice,
    NoticeKind,
    Outcome,
    ReviewCalendar,
    Withdrawal,
)
from governance.policy.calendar import Interval
from governance.policy.verbs import Role, Verb
from governance.services import calendars
from governance.services.acting import Denied, MovedOn
from governance.services.actors import Actor
from governance.services.calendar import announce_reviews
from governance.services.calendars import Rules, write_calendar
from governance.services.clockwork import run_schedule
from governance.services.expiry import withdraw_overdue
from tests import factories as make

pytestmark = pytest.mark.django_db


def write(rules, *, by=None, seen=None, at=make.NOW, reason="So that pages stay current."):
    before = ReviewCalendar.objects.in_force()
    seen = (before.pk if before else 0) if seen is None else seen
    by = by or make.make_person(Role.COMPLIANCE)
    return write_calendar(actor=Actor.of(by), rules=rules, reason=reason, seen=seen, at=at)


def live_page(**values):
    """A live page and its owner; no notices so far."""
    writer = make.make_writer()
    page = make.make_page(by=writer, **values)
    publication = make.publish(page, writer=writer)
    Notice.objects.all().delete()
    return publication, writer


def day(publication, days):
    """A moment so many days after the day of review."""
    return make.NOW + (publication.next_review - make.NOW.date()) + timedelta(days=days)


def told(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def test_the_interval_of_a_kind_and_condition_holds_from_the_next_publication_on():
    make.make_statement()
    before, _ = live_page()
    write(Rules((Interval("condition-page", "migraine", 3), Interval("", "", 6))))
    after, _ = live_page()
    faq = make.publish(make.make_faq())
    assert str(before.next_review) == "2027-06-02"  # the statement's twelve months
    assert str(after.next_review) == "2026-09-02"
    assert str(faq.next_review) == "2026-12-02"
    before.refresh_from_db()
    assert str(before.next_review) == "2027-06-02"


def test_a_rule_never_makes_a_review_hold_longer_than_the_statement_says():
    make.make_statement()
    write(Rules((Interval("", "", 60),)))
    assert str(live_page()[0].next_review) == "2027-06-02"


def test_rules_leave_one_entry_that_says_them():
    officer = make.make_person(Role.COMPLIANCE)
    calendar = write(Rules((Interval("faq", "migraine", 4),), 10, 60, 5), by=officer)
    entry = AuditEntry.objects.get(verb=Verb.WRITE_CALENDAR)
    assert (entry.actor, entry.outcome, entry.object_id) == (officer, Outcome.DONE, str(calendar.pk))
    assert "FAQs on migraine: 4 months" in entry.detail
    assert "taken down: 60 days after the review was due" in entry.detail
    assert calendars.rules_of(calendar) == Rules((Interval("faq", "migraine", 4),), 10, 60, 5)


@pytest.mark.parametrize("role", [Role.WRITER, Role.PHYSICIAN, Role.OPERATOR])
def test_neither_writers_nor_physicians_nor_operators_write_the_rules(role):
    with pytest.raises(Denied):
        write(Rules(), by=make.make_person(role))
    assert not ReviewCalendar.objects.exists()


@pytest.mark.parametrize(
    "rules",
    [
        Rules(grace=0),
        Rules(grace=731),
        Rules(escalate_after=0),
        Rules(reviews_a_week=0),
        Rules((Interval("faq", "", 0),)),
        Rules((Interval("faq", "", 61),)),
        Rules((Interval("novel", "", 6),)),
        Rules((Interval("", "the moon", 6),)),
        Rules((Interval("faq", "", 6), Interval("faq", "", 7))),
        Rules(tuple(Interval("faq", "", 6) for _ in range(101))),
    ],
)
def test_rules_that_cannot_hold_are_refused_with_a_sentence_and_recorded(rules):
    with pytest.raises(ValidationError):
        write(rules)
    assert not ReviewCalendar.objects.exists()
    assert AuditEntry.objects.get(verb=Verb.WRITE_CALENDAR).outcome == Outcome.REFUSED


def test_rules_need_a_reason_and_the_edition_that_was_read():
    first = write(Rules(grace=60))
    with pytest.raises(ValidationError):
        write(Rules(grace=70), reason="  ")
    with pytest.raises(ValidationError):
        write(Rules(grace=60))
    with pytest.raises(MovedOn):
        write(Rules(grace=70), seen=0)
    assert ReviewCalendar.objects.in_force() == first


def test_an_overdue_page_is_told_to_compliance_and_later_to_the_medical_director():
    make.make_statement()
    owner = make.make_person(Role.STATEMENT_OWNER)
    publication, writer = live_page()
    write(Rules(escalate_after=10), by=make.make_person(Role.COMPLIANCE))
    for days in (1, 9, 10, 11, 200):
        announce_reviews(at=day(publication, days))
    assert told(writer) == [NoticeKind.OVERDUE, NoticeKind.ESCALATED]
    assert told(owner) == [NoticeKind.ESCALATED]


def test_a_page_whose_owner_left_is_announced_to_compliance():
    make.make_statement()
    officer = make.make_person(Role.COMPLIANCE)
    publication, writer = live_page()
    type(writer).objects.filter(pk=writer.pk).update(is_active=False)
    announce_reviews(at=day(publication, -30))
    assert told(officer) == [NoticeKind.DUE_SOON]


def test_a_schedule_that_comes_after_a_pause_tells_only_the_last_step():
    make.make_statement()
    publication, writer = live_page()
    for days in (300, 300, 1, -7, -30):  # the clock goes back too
        announce_reviews(at=day(publication, days))
    assert told(writer) == [NoticeKind.ESCALATED]
    assert Announcement.objects.filter(publication=publication).count() == 4


def test_without_a_grace_an_overdue_page_stays():
    make.make_statement()
    publication, _ = live_page()
    assert withdraw_overdue(at=day(publication, 4000)) == 0
    write(Rules())
    assert withdraw_overdue(at=day(publication, 4000)) == 0
    assert Live.objects.exists()


def test_after_the_grace_the_page_comes_down_with_one_entry_and_a_notice_in_public(client):
    make.make_statement()
    officer = make.make_person(Role.COMPLIANCE)
    publication, writer = live_page()
    write(Rules(grace=20), by=officer)
    assert withdraw_overdue(at=day(publication, 19)) == 0
    assert [withdraw_overdue(at=day(publication, 20)), withdraw_overdue(at=day(publication, 20))] == [1, 0]
    (entry,) = AuditEntry.objects.filter(verb=Verb.WITHDRAW_OVERDUE)
    assert (entry.actor, entry.role, entry.before) == (officer, Role.COMPLIANCE, publication.digest)
    assert "20 days of grace" in Withdrawal.objects.get().reason
    assert NoticeKind.WITHDRAWN in told(writer)
    response = client.get(f"/{publication.path}/")
    assert response.status_code == 410
    assert "was not reviewed in time" in response.content.decode()


def test_the_people_are_told_a_week_before_a_page_comes_down_and_anew_of_another_day():
    make.make_statement()
    publication, writer = live_page()
    write(Rules(grace=40))
    for days in (32, 33, 34):
        announce_reviews(at=day(publication, days))
    assert told(writer) == [NoticeKind.ESCALATED, NoticeKind.COMES_DOWN]
    write(Rules(grace=60))
    for days in (35, 53):
        announce_reviews(at=day(publication, days))
    assert told(writer)[1:] == [NoticeKind.COMES_DOWN] * 2


def test_a_rule_that_is_written_late_takes_no_page_down_at_once():
    make.make_statement()
    publication, _ = live_page()
    late = day(publication, 300)
    write(Rules(grace=30), at=late)
    assert withdraw_overdue(at=late + timedelta(days=29)) == 0
    write(Rules(grace=30, escalate_after=20), at=late + timedelta(days=29))  # another rule: the grace goes on
    assert withdraw_overdue(at=late + timedelta(days=30)) == 1


def test_a_page_that_was_reviewed_in_time_stays():
    make.make_statement()
    publication, writer = live_page()
    write(Rules(grace=20))
    make.publish(publication.document.concrete, writer=writer, at=day(publication, 10))
    assert withdraw_overdue(at=day(publication, 20)) == 0


def test_a_schedule_after_a_pause_of_weeks_does_each_thing_once():
    make.make_statement()
    publication, _ = live_page()
    write(Rules(grace=20))
    at = day(publication, 70)
    first, second = run_schedule(at=at), run_schedule(at=at)
    assert first["pages taken down that were overdue"] == 1
    assert not any(second.values())
    done = run_schedule(at=day(publication, -40))  # a clock that went back: an alarm, and no act
    assert sum(done.values()) == done["alarms raised"] == 1
