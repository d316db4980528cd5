"""The checklist: what a physician ticks before signing, its earlier editions, and the form of who writes it."""

from typing import Any

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
from governance.admin.show import add_errors, moved_on
from governance.models import Checklist
from governance.models.checklist import MOST_POINTS
from governance.policy.verbs import Verb
from governance.services import checklists
from governance.services.acting import MovedOn

MOST_EDITIONS = 50


class ChecklistForm(forms.Form):
    """The points, one a line, why they change, and the edition that was on the screen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    points = forms.CharField(
        label="Points, one a line",
        required=False,
        max_length=10_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=f"At most {MOST_POINTS}. Each a sentence that is true once it is ticked. None: nothing is asked.",
    )
    reason = forms.CharField(label="Why it changes", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


def urls(site: AdminSite) -> list[URLPattern]:
    """The screen and its one act."""
    listed = [
        Route("checklist/", show, "checklist", is_act=False),
        Route("checklist/write/", write, "checklist_write"),
    ]
    return routes(site, Screen.STATEMENTS, listed)


def show(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The edition in force and those before it. A GET writes nothing."""
    return _screen(site, request)


def write(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The statement's owner writes a new edition."""
    form = ChecklistForm(request.POST)
    form.is_valid()  # what lacks goes to the service too: it refuses it, and the refusal is in the trail
    try:
        checklists.write_checklist(
            actor=actor_of(request),
            points=request.POST.get("points", "").splitlines(),
            reason=request.POST.get("reason", ""),
            seen=form.cleaned_data.get("seen") or 0,
            at=timezone.now(),
        )
    except MovedOn as error:
        context = site.each_context(request)
        sentence = f"{error} Nothing was changed."
        return moved_on(request, context, sentence=sentence, back=reverse("admin:checklist"))
    except ValidationError as error:
        if not form.errors:
            add_errors(form, error)
        return _screen(site, request, form=form, status=422)
    messages.success(request, "The new checklist is in force. It is asked from the next signature on.")
    return HttpResponseRedirect(reverse("admin:checklist"))


def _screen(
    site: AdminSite, request: HttpRequest, *, form: ChecklistForm | None = None, status: int = 200
) -> HttpResponse:
    editions = list(Checklist.objects.prefetch_related("points")[:MOST_EDITIONS])
    may_write = request_may(request, Verb.WRITE_CHECKLIST)
    context = {
        **site.each_context(request),
        "title": "Checklist",
        "current": editions[0] if editions else None,
        "earlier": editions[1:],
        "form": (form or _form(editions)) if may_write else None,
    }
    return render(request, "staff/checklist.html", context, status=status)


def _form(editions: list[Checklist]) -> ChecklistForm:
    initial: dict[str, Any] = {"seen": 0, "points": ""}
    if editions:
        points = "\n".join(point.sentence for point in editions[0].points.all())
        initial = {"seen": editions[0].pk, "points": points}
    return ChecklistForm(initial=initial)
