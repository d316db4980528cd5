"""Who reads a review: taken, given to somebody, or put back. It closes no door: whoever may sign still may."""

from datetime import datetime

from django.core.exceptions import ValidationError

from governance.models import NoticeKind, Person, Review
from governance.policy.states import ReviewState
from governance.policy.verbs import Role, Verb
from governance.services.acting import MovedOn, acting
from governance.services.actors import Actor
from governance.services.facts import has_edited
from governance.services.notices import tell


def take(*, actor: Actor, review: Review, seen: int, at: datetime) -> Review:
    """A physician marks a review as theirs.

    seen: the key of who had it when they looked, 0 for nobody. Raises Denied, or MovedOn where it is decided or
    somebody else took it since; ValidationError for somebody who edited the page.
    """
    with acting(actor, Verb.TAKE, at=at) as act:
        act.about(review, document=review.document)
        _refuse_reader(review, actor.person)
        before = _give(review, actor.person, seen, at)
        act.done(detail=f"from {before}" if before else "")
        return review


def assign(*, actor: Actor, review: Review, to: Person, seen: int, at: datetime) -> Review:
    """Gives a review to a physician, who is told. seen and what is raised: as `take`."""
    with acting(actor, Verb.ASSIGN, at=at) as act:
        act.about(review, document=review.document)
        _refuse_reader(review, to)
        _give(review, to, seen, at)
        tell([to], NoticeKind.ASSIGNED, review.document, at=at, review=review, but=actor)
        act.done(detail=f"to {to}")
        return review


def release(*, actor: Actor, review: Review, at: datetime) -> Review:
    """Puts a review that is one's own back, so that it waits for anybody. Raises Denied or MovedOn."""
    with acting(actor, Verb.RELEASE, at=at) as act:
        act.about(review, document=review.document)
        _give(review, None, actor.person.pk if actor.person else 0, None)
        act.done()
        return review


def _give(review: Review, to: Person | None, seen: int, at: datetime | None) -> Person | None:
    """Compare-and-set from who had it when it was seen; returns them."""
    before = Review.objects.select_related("assigned_to").get(pk=review.pk)
    found = Review.objects.filter(pk=review.pk, state=ReviewState.SUBMITTED, assigned_to=seen or None)
    if not found.update(assigned_to=to, assigned_at=at):
        raise MovedOn(_moved_on(before))
    review.refresh_from_db()
    return before.assigned_to


def _moved_on(review: Review) -> str:
    if review.state != ReviewState.SUBMITTED:
        return f"This review is {review.state}, so it waits for nobody."
    if review.assigned_to is None:
        return "This review was put back since you looked."
    return f"{review.assigned_to} took this review since you looked."


def _refuse_reader(review: Review, person: Person | None) -> None:
    if person is None or not person.is_active or Role.PHYSICIAN not in person.roles:
        raise ValidationError({"to": "Choose a physician with an open account."})
    if has_edited(review.version, person):
        raise ValidationError({"to": f"{person} edited this page, so another physician signs it."})
