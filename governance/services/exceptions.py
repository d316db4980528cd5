"""Exceptions: a physician asks, a compliance officer grants; neither can do it alone."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from governance.claims.values import Verdict
from governance.models import (
    ApprovedStatement,
    ExceptionDecline,
    ExceptionGrant,
    ExceptionRequest,
    FoundClaim,
    Review,
)
from governance.policy.states import OPEN
from governance.policy.verbs import Verb
from governance.services.acting import MovedOn, acting
from governance.services.actors import Actor
from governance.services.facts import case_of
from governance.services.reviews import required_reason

LONGEST = timedelta(days=366)


def ask_exception(
    *, actor: Actor, review: Review, claim: FoundClaim, reason: str, expires_on: date, at: datetime
) -> ExceptionRequest:
    """A physician asks for an exception for one conflict of a version under review.

    Raises Denied, MovedOn where the review is decided, ValidationError for a claim that is no conflict of this
    version, no reason, or an end that is past or more than a year away.
    """
    with acting(actor, Verb.ASK_EXCEPTION, at=at) as act:
        act.about(claim, document=review.document, label=claim.sentence)
        reason = required_reason(reason, "Say why this sentence may stand.", most=1000)
        _refuse_bad_end(expires_on, at)
        case = case_of(Review.objects.select_for_update().get(pk=review.pk, state__in=OPEN).version, at=at)
        if claim.pk not in {
            item.row.pk for item in case.findings if item.finding.verdict == Verdict.CONFLICT
        }:
            raise ValidationError({"claim": "This sentence is no conflict, so it needs no exception."})
        _refuse_asked_already(claim, case.statement, at)
        request = ExceptionRequest.objects.create(
            claim=claim,
            statement=case.statement,
            digest=case.version.digest,
            reason=reason,
            expires_on=expires_on,
            physician=actor.person,
            physician_name=actor.name,
            asked_at=at,
        )
        act.done(after=request.digest, reason=reason, detail=f"until {expires_on}")
        return request


def grant_exception(*, actor: Actor, request: ExceptionRequest, at: datetime) -> ExceptionGrant:
    """A compliance officer grants what a physician asked.

    Raises Denied, PermissionDenied for the one who asked, MovedOn where it is granted or declined already.
    """
    with acting(actor, Verb.GRANT_EXCEPTION, at=at) as act:
        document = request.claim.extraction.version.document
        act.about(request, document=document)
        if actor.person == request.physician:
            raise PermissionDenied("Who asks for an exception does not grant it.")
        _refuse_bad_end(request.expires_on, at)
        _refuse_decided(request)
        grant = ExceptionGrant.objects.create(
            request=request, officer=actor.person, officer_name=actor.name, granted_at=at
        )
        act.done(after=request.digest, reason=request.reason, detail=f"asked by {request.physician_name}")
        return grant


def decline_exception(
    *, actor: Actor, request: ExceptionRequest, reason: str, at: datetime
) -> ExceptionDecline:
    """A compliance officer declines what a physician asked.

    Raises Denied, ValidationError without a reason, MovedOn where it is granted or declined already.
    """
    with acting(actor, Verb.DECLINE_EXCEPTION, at=at) as act:
        act.about(request, document=request.claim.extraction.version.document)
        reason = required_reason(reason, "Say why it is declined.", most=500)
        _refuse_decided(request)
        decline = ExceptionDecline.objects.create(
            request=request, officer=actor.person, officer_name=actor.name, declined_at=at, reason=reason
        )
        act.done(before=request.digest, reason=reason, detail=f"asked by {request.physician_name}")
        return decline


def _refuse_decided(request: ExceptionRequest) -> None:
    for model, word in ((ExceptionGrant, "granted"), (ExceptionDecline, "declined")):
        if model.objects.filter(request=request).exists():
            raise MovedOn(f"This exception is {word} already.")


def _refuse_asked_already(claim: FoundClaim, statement: ApprovedStatement | None, at: datetime) -> None:
    today = timezone.localtime(at).date()
    standing = claim.exception_requests.filter(statement=statement, expires_on__gte=today, decline=None)
    if standing.exists():
        raise MovedOn("An exception for this sentence is asked for already.")


def _refuse_bad_end(expires_on: date, at: datetime) -> None:
    today = timezone.localtime(at).date()
    if not today <= expires_on <= today + LONGEST:
        raise ValidationError({"expires_on": "An exception ends between today and a year from now."})
