"""The search of the trail: what was asked, a page of what was found, and where it goes on."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from content.models import Document, kinds
from governance.admin.looking import note_looking
from governance.admin.show import badge, url_of
from governance.admin.trail.form import PLACES, TrailForm
from governance.models import AuditEntry, Outcome, Person, SavedSearch
from governance.services.search.finding import ENDLESS, MOST_COUNTED, Page, Search, find
from governance.services.search.index import behind

LONGEST_REASON = 160
BADGES = {
    Outcome.REFUSED: "unclear",
    Outcome.DENIED: "conflict",
    Outcome.FAILED: "conflict",
}
NOTHING = Page((), 0, False, None)


def trail(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """A page of the entries that fit the search of the address, the newest first."""
    note_looking(request)
    form = TrailForm(request.GET)
    is_valid = form.is_valid()
    below = _below(request)
    page = find(form.search(), below=below) if is_valid else NOTHING
    context = {
        **site.each_context(request),
        "title": "Audit trail",
        "form": form,
        "exactly": _exactly(form.search()) if is_valid else [],
        "is_filtered": is_valid and not form.search().asks_nothing,
        "rows": [_row(entry) for entry in page.entries],
        "page": page,
        "most_counted": f"{MOST_COUNTED:,}",
        "is_first": below == ENDLESS,
        "query": asked(request),
        "saved": SavedSearch.objects.filter(person=request.user),
        "behind": behind(),
    }
    return render(request, "admin/trail/search.html", context, status=200 if is_valid else 400)


def asked(request: HttpRequest) -> str:
    """The search as the query of an address, without empty fields and without the place in it."""
    query = request.GET.copy()
    for name in list(query):
        if name in PLACES or not query[name].strip():
            del query[name]
    return query.urlencode()


def _below(request: HttpRequest) -> int:
    value = request.GET.get("below", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 18 else ENDLESS


def _exactly(search: Search) -> list[str]:
    """The account and the page that a link named, in words."""
    people = Person.objects.filter(pk=search.actor) if search.actor is not None else []
    pages = Document.objects.filter(pk__in=search.pages or ()) if len(search.pages or ()) == 1 else []
    return [f"by the account of {person}" for person in people] + [f"on the page {page}" for page in pages]


def _row(entry: AuditEntry) -> dict[str, Any]:
    told = entry.reason or entry.detail
    is_shown = entry.document is not None and entry.document.kind in kinds()
    return {
        "entry": entry,
        "outcome": badge(entry.get_outcome_display(), kind=BADGES[entry.outcome])
        if entry.outcome in BADGES
        else "",
        "told": told if len(told) <= LONGEST_REASON else f"{told[: LONGEST_REASON - 1]}…",
        "url": url_of(entry.document) if is_shown else "",
    }
