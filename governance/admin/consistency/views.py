"""The page of differences between live pages, and the note that both sides of one are right."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, reverse
from django.utils import timezone

from governance.admin.access import Screen, actor_of, request_may
from governance.admin.routes import Route, routes
from governance.admin.show import document_url, moved_on
from governance.models import AgreementNote
from governance.policy.verbs import Verb
from governance.services.acting import MovedOn
from governance.services.consistency.noting import disagreements, note_agreement
from governance.services.consistency.said import Difference, Sentence

MOST_ROWS = 50


def urls(site: AdminSite) -> list[URLPattern]:
    """The page and its act."""
    screens = [
        Route("consistency/", consistency, "consistency", is_act=False),
        Route("consistency/note/", note, "consistency_note"),
    ]
    return routes(site, Screen.STATEMENTS, screens)


def consistency(site: AdminSite, request: HttpRequest, *, error: str = "") -> HttpResponse:
    """What live pages say differently."""
    found = disagreements(at=timezone.now())
    context = {
        **site.each_context(request),
        "title": "Where live pages say different things",
        "levels": _rows(found.levels),
        "level_count": len(found.levels),
        "numbers": _rows(found.numbers),
        "number_count": len(found.numbers),
        "lacking": [(_side(item.said), item.says) for item in found.lacking[:MOST_ROWS]],
        "lacking_count": len(found.lacking),
        "notes": AgreementNote.objects.all()[:MOST_ROWS],
        "may_note": request_may(request, Verb.NOTE_AGREEMENT),
        "error": error,
        "mark": request.POST.get("mark", ""),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "admin/consistency/consistency.html", context)


def note(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Notes that both are right."""
    values = {name: request.POST.get(name, "") for name in ("mark", "reason")}
    try:
        note_agreement(actor=actor_of(request), at=timezone.now(), **values)
    except MovedOn as error:
        back = reverse("admin:consistency")
        return moved_on(request, site.each_context(request), sentence=str(error), back=back)
    except ValidationError as error:
        return consistency(site, request, error=" ".join(error.messages))
    messages.success(request, "Noted. It is listed again only if one of the sentences changes.")
    return HttpResponseRedirect(reverse("admin:consistency"))


def _rows(differences: Iterable[Difference]) -> list[dict[str, Any]]:
    return [
        {"question": item.question, "mark": item.mark, "sides": [_side(item.one), _side(item.other)]}
        for item in list(differences)[:MOST_ROWS]
    ]


def _side(said: Sentence) -> dict[str, Any]:
    return {"title": said.title, "sentence": said.sentence, "url": document_url(said.kind, said.document)}
