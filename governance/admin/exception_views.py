"""Asking for an exception, granting or declining it: a physician and a compliance officer, never one alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, reverse
from django.utils import timezone

from governance.admin.access import Screen, actor_of, request_may
from governance.admin.account_forms import ExceptionForm
from governance.admin.cards import Card
from governance.admin.review_screen import review_context
from governance.admin.routes import Route, routes
from governance.admin.show import add_errors, day, moved_on
from governance.models import ExceptionRequest, FoundClaim, Review
from governance.policy.verbs import Verb
from governance.services import exceptions
from governance.services.acting import MovedOn


def urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of the two acts."""
    listed = [
        Route("reviews/<int:pk>/except/<int:number>/", ask, "review_except"),
        Route("exceptions/<int:pk>/grant/", grant, "exception_grant"),
        Route("exceptions/<int:pk>/decline/", decline, "exception_decline"),
    ]
    return routes(site, Screen.REVIEWS, listed)


def ask(site: AdminSite, request: HttpRequest, *, pk: int, number: int) -> HttpResponse:
    """A physician asks for every conflict of one sentence: one act for each claim."""
    review = _review_or_404(pk)
    context = review_context(request, review)
    card = next((card for card, _ in context["open_cards"] if card.number == number), None)
    if card is None or not (card.exceptions.claims or card.exceptions.asked):
        raise Http404("This page has no such sentence in conflict.")
    form = ExceptionForm(request.POST, prefix=f"x{number}")
    url = reverse("admin:review", args=[pk])
    if request_may(request, Verb.ASK_EXCEPTION) and not card.exceptions.claims:
        messages.info(request, f"An exception for sentence {number} was asked for already.")
        return HttpResponseRedirect(f"{url}#f{number}")
    try:
        _ask(request, review, card, form)
    except MovedOn as error:
        sentence = f"{error} Nothing was asked."
        return moved_on(request, {**site.each_context(request)}, sentence=sentence, back=url)
    except ValidationError as error:
        if not form.errors:
            add_errors(form, error)
        context["open_cards"] = [_bound(item, number, form) for item in context["open_cards"]]
        return render(request, "staff/review.html", {**site.each_context(request), **context}, status=422)
    messages.success(request, f"You asked for an exception for sentence {number}. Compliance decides.")
    return HttpResponseRedirect(f"{url}#f{number}")


def grant(site: AdminSite, request: HttpRequest, *, pk: int) -> HttpResponse:
    """A compliance officer grants what was asked."""
    asked = _asked_or_404(pk)
    says = f"Granted for {asked.claim.extraction.version}, until {day(asked.expires_on)}."
    act = partial(exceptions.grant_exception, actor=actor_of(request), request=asked, at=timezone.now())
    return _decided(site, request, act, says)


def decline(site: AdminSite, request: HttpRequest, *, pk: int) -> HttpResponse:
    """A compliance officer declines what was asked, with a reason."""
    asked = _asked_or_404(pk)
    says = f"Declined for {asked.claim.extraction.version}. {asked.physician_name} sees your reason on the review."
    reason = request.POST.get("reason", "")
    act = partial(
        exceptions.decline_exception,
        actor=actor_of(request),
        request=asked,
        reason=reason,
        at=timezone.now(),
    )
    return _decided(site, request, act, says)


def _asked_or_404(pk: int) -> ExceptionRequest:
    asked = ExceptionRequest.objects.select_related("claim__extraction__version").filter(pk=pk).first()
    if asked is None:
        raise Http404("Nobody asked for this.")
    return asked


def _decided(site: AdminSite, request: HttpRequest, act: Callable[[], object], says: str) -> HttpResponse:
    desk = reverse("admin:index")
    try:
        act()
    except MovedOn as error:
        sentence = f"{error} Nothing was changed."
        return moved_on(request, {**site.each_context(request)}, sentence=sentence, back=desk)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, says)
    return HttpResponseRedirect(desk)


def _ask(request: HttpRequest, review: Review, card: Card, form: ExceptionForm) -> None:
    form.is_valid()
    # Whatever lacks goes to the service too: it refuses it, and the refusal is in the trail.
    values = {
        "reason": form.data.get(form.add_prefix("reason"), ""),
        "expires_on": form.cleaned_data.get("expires_on") or date.min,
    }
    claims = card.exceptions.claims or card.points[0].claims
    for claim in FoundClaim.objects.filter(pk__in=claims).order_by("pk"):
        exceptions.ask_exception(
            actor=actor_of(request), review=review, claim=claim, at=timezone.now(), **values
        )


def _bound(item: tuple[Card, Any], number: int, form: ExceptionForm) -> tuple[Card, Any]:
    card, settle_form = item
    if card.number != number:
        return item
    return replace(card, exceptions=replace(card.exceptions, form=form)), settle_form


def _review_or_404(pk: int) -> Review:
    found = Review.objects.select_related(
        "document__owner", "version__document", "submitted_by", "decided_by"
    )
    review = found.filter(pk=pk).first()
    if review is None:
        raise Http404("There is no such review.")
    return review
