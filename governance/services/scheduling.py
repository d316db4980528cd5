"""Publishing at a time: planned by a physician, checked again at that minute by the same gate."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from governance.models import NoticeKind, Publication, Review, ScheduledPublication, ScheduleState
from governance.policy.gate import blockers
from governance.policy.states import ReviewState
from governance.policy.verbs import Verb
from governance.services.acting import MovedOn, Refusal, acting
from governance.services.actors import Actor
from governance.services.audit import lock_chain
from governance.services.each import each
from governance.services.facts import case_of, facts_for_publishing
from governance.services.notices import authors, tell
from governance.services.publishing import publish

LONGEST = timedelta(days=366)


def plan_publication(
    *, actor: Actor, review: Review, publish_at: datetime, at: datetime
) -> ScheduledPublication | Refusal:
    """Plans that a signed version goes live at a time.

    Returns the plan, or a Refusal where publishing would be refused now already. Raises Denied, MovedOn where the
    review is not signed or is planned already, ValidationError for a time that is past or over a year away.
    """
    with acting(actor, Verb.PLAN_PUBLICATION, at=at) as act:
        review = Review.objects.select_for_update().get(pk=review.pk)
        act.about(review, document=review.document)
        _refuse_unplannable(review, publish_at, at)
        found = blockers(facts_for_publishing(case_of(review.version, at=at), review))
        if found:
            return act.refused(found)
        plan = ScheduledPublication.objects.create(
            review=review, publish_at=publish_at, planned_by=actor.person, planned_at=at
        )
        act.done(after=review.version.digest, detail=_minute(publish_at))
        return plan


def cancel_plan(*, actor: Actor, review: Review, at: datetime) -> ScheduledPublication:
    """Takes the plan of a review back; the signature stays. Raises Denied, or MovedOn where nothing is planned."""
    with acting(actor, Verb.CANCEL_PLAN, at=at) as act:
        act.about(review, document=review.document)
        plan = ScheduledPublication.objects.waiting().filter(review=review).first()
        if plan is None or not _end(plan, ScheduleState.CANCELLED, at):
            raise MovedOn("Nothing is planned for this version any more.")
        act.done(before=review.version.digest, detail=_minute(plan.publish_at))
        return plan


def publish_due(*, at: datetime) -> int:
    """Publishes what is due, each in the name of who planned it; a second process finds nothing left to do.

    What the gate refuses is not tried again: its people are told. Returns how many went live.
    """
    due = ScheduledPublication.objects.due(at=at)
    plans = due.select_related("planned_by", "review__document")
    return each(plans, lambda plan: _publish_planned(plan, at))


@transaction.atomic
def _publish_planned(plan: ScheduledPublication, at: datetime) -> bool:
    # Publishing and the end of the plan are one step, under the lock of the trail: neither a second schedule nor
    # one that was killed in between leaves an act that was done twice.
    lock_chain()
    if not ScheduledPublication.objects.waiting().filter(pk=plan.pk).exists():
        return False
    try:
        result = publish(actor=Actor.of(plan.planned_by), review=plan.review, at=at)
    except (MovedOn, PermissionDenied) as error:
        return _not_published(plan, str(error), at)
    if isinstance(result, Publication):
        return _end(plan, ScheduleState.PUBLISHED, at)
    return _not_published(plan, "\n".join(item.sentence for item in result.blockers), at)


def _not_published(plan: ScheduledPublication, why: str, at: datetime) -> bool:
    # Somebody published it by hand, or another process did: no failure to tell of.
    plan.review.refresh_from_db()
    if plan.review.state == ReviewState.PUBLISHED:
        _end(plan, ScheduleState.PUBLISHED, at)
    elif _end(plan, ScheduleState.REFUSED, at, why):
        people = [plan.planned_by, *authors(plan.review)]
        tell(people, NoticeKind.NOT_PUBLISHED, plan.review.document, at=at, review=plan.review)
    return False


def _end(plan: ScheduledPublication, state: ScheduleState, at: datetime, why: str = "") -> bool:
    waiting = ScheduledPublication.objects.waiting().filter(pk=plan.pk)
    return bool(waiting.update(state=state, ended_at=at, outcome=why))


def _refuse_unplannable(review: Review, publish_at: datetime, at: datetime) -> None:
    if review.state != ReviewState.SIGNED:
        raise MovedOn(f"This review is {review.state}, so it cannot be planned.")
    if ScheduledPublication.objects.waiting().filter(review=review).exists():
        raise MovedOn("This version is planned already.")
    if not at < publish_at <= at + LONGEST:
        raise ValidationError({"publish_at": "Choose a time to come, within a year."})


def _minute(moment: datetime) -> str:
    return f"for {timezone.localtime(moment):%Y-%m-%d %H:%M %Z}"
