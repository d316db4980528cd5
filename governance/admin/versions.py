"""A page's history: its versions, one of them, two compared, and an old one restored as a new draft."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from content.digest import decode
from content.models import Document, Version
from content.services import StaleVersion
from governance.admin.access import Screen, actor_of, request_may, request_sees, require
from governance.admin.forms import RestoreForm
from governance.admin.marks import paper_of
from governance.admin.redline import redline
from governance.admin.screens import (
    document_context,
    document_or_404,
    frame_context,
    newest_version,
    version_or_404,
    way_context,
)
from governance.admin.show import moved_on, url_of
from governance.models import Publication, Review
from governance.policy.verbs import Verb
from governance.services import drafts

PER_PAGE = 20


def history(model_admin: Any, request: HttpRequest, *, object_id: int) -> HttpResponse:
    """All versions, newest first: who, when, why, what became of each."""
    require(request, Screen.DOCUMENTS)
    document = document_or_404(model_admin, object_id)
    version = newest_version(document)
    page = Paginator(_versions(document), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **frame_context(model_admin, request, document),
        **(way_context(request, document, version) if version else {}),
        "title": f"History of {document}",
        "may_save": request_may(request, Verb.SAVE),
        "page": page,
        "numbers": range(document.version_number, 0, -1),
        "rows": _rows(document, page.object_list),
        "trail_url": _trail_url(request, document),
        "sees_life": request_sees(request, Screen.AUDIT),
    }
    return render(request, "staff/history.html", context)


def show(model_admin: Any, request: HttpRequest, *, object_id: int, number: int) -> HttpResponse:
    """One version, read-only, as the public would have seen it. Nothing is written or reverted."""
    require(request, Screen.DOCUMENTS)
    document = document_or_404(model_admin, object_id)
    version = version_or_404(document, number)
    context = document_context(model_admin, request, document, version)
    context |= {
        "title": str(version),
        "paper": paper_of(version, context["case"].findings),
        "restore_form": RestoreForm(initial={"seen": document.version_number}),
        "restore_url": url_of(document, "restore", number=number),
    }
    return render(request, "staff/version.html", context)


def compare(model_admin: Any, request: HttpRequest, *, object_id: int) -> HttpResponse:
    """What differs from the version `old` to the version `new`, both numbers in the address."""
    require(request, Screen.DOCUMENTS)
    document = document_or_404(model_admin, object_id)
    numbers = sorted((_number(request, "old"), _number(request, "new")))
    old, new = (version_or_404(document, number) for number in numbers)
    context = {
        **frame_context(model_admin, request, document),
        "title": f"What changed from version {old.number} to {new.number}",
        "old": old,
        "new": new,
        "old_url": url_of(document, "version", number=old.number),
        "new_url": url_of(document, "version", number=new.number),
        "changes": redline(decode(old.text), decode(new.text)),
    }
    return render(request, "staff/compare.html", context)


def restore(model_admin: Any, request: HttpRequest, *, object_id: int, number: int) -> HttpResponse:
    """Makes a new draft with the words of an earlier version."""
    require(request, Screen.DOCUMENTS)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    document = document_or_404(model_admin, object_id)
    version = version_or_404(document, number)
    form = RestoreForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else 0
    try:
        restored = drafts.restore(actor=actor_of(request), version=version, seen=seen, at=timezone.now())
    except StaleVersion as error:
        context = frame_context(model_admin, request, document)
        sentence = f"{error} Version {number} was not restored. Look at what is new, then decide."
        return moved_on(request, context, sentence=sentence, back=url_of(document, "history"))
    _tell_restored(request, version, restored)
    return HttpResponseRedirect(url_of(document))


def _tell_restored(request: HttpRequest, version: Version, restored: Version | None) -> None:
    if restored is None:
        messages.info(request, f"The newest version has the words of version {version.number} already.")
    else:
        text = f"Version {restored.number} is a new draft with the words of version {version.number}. Nobody signed it."
        messages.success(request, text)


def _rows(document: Document, versions: Iterable[Version]) -> list[dict[str, Any]]:
    reviews: dict[int, list[Review]] = {}
    for review in (
        Review.objects.filter(document=document.pk).select_related("decided_by", "signoff").order_by("-pk")
    ):
        reviews.setdefault(review.version_id, []).append(review)
    publications = _publications(document)
    return [
        {
            "version": version,
            "previous": version.number - 1,
            "url": url_of(document, "version", number=version.number),
            "restore_url": url_of(document, "restore", number=version.number),
            "reviews": reviews.get(version.pk, []),
            "publications": publications.get(version.pk, []),
        }
        for version in versions
    ]


def _versions(document: Document) -> QuerySet[Version]:
    return Version.objects.filter(document=document.pk).defer("text").order_by("-number")


def _publications(document: Document) -> dict[int, list[Publication]]:
    found: dict[int, list[Publication]] = {}
    shown = Publication.objects.filter(document=document.pk).defer("html", "text")
    for publication in shown.select_related("live", "withdrawal__withdrawn_by").order_by("-pk"):
        found.setdefault(publication.version_id, []).append(publication)
    return found


def _trail_url(request: HttpRequest, document: Document) -> str:
    if not request_sees(request, Screen.AUDIT):
        return ""
    return f"{reverse('admin:governance_auditentry_changelist')}?document={document.pk}"


def _number(request: HttpRequest, name: str) -> int:
    value = request.GET.get(name, "")
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise Http404("Name two versions to compare.")
    return int(value)
