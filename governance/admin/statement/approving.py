"""The two signatures on a draft. Each POST calls one verb."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from governance.admin.access import actor_of
from governance.admin.statement.approval import MOVED
from governance.admin.statement.desk import desk_screen
from governance.admin.statement.saving import desk_url, draft_or_404, quicker
from governance.services.acting import MovedOn, Refusal
from governance.services.statement import signing

TYPED = ("digest", "effect", "password", "code")


def sign(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The owner's signature."""
    told = "Signed. A second physician, who did not write it, can approve it now."
    return _signed(site, request, signing.sign_statement, lambda _: (told, desk_url("approval")))


def approve(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The second signature, which approves it."""

    def after(approved: Any) -> tuple[str, str]:
        url = reverse("admin:governance_approvedstatement_change", args=[approved.pk])
        return f"{approved} is approved.", url

    return _signed(site, request, signing.approve_draft, after)


def _signed(
    site: AdminSite,
    request: HttpRequest,
    verb: Callable[..., Any],
    after: Callable[[Any], tuple[str, str]],
) -> HttpResponse:
    typed = {name: request.POST.get(name, "") for name in TYPED}
    try:
        result = verb(actor=actor_of(request), draft=draft_or_404(), at=timezone.now(), **typed)
    except MovedOn as error:
        return quicker(site, request, error)
    if isinstance(result, Refusal):
        has_moved = any(item.code in MOVED for item in result.blockers)
        messages.error(request, "Something stands in the way. Nothing was signed.")
        return desk_screen(site, request, refused=result.blockers, status=409 if has_moved else 422)
    told, url = after(result)
    messages.success(request, told)
    return HttpResponseRedirect(url)
