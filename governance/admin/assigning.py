"""Taking a review, giving it to somebody, putting it back: each POST calls one verb, from the queue or the screen."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils import timezone

from governance.admin.access import Screen, actor_of
from governance.admin.assigning_context import AssignForm
from governance.admin.review_answers import quicker_screen, review_or_404, review_url
from governance.admin.routes import Route, routes
from governance.models import Review
from governance.services import assigning as verbs
from governance.services.acting import MovedOn


def urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of the acts."""
    listed = [
        Route("reviews/<int:pk>/take/", take, "review_take"),
        Route("reviews/<int:pk>/assign/", assign, "review_assign"),
        Route("reviews/<int:pk>/release/", release, "review_release"),
    ]
    return routes(site, Screen.REVIEWS, listed)


def take(site: AdminSite, request: HttpRequest, *, pk: int) -> HttpResponse:
    """Marks the review as the physician's own, and opens it."""
    seen = request.POST.get("seen", "")
    review = review_or_404(pk)

    def done() -> str:
        before = int(seen) if seen.isdecimal() and len(seen) < 19 else 0
        verbs.take(actor=actor_of(request), review=review, seen=before, at=timezone.now())
        return "It is yours now. Others can still open it."

    return _answer(site, request, review, done)


def assign(site: AdminSite, request: HttpRequest, *, pk: int) -> HttpResponse:
    """Gives the review to a physician."""
    review = review_or_404(pk)
    form = AssignForm(review.version, request.POST)

    def done() -> str:
        if not form.is_valid():
            raise ValidationError("Choose a physician who did not edit this page.")
        to = form.cleaned_data["to"]
        seen = form.cleaned_data["seen"]
        verbs.assign(actor=actor_of(request), review=review, to=to, seen=seen, at=timezone.now())
        return f"{to} has it now, and is told."

    return _answer(site, request, review, done)


def release(site: AdminSite, request: HttpRequest, *, pk: int) -> HttpResponse:
    """Puts it back, so that it waits for anybody."""
    review = review_or_404(pk)

    def done() -> str:
        verbs.release(actor=actor_of(request), review=review, at=timezone.now())
        return "It is back in the queue, for anybody."

    return _answer(site, request, review, done)


def _answer(site: AdminSite, request: HttpRequest, review: Review, act: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, act())
    except MovedOn as error:
        return quicker_screen(site, request, review, error)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return HttpResponseRedirect(review_url(review))
