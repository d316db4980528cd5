"""Exceptions as the screens show them: what was asked, by whom, until when, and whether it holds."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.forms import Form

from content.models import Version
from governance.admin.account_forms import ExceptionForm
from governance.admin.show import day
from governance.claims.engine import ENGINE_VERSION
from governance.models import ExceptionRequest, JudgedClaim


@dataclass(frozen=True, slots=True)
class ShownException:
    """One exception. state: asked, holds, declined, ended or used up; says: that in a sentence."""

    request: ExceptionRequest
    state: str
    says: str


@dataclass(frozen=True, slots=True)
class CardExceptions:
    """What a sentence's card shows of exceptions. form: for who may ask, None for everybody else."""

    asked: tuple[ShownException, ...]
    form: Form | None
    claims: tuple[int, ...]


def waiting(*, on: date) -> QuerySet[ExceptionRequest]:
    """What compliance may still grant: asked, not ended, and for the words of a newest version."""
    newest = ExceptionRequest.objects.filter(
        grant=None,
        decline=None,
        expires_on__gte=on,
        claim__extraction__engine=ENGINE_VERSION,
        claim__extraction__version__number=F("claim__extraction__version__document__version_number"),
    )
    judged = JudgedClaim.objects.filter(claim=OuterRef("claim"), statement=OuterRef("statement"))
    return (
        newest.annotate(position=Subquery(judged.values("position")[:1]))
        .select_related("claim__extraction__version__document", "statement")
        .order_by("asked_at", "pk")
    )


def asked_rows(*, on: date, most: int) -> list[dict[str, Any]]:
    """The rows of compliance's desk: each request with the words of its position, and its review."""
    return [
        {
            "request": request,
            "version": request.claim.extraction.version,
            "says": _says(request),
            "review": max(
                (review.pk for review in request.claim.extraction.version.reviews.all()), default=0
            ),
        }
        for request in waiting(on=on).prefetch_related("claim__extraction__version__reviews")[:most]
    ]


def with_exceptions(context: dict[str, Any], version: Version, *, on: date, may_ask: bool) -> dict[str, Any]:
    """The cards of a review screen with their exceptions, and those that no longer fit these words."""
    found = _requests_of(version)
    here = [item for item in found if item.claim.extraction_id == context["case"].extraction.pk]
    shown = {item.claim_id: [] for item in here}
    for item in here:
        shown[item.claim_id].append(shown_exception(item, version, on=on))
    return {
        "open_cards": _filled(context["open_cards"], shown, may_ask=may_ask),
        "settled_cards": _filled(context["settled_cards"], shown, may_ask=False),
        "earlier_exceptions": [shown_exception(item, version, on=on) for item in found if item not in here],
    }


def shown_exception(request: ExceptionRequest, version: Version, *, on: date) -> ShownException:
    """How an exception stands for the words of a version on a day."""
    until = day(request.expires_on)
    if request.claim.extraction.version_id != version.pk:
        number = request.claim.extraction.version.number
        return ShownException(request, "used up", f"It was for version {number}. The words are others now.")
    if request.claim.extraction.engine != ENGINE_VERSION:
        return ShownException(request, "used up", "The page was read anew since, so it must be asked again.")
    if decline := getattr(request, "decline", None):
        return ShownException(request, "declined", f"{decline.officer_name} declined it: {decline.reason}")
    if request.expires_on < on:
        return ShownException(request, "ended", f"It ended on {until}.")
    grant = getattr(request, "grant", None)
    if grant is None:
        return ShownException(
            request, "asked", f"Compliance has not granted it yet. It would hold until {until}."
        )
    return ShownException(request, "holds", f"Granted by {grant.officer_name}. It holds until {until}.")


def _filled(
    cards: Iterable[tuple[Any, Form | None]], shown: dict[int, list[ShownException]], *, may_ask: bool
) -> list[tuple[Any, Form | None]]:
    return [(replace(card, exceptions=_of_card(card, shown, may_ask)), form) for card, form in cards]


def _of_card(card: Any, shown: dict[int, list[ShownException]], may_ask: bool) -> CardExceptions:
    claims = [claim for point in card.points for claim in point.claims]
    asked = tuple(item for claim in claims for item in shown.get(claim, ()))
    standing = {item.request.claim_id for item in asked if item.state in ("asked", "holds")}
    open_to = tuple(claim for claim in in_conflict(card) if claim not in standing)
    form = ExceptionForm(prefix=f"x{card.number}") if may_ask and open_to else None
    return CardExceptions(asked, form, open_to)


def in_conflict(card: Any) -> tuple[int, ...]:
    """The claims of a sentence that contradict the statement by the engine's reading."""
    points = (point for point in card.points if point.standing == "conflict" and not point.is_unclear)
    return tuple(claim for point in points for claim in point.claims)


def _requests_of(version: Version) -> list[ExceptionRequest]:
    found = ExceptionRequest.objects.filter(claim__extraction__version__document=version.document_id)
    return list(found.select_related("claim__extraction__version", "grant", "decline").order_by("-pk")[:50])


def _says(request: ExceptionRequest) -> str:
    positions = {item.id: item.says for item in request.statement.parsed().positions}
    return positions.get(request.position or "", "")
