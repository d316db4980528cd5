"""What is kept of a form while somebody writes in it, and who else is on the page."""

import json
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
)
from django.urls import reverse
from django.utils import timezone

from content.forms import DocumentForm
from content.models import Document
from governance.admin.access import Screen, actor_of, require
from governance.admin.screens import document_or_404
from governance.admin.show import url_of
from governance.models import KeptDraft, Person
from governance.services import keeping
from governance.services.keeping import NotKept, Page

# Beside the fields of the form: how often it was kept, the browser's own time of it, and the tab's own name.
KNOWN, STAMP, TAB = "kept", "kept-stamp", "kept-tab"


def page_of(model_admin: Any, document: Document | None) -> Page:
    """The form that is written in."""
    is_new = document is None or document.pk is None
    return Page(model_admin.model.KIND, None if is_new else document.document_ptr)


def keep(model_admin: Any, request: HttpRequest, *, object_id: int | None = None) -> HttpResponse:
    """Keeps what a script sends of the form, if it sends any, and answers with who else is here."""
    require(request, Screen.DOCUMENTS)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    document = document_or_404(model_admin, object_id) if object_id else None
    now, seen = timezone.now(), whole(request.POST.get("seen"))
    answer: dict[str, Any] = {"revision": whole(request.POST.get(KNOWN))}
    if document:
        keeping.come_here(actor=actor_of(request), document=document, at=now)
        answer["here"] = told_here(document, request.user, at=now, seen=seen)
    if STAMP not in request.POST:
        return JsonResponse(answer)
    try:
        answer["revision"] = _keep(model_admin, request, document, seen, now)
    except NotKept as error:
        return JsonResponse({**answer, "said": str(error)}, status=409)
    return JsonResponse(answer)


def throw_away(model_admin: Any, request: HttpRequest, *, object_id: int | None = None) -> HttpResponse:
    """Removes what was kept, and shows the form as it is saved."""
    require(request, Screen.DOCUMENTS)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    document = document_or_404(model_admin, object_id) if object_id else None
    forget(model_admin, request, document)
    messages.success(request, "What you had left here is thrown away.")
    opts = model_admin.opts
    add = f"admin:{opts.app_label}_{opts.model_name}_add"
    return HttpResponseRedirect(url_of(document) if document else reverse(add))


def forget(model_admin: Any, request: HttpRequest, document: Document | None) -> None:
    """Removes what was kept of the form that was sent; what another tab keeps stays."""
    keeping.throw_away(
        actor=actor_of(request),
        page=page_of(model_admin, document),
        revision=whole(request.POST.get(KNOWN)),
        tab=_tab(request),
    )


def kept_context(model_admin: Any, request: HttpRequest, document: Document | None) -> dict[str, Any]:
    """For the page with the form: what was left here, if it is not in the form already, and who else is here."""
    kept = keeping.kept_draft(person=request.user, page=page_of(model_admin, document))
    is_stored = document is not None and document.pk is not None
    known = whole(request.POST.get(KNOWN)) if request.method == "POST" else 0
    return {
        "kept": kept,
        "kept_stamp": dict(json.loads(kept.values)).get(STAMP, "") if kept else "",
        "kept_known": known,
        "is_kept_offered": kept is not None and kept.revision != known,
        "here": told_here(document, request.user, at=timezone.now()) if document and is_stored else [],
    }


def taken_up(form: DocumentForm, kept: KeptDraft) -> DocumentForm:
    """The form with what was left in it, not checked yet."""
    data = QueryDict(mutable=True)
    for name, value in json.loads(kept.values):
        data.appendlist(name, value)
    form.data, form.is_bound = data, True
    return form.unchecked()


def told_here(document: Document, person: Person, *, at: datetime, seen: int | None = None) -> list[str]:
    """In sentences: who else is on the page, and that a newer version was saved than the one that was opened."""
    others = keeping.others_here(document, person=person, at=at)
    told = [f"{item.person} is editing this page, last seen {_ago(item.seen_at, at)}." for item in others]
    if seen is not None and seen < document.version_number:
        told.append(
            f"Version {document.version_number} was saved since you opened this page. "
            "When you save, you see both texts."
        )
    return told


def whole(text: str | None) -> int:
    """A number that a form sent, 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _keep(model_admin: Any, request: HttpRequest, document: Document | None, seen: int, now: datetime) -> int:
    pairs = [(name, value) for name, values in request.POST.lists() for value in values if _is_kept(name)]
    return keeping.keep(
        actor=actor_of(request),
        page=page_of(model_admin, document),
        values=pairs,
        known=whole(request.POST.get(KNOWN)),
        tab=_tab(request),
        seen=seen,
        at=now,
    )


def _is_kept(name: str) -> bool:
    return name not in ("csrfmiddlewaretoken", KNOWN, TAB)


def _tab(request: HttpRequest) -> str:
    return request.POST.get(TAB, "")[:40]


def _ago(seen_at: datetime, at: datetime) -> str:
    minutes = round((at - seen_at).total_seconds() / 60)
    if minutes < 1:
        return "just now"
    return "a minute ago" if minutes == 1 else f"{minutes} minutes ago"
