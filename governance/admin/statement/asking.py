"""What the forms that change the draft share: what the draft says now, and how a form is shown."""

from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from governance.admin.access import request_may
from governance.admin.statement.counting import live_counts
from governance.admin.statement.forms import SeenForm
from governance.admin.statement.lanes import picture
from governance.admin.statement.saving import Again, desk_url, draft_or_404, save_change
from governance.claims.editing import without
from governance.claims.values import Position, Required, Statement
from governance.policy.verbs import Verb


def draft_statement() -> Statement:
    """What the draft says now."""
    return draft_or_404().edit.parsed()


def position_or_404(name: str) -> Position:
    """A position of the draft. Raises Http404 for a name that it has not."""
    found = next((item for item in draft_statement().positions if item.id == name), None)
    if found is None:
        raise Http404("The draft has no such position.")
    return found


def required_or_404(name: str) -> Required:
    """A required sentence of the draft. Raises Http404 for a name that it has not."""
    found = next((item for item in draft_statement().required if item.id == name), None)
    if found is None:
        raise Http404("The draft has no such sentence.")
    return found


def again_with(
    site: AdminSite,
    request: HttpRequest,
    title: str,
    *,
    band_of: Position | None = None,
    remove: str = "",
    name: str = "",
) -> Again:
    """A function that shows a form of the draft, with the band that it changes."""

    def shown(form: Form, status: int) -> HttpResponse:
        if not request_may(request, Verb.WRITE_STATEMENT):
            raise PermissionDenied("Only the statement's owner changes a draft.")
        context = {
            **site.each_context(request),
            "title": title,
            "form": form,
            "lane": _lane(band_of) if band_of else None,
            "remove": remove,
            "name": band_of.id if band_of else name,
        }
        return render(request, "staff/statement/form.html", context, status=status)

    return shown


def remove_item(site: AdminSite, request: HttpRequest, section: str, name: str) -> HttpResponse:
    """Takes a position or a required sentence out."""
    form = SeenForm(request.POST)
    again = again_with(site, request, f"Take out {name}")
    if not form.is_valid():
        return again(form, 422)

    def change(source: str) -> str:
        return without(source, section, name)

    return save_change(site, request, form, change, told=f"{name} is taken out", back=desk_url(), again=again)


def _lane(position: Position) -> Any:
    statement = draft_statement()
    topics = picture(statement, live_counts(statement))
    return next((lane for topic in topics for lane in topic.lanes if lane.position.id == position.id), None)
