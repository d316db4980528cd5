"""The way through the physicians: submit, take back, send back, settle."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from content.models import Document, Version
from governance.claims.values import Verdict
from governance.models import (
    Extraction,
    FoundClaim,
    NoticeKind,
    Person,
    Priority,
    Review,
    Settlement,
    Settling,
)
from governance.policy.states import OPEN, ReviewState, sources, target
from governance.policy.verbs import Verb
from governance.services.acting import MovedOn, acting
from governance.services.actors import Actor
from governance.services.changes import base_of, change_of
from governance.services.drafts import read_and_judge
from governance.services.facts import Case, case_of
from governance.services.notices import authors, reviewers, tell

COMES_AGAIN = frozenset({ReviewState.SENT_BACK, ReviewState.TAKEN_BACK, ReviewState.SUPERSEDED})
DAYS_TO_REVIEW = {Priority.NORMAL: 7, Priority.URGENT: 2}


def submit(
    *,
    actor: Actor,
    version: Version,
    note: str = "",
    urgent_because: str = "",
    to: Person | None = None,
    at: datetime,
) -> Review:
    """Sends a version to the physicians, and keeps what it changes against what was signed before.

    urgent_because: why it cannot wait; without it the review is a normal one. to: the physician who is asked, and told
    alone; without one every physician who may sign it is told, and a page that comes again goes to who had it.
    Raises Denied, MovedOn where the version is not the newest or is under review already, ValidationError where that
    physician may not sign it.
    """
    with acting(actor, Verb.SUBMIT, at=at) as act:
        document = Document.objects.select_for_update().get(pk=version.document_id)
        version.document = document
        act.about(version, document=document)
        _refuse_moved_on(document, version)
        reading = read_and_judge(version, at=at)
        review = Review.objects.create(
            document=document,
            version=version,
            state=ReviewState.SUBMITTED,
            submitted_by=actor.person,
            submitted_at=at,
            note=note[:500],
            **_urgency(urgent_because, at),
            **_change(reading, at),
            **_reader(version, to, at),
        )
        people, kind = ([to], NoticeKind.ASSIGNED) if to else (reviewers(version), NoticeKind.SUBMITTED)
        tell(people, kind, document, at=at, review=review, but=actor)
        act.done(after=version.digest, reason=note, detail=_detail(review))
        return review


def take_back(*, actor: Actor, review: Review, at: datetime) -> Review:
    """The writer takes a version back before a physician decided. Raises Denied or MovedOn."""
    with acting(actor, Verb.TAKE_BACK, at=at) as act:
        act.about(review, document=review.document)
        move(review, Verb.TAKE_BACK, decided_by=actor.person, decided_at=at)
        act.done(before=review.version.digest)
        return review


def send_back(*, actor: Actor, review: Review, reason: str, at: datetime) -> Review:
    """The physician asks for changes, with a reason. Raises Denied, MovedOn, or ValidationError without one."""
    with acting(actor, Verb.SEND_BACK, at=at) as act:
        act.about(review, document=review.document)
        reason = required_reason(reason, "Say what should change, so that the writer can go on.", most=2000)
        move(review, Verb.SEND_BACK, decided_by=actor.person, decided_at=at, reason=reason)
        tell(authors(review), NoticeKind.SENT_BACK, review.document, at=at, review=review, but=actor)
        act.done(before=review.version.digest, reason=reason)
        return review


def settle(
    *,
    actor: Actor,
    review: Review,
    claim: FoundClaim,
    settled_as: Settling,
    reason: str,
    seen: int | None = None,
    at: datetime,
) -> Settlement:
    """A physician settles an unclear sentence in their own name.

    seen: the key of the latest settlement that they had before them, 0 for none; None where nothing was shown.
    Raises Denied, MovedOn where the review is decided or somebody settled the claim since, ValidationError without
    a reason or for a claim that is not an unclear one of this review.
    """
    with acting(actor, Verb.SETTLE, at=at) as act:
        act.about(claim, document=review.document, label=claim.sentence)
        reason = required_reason(reason, "Say in a few words why.", most=500)
        refuse_unsettleable(review, claim, at)
        refuse_unseen(claim, seen)
        settlement = Settlement.objects.create(
            claim=claim,
            settled_as=Settling(settled_as),
            reason=reason,
            physician=actor.person,
            physician_name=actor.name,
            settled_at=at,
        )
        act.done(after=review.version.digest, reason=reason, detail=settlement.settled_as)
        return settlement


def locked(review: Review, *more: str) -> Review:
    """The review as it stands now, locked with its page, and in the same query all that an act on it reads of it.

    more: further relations that are read with it.
    """
    known = ("version", "document__owner", "submitted_by", *more)
    found = Review.objects.select_for_update(of=("self", "document")).select_related(*known).get(pk=review.pk)
    found.version.document = found.document
    return found


def move(review: Review, verb: Verb, **values: Any) -> None:
    """Moves a review by the table, by compare-and-set. Raises MovedOn where somebody was quicker."""
    moved = Review.objects.filter(pk=review.pk, state__in=sources(verb)).update(state=target(verb), **values)
    if not moved:
        now = Review.objects.get(pk=review.pk)
        raise MovedOn(f"This review is {now.state}, so you cannot {verb} now.")
    for name, value in {"state": target(verb), **values}.items():
        setattr(review, name, value)


def refuse_decided(review: Review, verb: Verb) -> None:
    """Raises MovedOn where somebody decided the review; a text that moved on is the gate's to tell."""
    if review.state not in sources(verb) | {ReviewState.SUPERSEDED}:
        raise MovedOn(f"This review is {review.state}, so you cannot {verb} now.")


def required_reason(reason: str, message: str, *, most: int) -> str:
    """The reason without blanks around it. Raises ValidationError where it is missing or too long."""
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": message})
    if len(reason) > most:
        raise ValidationError({"reason": f"The reason has {len(reason)} characters; {most} are the most."})
    return reason


def _urgency(because: str, at: datetime) -> dict[str, Any]:
    because = because.strip()[:300]
    priority = Priority.URGENT if because else Priority.NORMAL
    due_on = timezone.localtime(at).date() + timedelta(days=DAYS_TO_REVIEW[priority])
    return {"priority": priority, "urgent_because": because, "due_on": due_on}


def _change(reading: Extraction, at: datetime) -> dict[str, Any]:
    base = base_of(reading.version)
    found = change_of(reading, base, at=at)
    return {
        "base": base,
        "changes": " ".join(found.kinds),
        "touched": found.touched,
        "sentences": found.total,
    }


def _reader(version: Version, to: Person | None, at: datetime) -> dict[str, Any]:
    if to is None:
        return _last_reader(version.document_id, at)
    if not reviewers(version).filter(pk=to.pk).exists():
        raise ValidationError({"to": "Choose a physician who did not edit this page and may sign it."})
    return {"assigned_to": to, "assigned_at": at}


def _last_reader(document: int, at: datetime) -> dict[str, Any]:
    """A page that comes again goes to who had it, if they still can read it."""
    last = Review.objects.filter(document=document).select_related("assigned_to").order_by("-pk").first()
    reader = last.assigned_to if last else None
    if reader is None or not reader.is_active or last.state not in COMES_AGAIN:
        return {}
    return {"assigned_to": reader, "assigned_at": at}


def _detail(review: Review) -> str:
    told = [f"urgent: {review.urgent_because}"] if review.urgent_because else []
    asked = [f"to {review.assigned_to}"] if review.assigned_to else []
    return "; ".join([*told, f"changes: {review.changes or 'nothing'}", *asked])


def _refuse_moved_on(document: Document, version: Version) -> None:
    if document.version_number != version.number:
        raise MovedOn(f"Version {document.version_number} is newer than the one you would send.")
    if Review.objects.filter(document=document, state__in=OPEN).exists():
        raise MovedOn("This version is with the physicians already.")


def refuse_unseen(claim: FoundClaim, seen: int | None) -> None:
    """Raises MovedOn where there is a word on the claim that was not seen."""
    # Under the lock of the act, so that two words sent at once cannot both count.
    if seen is not None and Settlement.objects.filter(claim=claim, pk__gt=seen).exists():
        raise MovedOn("Somebody settled this sentence since you opened it.")


def refuse_unsettleable(review: Review, claim: FoundClaim, at: datetime) -> Case:
    """The case of the review. Raises MovedOn where it is decided, ValidationError for a claim that is not unclear."""
    current = Review.objects.select_for_update().get(pk=review.pk)
    if current.state != ReviewState.SUBMITTED:
        raise MovedOn(f"This review is {current.state}, so nothing is left to settle.")
    case = case_of(review.version, at=at)
    unclear = {item.row.pk for item in case.findings if item.finding.verdict == Verdict.UNCLEAR}
    if claim.pk not in unclear:
        raise ValidationError({"claim": "This sentence is not unclear, so there is nothing to settle."})
    return case
