"""What the public sees: publish a signed version, withdraw a page."""

import calendar
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet

from content.digest import decode
from content.models import Document
from content.sections import Layout
from governance.models import (
    DeliveryEvent,
    Live,
    NoticeKind,
    Publication,
    PublicationLink,
    PublicNote,
    Retraction,
    Review,
    SignOff,
    Withdrawal,
)
from governance.policy.gate import blockers
from governance.policy.states import sources
from governance.policy.verbs import Verb
from governance.services.acting import MovedOn, Refusal, acting
from governance.services.actors import Actor
from governance.services.calendar import review_months
from governance.services.carrying import resting_on
from governance.services.facts import Case, case_of, facts_for_publishing
from governance.services.notices import authors, tell
from governance.services.pages import page_of
from governance.services.public_search import index_publication
from governance.services.reviews import locked, move, required_reason
from governance.services.telling.delivering import tell_machines
from governance.services.withdrawing import take_down, take_down_resting


def publish(*, actor: Actor, review: Review, at: datetime) -> Publication | Refusal:
    """Publishes the signed version of a review; what was live before is replaced.

    Returns the publication, or a Refusal with everything that stands in the way: the list is that of signing.
    Raises Denied without the role, MovedOn where the review is published already.
    """
    with acting(actor, Verb.PUBLISH, at=at) as act:
        review = locked(review, "signoff__physician", "signoff__corrects__version")
        document = review.document
        act.about(review, document=document)
        case = case_of(review.version, at=at)
        found = blockers(facts_for_publishing(case, review))
        if found:
            return act.refused(found)
        move(review, Verb.PUBLISH)
        before = _live_before(document)
        publication = _publish(actor, review, case, at)
        for path in {publication.path, before.path if before else publication.path}:
            take_down_resting(resting_on(path, at=at, is_gone=False), actor, path, at)
        tell(authors(review), NoticeKind.PUBLISHED, document, at=at, review=review, but=actor)
        act.done(before=before.digest if before else "", after=publication.digest, detail=publication.path)
        return publication


def withdraw(
    *,
    actor: Actor,
    document: Document,
    reason: str,
    public_note: PublicNote = PublicNote.NONE,
    at: datetime,
) -> Withdrawal:
    """Takes a live page down, with a reason. Always allowed to physicians and compliance.

    public_note: what readers are told in its place, of the closed list.
    Raises Denied, ValidationError without a reason or for another note, MovedOn where nothing is live.
    """
    with acting(actor, Verb.WITHDRAW, at=at) as act:
        act.about(document, document=document)
        reason = required_reason(reason, "Say why the page is taken down.", most=500)
        live = (
            Live.objects.select_for_update().filter(document=document).select_related("publication").first()
        )
        if live is None:
            raise MovedOn("This page is not live, so there is nothing to withdraw.")
        withdrawal = take_down(live, actor, reason, at, public_note=known_note(public_note))
        act.done(before=live.publication.digest, reason=reason, detail=live.path)
        return withdrawal


def retract(*, actor: Actor, signoff: SignOff, reason: str, at: datetime) -> Retraction:
    """A physician takes back their own signature; the page that rests on it is withdrawn in the same step.

    Raises Denied, PermissionDenied for somebody else's signature, ValidationError without a reason, MovedOn
    where it is retracted already.
    """
    with acting(actor, Verb.RETRACT, at=at) as act:
        document = Document.objects.select_for_update().get(pk=signoff.version.document_id)
        act.about(signoff, document=document)
        if signoff.physician != actor.person:
            raise PermissionDenied("Only the physician who signed retracts the signature.")
        reason = required_reason(reason, "Say why you take your signature back.", most=500)
        if Retraction.objects.filter(signoff=signoff).exists():
            raise MovedOn("This signature is retracted already.")
        retraction = Retraction.objects.create(
            signoff=signoff, retracted_by=actor.person, retracted_at=at, reason=reason
        )
        review = Review.objects.select_for_update().get(pk=signoff.review_id)
        if review.state in sources(Verb.RETRACT):
            move(review, Verb.RETRACT)  # it is closed, so the same words can be sent and signed again
        live = _resting_on(signoff).select_related("publication__signoff__review", "document").first()
        if live:
            take_down(live, actor, f"The physician retracted the signature: {reason}"[:500], at)
        act.done(before=signoff.digest, reason=reason, detail=f"{live.path} withdrawn" if live else "")
        return retraction


def _resting_on(signoff: SignOff) -> QuerySet[Live]:
    """What is live under this signature, or under a correction of the words that it signed in full."""
    rests = Q(publication__signoff=signoff) | Q(publication__signoff__corrects=signoff)
    return Live.objects.filter(rests)


def known_note(note: str) -> PublicNote:
    """The note of the closed list. Raises ValidationError for any other."""
    if note not in PublicNote.values:
        raise ValidationError({"public_note": "Choose what readers are told from the list."})
    return PublicNote(note)


def next_review(last_reviewed: date, months: int) -> date:
    """The day so many months later; the last day of the month where that month is shorter."""
    year, month = divmod(last_reviewed.year * 12 + last_reviewed.month - 1 + months, 12)
    days = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(last_reviewed.day, days))


def _publish(actor: Actor, review: Review, case: Case, at: datetime) -> Publication:
    signoff, version = review.signoff, case.version
    last_reviewed = signoff.in_full.signed_on
    publication = Publication.objects.create(
        document=review.document,
        version=version,
        signoff=signoff,
        statement=case.statement,
        digest=version.digest,
        text=version.text,
        last_reviewed=last_reviewed,
        next_review=next_review(last_reviewed, _interval(case)),
        published_at=at,
        published_by=actor.person,
        **page_of(decode(version.text)),
    )
    PublicationLink.objects.bulk_create(_links(publication))
    index_publication(publication)
    _show(publication)
    tell_machines(publication, DeliveryEvent.PUBLISHED, at=at)
    return publication


def _show(publication: Publication) -> None:
    """From now on the public sees this one of its document."""
    shown = {"publication": publication, "path": publication.path}
    if not Live.objects.filter(document=publication.document_id).update(**shown):
        Live.objects.create(document_id=publication.document_id, **shown)


def _links(publication: Publication) -> list[PublicationLink]:
    sections = decode(publication.text).sections
    linked = [
        (row.get("path"), section.layout == Layout.SHOWN_ON)
        for section in sections
        if section.layout in (Layout.LINKS, Layout.SHOWN_ON)
        for row in section.rows
    ]
    return [
        PublicationLink(publication=publication, position=position, path=path, is_shown_there=shown)
        for position, (path, shown) in enumerate(linked)
    ]


def _interval(case: Case) -> int:
    assert case.statement is not None  # the gate has seen to it  # noqa: S101
    text = decode(case.version.text)
    return review_months(case.statement, text.kind, text.condition)


def _live_before(document: Document) -> Publication | None:
    live = Live.objects.filter(document=document).select_related("publication").first()
    return live.publication if live else None
