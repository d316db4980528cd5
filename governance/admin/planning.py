"""Publishing at a time: the plan on the review screen, and taking it back."""

from datetime import datetime

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils import timezone

from governance.admin.access import Screen, actor_of
from governance.admin.plans import PlanForm
from governance.admin.review_answers import (
    quicker_screen,
    refusal_screen,
    review_or_404,
    review_page,
    review_url,
)
from governance.admin.routes import Route, routes
from governance.admin.show import add_errors
from governance.services.acting import MovedOn, Refusal
from governance.services.scheduling import cancel_plan, plan_publication

NOT_PLANNED = "Something stands in the way. Nothing was planned."


def urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of the two acts."""
    listed = [
        Route("reviews/<int:pk>/plan/", plan, "review_plan"),
        Route("reviews/<int:pk>/cancel-plan/", cancel, "review_cancel_plan"),
    ]
    return routes(site, Screen.REVIEWS, listed)


def plan(site: AdminSite, request: HttpRequest, *, pk: int) -> HttpResponse:
    """Plans that the signed version goes live at a time."""
    review = review_or_404(pk)
    form = PlanForm(request.POST)
    try:
        result = plan_publication(
            actor=actor_of(request), review=review, publish_at=_asked(form), at=timezone.now()
        )
    except MovedOn as error:
        return quicker_screen(site, request, review, error)
    except ValidationError as error:
        if not form.errors:
            add_errors(form, error)
        return review_page(site, request, review, status=422, plan_form=form)
    if isinstance(result, Refusal):
        return refusal_screen(site, request, review, result, NOT_PLANNED)
    moment = timezone.localtime(result.publish_at)
    messages.success(
        request, f"It goes live on {moment:%-d %B %Y at %H:%M}, if nothing stands in the way then."
    )
    return HttpResponseRedirect(review_url(review))


def cancel(site: AdminSite, request: HttpRequest, *, pk: int) -> HttpResponse:
    """Takes the plan back; the signature stays."""
    review = review_or_404(pk)
    try:
        cancel_plan(actor=actor_of(request), review=review, at=timezone.now())
    except MovedOn as error:
        return quicker_screen(site, request, review, error)
    messages.success(request, "The plan is taken back. The signature stays.")
    return HttpResponseRedirect(review_url(review))


def _asked(form: PlanForm) -> datetime:
    # What cannot be read goes to the service as a time that is past: it refuses it, and the trail has the refusal.
    return form.cleaned_data["publish_at"] if form.is_valid() else timezone.make_aware(datetime(1970, 1, 2))
