"""Signing a correction: the lighter path for typography alone."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone

from governance.admin.access import Screen, actor_of
from governance.admin.correcting_context import PREFIX
from governance.admin.forms import SignForm
from governance.admin.review_answers import quicker_screen, review_or_404
from governance.admin.reviews import signed_screen
from governance.admin.routes import Route, routes
from governance.models import Meaning
from governance.services import signing
from governance.services.acting import MovedOn


def urls(site: AdminSite) -> list[URLPattern]:
    """The address of the act."""
    return routes(site, Screen.REVIEWS, [Route("reviews/<int:pk>/correct/", correct, "review_correct")])


def correct(site: AdminSite, request: HttpRequest, *, pk: int) -> HttpResponse:
    """Signs the difference from the words that were signed in full, which the service finds to be typography."""
    review = review_or_404(pk)
    form = SignForm(request.POST, prefix=PREFIX)
    form.is_valid()  # what is missing is refused by the service, with everything else that stands in the way
    try:
        result = signing.sign_off(
            actor=actor_of(request),
            review=review,
            digest=request.POST.get(f"{PREFIX}-digest", ""),
            meaning=Meaning.CORRECTION,
            password=request.POST.get(f"{PREFIX}-password", ""),
            code=request.POST.get(f"{PREFIX}-code", ""),
            at=timezone.now(),
        )
    except MovedOn as error:
        return quicker_screen(site, request, review, error, after="Your signature was not used.")
    return signed_screen(site, request, review, result, form)
