"""The page of what this edition of the engine changes, and the approval that lets live pages be judged by it."""

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, reverse
from django.utils import timezone

from governance.admin.access import Screen, actor_of, request_may
from governance.admin.routes import Route, routes
from governance.admin.show import add_errors, document_url, moved_on
from governance.claims.engine import ENGINE_VERSION
from governance.models import AdoptedReading, ApprovedStatement
from governance.policy.verbs import Verb
from governance.services.acting import MovedOn
from governance.services.rereading.adopting import adopt_reading
from governance.services.rereading.comparing import by_rule, changes, mark_of
from governance.services.rereading.reading import unread

MOST_ROWS = 200


class AdoptForm(forms.Form):
    """Why the reading is right."""

    reason = forms.CharField(
        label="Why this reading is right", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


def urls(site: AdminSite) -> list[URLPattern]:
    """One page; its POST approves."""
    return routes(site, Screen.STATEMENTS, [Route("rereading/", rereading, "rereading", is_act=False)])


def rereading(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Shows what changed by the engine; whoever may approves it."""
    form = AdoptForm(request.POST or None)
    if request.method == "POST":
        try:
            return _adopted(request)
        except MovedOn as error:
            back = reverse("admin:rereading")
            return moved_on(request, site.each_context(request), sentence=str(error), back=back)
        except ValidationError as error:
            form.full_clean()
            if not form.errors:
                add_errors(form, error)
    return render(request, "admin/rereading/rereading.html", _context(site, request, form))


def _adopted(request: HttpRequest) -> HttpResponse:
    values = {name: request.POST.get(name, "") for name in ("seen", "reason")}
    effects = adopt_reading(actor=actor_of(request), at=timezone.now(), **values)
    told = f"{len(effects.withdrawn)} pages were taken down, {len(effects.flagged)} flagged."
    messages.success(request, f"Live pages are judged by engine {ENGINE_VERSION} now. {told}")
    return HttpResponseRedirect(reverse("admin:rereading"))


def _context(site: AdminSite, request: HttpRequest, form: AdoptForm) -> dict:
    statement = ApprovedStatement.objects.binding(at=timezone.now())
    found = changes(statement) if statement else []
    adopted = AdoptedReading.objects.filter(engine=ENGINE_VERSION).first()
    return {
        **site.each_context(request),
        "title": "What this edition of the engine changes",
        "engine": ENGINE_VERSION,
        "statement": statement,
        "adopted": adopted,
        "unread": unread().count(),
        "rules": by_rule(found),
        "found": [(item, document_url(item.kind, item.document)) for item in found[:MOST_ROWS]],
        "count": len(found),
        "seen": mark_of(found),
        "form": form,
        "may_adopt": statement and not adopted and request_may(request, Verb.ADOPT_READING),
    }
