"""The words of a page in its life: where each sentence comes from, and any two versions side by side."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from content.digest import decode
from content.models import Version
from governance.admin.inked import inked
from governance.admin.life.moments import asked_moment
from governance.admin.life.views import document_of
from governance.admin.marks import Paper, paper_of
from governance.admin.redline import redline
from governance.admin.screens import version_or_404
from governance.services.life.origins import origins_of
from governance.services.life.periods import publications_at

PAGE, WORDS = "page", "words"


def sentences(site: AdminSite, request: HttpRequest, *, document_id: int) -> HttpResponse:
    """Every sentence that the public saw at a moment: who wrote it, who signed it first, on what it rests."""
    document = document_of(document_id)
    moment = asked_moment(request, now=timezone.now())
    found = publications_at(moment.at).filter(document=document).select_related("version").first()
    context = {
        **site.each_context(request),
        "title": f"The sentences of {document}",
        "document": document,
        "moment": moment,
        "publication": found,
        "origins": origins_of(found) if found else [],
    }
    return render(request, "admin/life/sentences.html", context)


def compare(site: AdminSite, request: HttpRequest, *, document_id: int) -> HttpResponse:
    """Two versions: what changed in the source, fields included, or marked in the page as readers see it."""
    document = document_of(document_id)
    old, new = (version_or_404(document, number) for number in sorted(_asked(request)))
    view = PAGE if request.GET.get("view") == PAGE else WORDS
    context = {
        **site.each_context(request),
        "title": f"{document}: version {old.number} to {new.number}",
        "document": document,
        "old": old,
        "new": new,
        "view": view,
        "changes": redline(decode(old.text), decode(new.text)) if view == WORDS else None,
        "paper": _marked(old, new) if view == PAGE else None,
    }
    return render(request, "admin/life/compare.html", context)


def _marked(old: Version, new: Version) -> Paper:
    before, after = paper_of(old, ()), paper_of(new, ())
    return Paper(
        inked(before.title, after.title), inked(before.lead, after.lead), inked(before.body, after.body)
    )


def _asked(request: HttpRequest) -> list[int]:
    given: list[Any] = [request.GET.get(name, "") for name in ("old", "new")]
    if not all(item.isascii() and item.isdigit() and len(item) < 10 for item in given):
        raise Http404("Name two versions to compare.")
    return [int(item) for item in given]
