"""Inviting an outside expert to the version under review, and ending the invitation."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, reverse
from django.utils import timezone

from governance.admin.access import Screen, actor_of
from governance.admin.inviting_context import InviteForm, inviting_context
from governance.admin.review_answers import quicker_screen, review_or_404, review_page, review_url
from governance.admin.routes import Route, routes
from governance.admin.show import add_errors
from governance.models import Invitation, Review
from governance.services import invitations
from governance.services.acting import MovedOn
from governance.services.invitations import Invited


def urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of the two acts."""
    listed = [
        Route("reviews/<int:pk>/invite/", invite, "review_invite"),
        Route("reviews/<int:pk>/invitations/<int:invitation>/end/", end, "invitation_end"),
    ]
    return routes(site, Screen.REVIEWS, listed)


def invite(site: AdminSite, request: HttpRequest, *, pk: int) -> HttpResponse:
    """Makes a link and shows it, this once: only its hash is kept."""
    review = review_or_404(pk)
    form = InviteForm(request.POST, prefix="i")
    form.is_valid()  # what lacks goes to the service too: it refuses it, and the refusal is in the trail
    try:
        invited = invitations.invite(
            actor=actor_of(request),
            version=review.version,
            expert_name=request.POST.get("i-expert_name", ""),
            purpose=request.POST.get("i-purpose", ""),
            days=form.cleaned_data.get("days") or 0,
            at=timezone.now(),
        )
    except MovedOn as error:
        return quicker_screen(site, request, review, error, after="No link was made.")
    except ValidationError as error:
        if not form.errors:
            add_errors(form, error)
        context = inviting_context(request, review.version, form=form)
        return review_page(site, request, review, status=422, **context)
    return _shown_once(site, request, review, invited)


def end(site: AdminSite, request: HttpRequest, *, pk: int, invitation: int) -> HttpResponse:
    """Revokes a link."""
    review = review_or_404(pk)
    found = Invitation.objects.filter(pk=invitation, version=review.version)
    item = found.select_related("version__document").first()
    if item is None:
        raise Http404("There is no such invitation.")
    try:
        invitations.end_invitation(actor=actor_of(request), invitation=item, at=timezone.now())
    except MovedOn as error:
        messages.info(request, str(error))
    else:
        messages.success(request, f"The link of {item.expert_name} opens nothing any more.")
    return HttpResponseRedirect(f"{review_url(review)}#invitations")


def _shown_once(site: AdminSite, request: HttpRequest, review: Review, invited: Invited) -> HttpResponse:
    path = reverse("outside:door", args=[invited.token])
    context = {
        **site.each_context(request),
        "title": "The link",
        "invitation": invited.invitation,
        "link": request.build_absolute_uri(path),
        "back": f"{review_url(review)}#invitations",
    }
    response = render(request, "staff/invited.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
