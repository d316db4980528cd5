"""Pages that go live at a time: checked again at that minute, never twice, and nobody is left to wonder."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from governance.models import (
    AuditEntry,
    Live,
    Notice,
    NoticeKind,
    Outcome,
    ScheduledPublication,
    ScheduleRun,
    ScheduleState,
)
from governance.policy.verbs import Role, Verb
from governance.services import people, publishing, scheduling
from governance.services.acting import Denied, MovedOn, Refusal
from governance.services.actors import Actor
from governance.services.clockwork import run_schedule
from tests import factories as make
from tests.abuse.workflow import stricter

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(hours=20)


@pytest.fixture
def signed():
    """A signed review and the physician who signed it."""
    make.make_statement()
    physician = make.make_physician()
    page = make.make_page()
    review = make.submit(page, by=page.owner)
    make.sign(review, by=physician)
    return review, physician


def plan(review, physician, publish_at=LATER, at=make.NOW):
    return scheduling.plan_publication(actor=Actor.of(physician), review=review, publish_at=publish_at, at=at)


def state(review):
    return ScheduledPublication.objects.filter(review=review).latest("pk").state


def test_a_planned_page_goes_live_at_its_time_and_not_before(signed):
    plan(*signed)
    assert scheduling.publish_due(at=LATER - timedelta(minutes=1)) == 0
    assert scheduling.publish_due(at=LATER) == 1
    live = Live.objects.get(document=signed[0].document)
    assert (live.publication.published_at, live.publication.published_by) == (LATER, signed[1])
    assert state(signed[0]) == ScheduleState.PUBLISHED


def test_54_a_schedule_that_fires_twice_or_late_publishes_once(signed):
    plan(*signed)
    late = LATER + timedelta(days=3)
    assert [scheduling.publish_due(at=late), scheduling.publish_due(at=late)] == [1, 0]
    assert AuditEntry.objects.filter(verb=Verb.PUBLISH).count() == 1


def test_54_a_schedule_that_fires_after_a_change_publishes_nothing_and_tells_its_people(signed):
    review, physician = signed
    plan(review, physician)
    page = review.document.concrete
    page.lead = "Other words."
    make.save(page, by=page.owner, reason="A change")
    assert scheduling.publish_due(at=LATER) == 0
    assert not Live.objects.exists()
    assert state(review) == ScheduleState.REFUSED
    told = set(Notice.objects.filter(kind=NoticeKind.NOT_PUBLISHED).values_list("person", flat=True))
    assert told == {physician.pk, page.owner.pk}
    assert AuditEntry.objects.filter(verb=Verb.PUBLISH).latest("pk").outcome == Outcome.REFUSED


def test_54_a_page_in_conflict_with_a_statement_approved_meanwhile_stays_down():
    make.make_statement()
    physician = make.make_physician()
    fits = f"{make.KETAMINE_FITS} It is a last resort for refractory chronic migraine in specialist care."
    page = make.make_page(where_ketamine_fits=fits)
    review = make.submit(page, by=page.owner)
    make.sign(review, by=physician)
    plan(review, physician)
    make.make_statement(source=stricter(), at=make.NOW + timedelta(hours=1))
    assert scheduling.publish_due(at=LATER) == 0
    assert not Live.objects.exists()
    assert "contradicts" in ScheduledPublication.objects.get().outcome


def test_a_planner_who_lost_the_role_publishes_nothing(signed):
    review, physician = signed
    plan(review, physician)
    operator = Actor(None, frozenset({Role.OPERATOR}))
    people.end_role(actor=operator, person=physician, role=Role.PHYSICIAN, at=make.NOW)
    scheduling.publish_due(at=LATER)
    assert state(review) == ScheduleState.REFUSED
    assert AuditEntry.objects.filter(verb=Verb.PUBLISH).latest("pk").outcome == Outcome.DENIED


def test_what_was_published_by_hand_before_its_time_is_no_failure(signed):
    review, physician = signed
    plan(review, physician)
    publishing.publish(actor=Actor.of(physician), review=review, at=make.NOW)
    scheduling.publish_due(at=LATER)
    assert state(review) == ScheduleState.PUBLISHED
    assert not Notice.objects.filter(kind=NoticeKind.NOT_PUBLISHED).exists()


def test_a_plan_taken_back_never_fires_and_can_be_made_anew(signed):
    review, physician = signed
    plan(review, physician)
    scheduling.cancel_plan(actor=Actor.of(physician), review=review, at=make.NOW)
    assert scheduling.publish_due(at=LATER) == 0
    with pytest.raises(MovedOn):
        scheduling.cancel_plan(actor=Actor.of(physician), review=review, at=make.NOW)
    plan(review, physician)
    assert scheduling.publish_due(at=LATER) == 1


def test_a_version_is_planned_once(signed):
    plan(*signed)
    with pytest.raises(MovedOn):
        plan(*signed)
    assert ScheduledPublication.objects.count() == 1


@pytest.mark.parametrize("moment", [make.NOW, make.NOW - timedelta(days=1), make.NOW + timedelta(days=367)])
def test_a_time_that_is_past_or_far_away_is_refused_and_recorded(signed, moment):
    with pytest.raises(ValidationError):
        plan(*signed, publish_at=moment)
    assert AuditEntry.objects.filter(verb=Verb.PLAN_PUBLICATION).latest("pk").outcome == Outcome.REFUSED


def test_a_writer_plans_nothing(signed):
    with pytest.raises(Denied):
        plan(signed[0], make.make_writer())


def test_only_a_signed_version_is_planned():
    make.make_statement()
    page = make.make_page()
    with pytest.raises(MovedOn):
        plan(make.submit(page, by=page.owner), make.make_physician())


def test_planning_is_refused_for_what_publishing_would_refuse(signed):
    review, physician = signed
    page = review.document.concrete
    page.lead = "Other words."
    # Straight past the service, as a race would: the review still stands as signed.
    page.version_number += 1
    page.save()
    assert isinstance(plan(review, physician), Refusal)
    assert not ScheduledPublication.objects.exists()


def test_the_schedule_runs_all_parts_and_says_when_it_last_ran(signed):
    plan(*signed)
    assert ScheduleRun.is_late(at=LATER)
    done = run_schedule(at=LATER)
    assert done["pages published"] == 1
    assert not ScheduleRun.is_late(at=LATER + timedelta(minutes=4))
    assert ScheduleRun.is_late(at=LATER + timedelta(minutes=6))
    assert run_schedule(at=LATER)["pages published"] == 0
    assert ScheduleRun.objects.count() == 1


def test_the_command_runs_once_and_says_what_it_did(signed, capsys):
    plan(*signed)
    ScheduledPublication.objects.update(publish_at=make.NOW)
    call_command("run_schedule")
    assert "1 pages published" in capsys.readouterr().out
    call_command("run_schedule")
    assert "published" not in capsys.readouterr().out
