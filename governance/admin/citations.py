"""Settling a retracted work that a page cites."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils import timezone

from governance.admin.access import Screen, actor_of
from governance.admin.cited import with_citation_forms
from governance.admin.forms import SettleCitationForm
from governance.admin.review_answers import quicker_screen, review_or_404, review_page, review_url
from governance.admin.routes import Route, routes
from governance.admin.show import add_errors
from governance.models import Citation, Review
from governance.services.acting import MovedOn
from governance.services.citations import retracted_citations
from governance.services.retractions import settle_citation


def urls(site: AdminSite) -> list[URLPattern]:
    """The address at which a retracted reference is settled."""
    address = "reviews/<int:pk>/settle-citation/<int:citation>/"
    return routes(site, Screen.REVIEWS, [Route(address, settle, "review_settle_citation")])


def settle(site: AdminSite, request: HttpRequest, *, pk: int, citation: int) -> HttpResponse:
    """Settles one retracted reference in the physician's name."""
    review = review_or_404(pk)
    cited = Citation.objects.filter(pk=citation, version=review.version_id).first()
    if cited is None:
        raise Http404("This version has no such reference.")
    try:
        settle_citation(
            actor=actor_of(request),
            review=review,
            citation=cited,
            reason=request.POST.get(f"r{citation}-reason", ""),
            at=timezone.now(),
        )
    except MovedOn as error:
        return quicker_screen(site, request, review, error)
    except ValidationError as error:
        return _asked_again(site, request, review, cited, error)
    messages.success(request, f"{cited.label} is settled in your name.")
    return HttpResponseRedirect(f"{review_url(review)}#retracted")


def _asked_again(
    site: AdminSite, request: HttpRequest, review: Review, cited: Citation, error: ValidationError
) -> HttpResponse:
    """The screen again, with what was typed and what is wrong with it."""
    form = SettleCitationForm(request.POST, prefix=f"r{cited.pk}")
    if form.is_valid():
        add_errors(form, error)
    if "citation" in getattr(error, "error_dict", {}):
        messages.error(request, " ".join(error.messages))
    shown = with_citation_forms(request, retracted_citations(review.version), review, form)
    return review_page(site, request, review, status=422, retracted=shown)
