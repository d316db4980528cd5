"""The screens of a recall: the search with its list, the act, and the record of an earlier one."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, reverse
from django.utils import timezone

from governance.admin.access import Screen, actor_of
from governance.admin.recall.forms import AskedForm, RecallForm, claim_query
from governance.admin.recall.rows import done_counts, listed, recalled_rows
from governance.admin.routes import Route, routes
from governance.admin.show import add_errors
from governance.models import FoundClaim, Recall
from governance.services.recalls.finding import Maker, makers_of, mark_of
from governance.services.recalls.recalling import ListChanged, recall_claim

MOST_EARLIER = 20


def urls(site: AdminSite) -> list[URLPattern]:
    """The search, the act, and the records."""
    screens = [
        Route("recall/", show, "recall", is_act=False),
        Route("recall/claim/<int:pk>/", of_claim, "recall_claim", is_act=False),
        Route("recall/act/", act, "recall_act"),
        Route("recall/<int:pk>/", record, "recall_record", is_act=False),
    ]
    return routes(site, Screen.RECALLS, screens)


def show(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The search, and the pages that make what it asks for. A GET writes nothing."""
    form = AskedForm(request.GET) if request.GET else AskedForm()
    return _screen(site, request, form)


def of_claim(site: AdminSite, request: HttpRequest, *, pk: int) -> HttpResponse:
    """From a claim of a page to the search for everything that says the same."""
    claim = FoundClaim.objects.filter(pk=pk).first()
    if claim is None:
        raise Http404("There is no such claim.")
    return HttpResponseRedirect(f"{reverse('admin:recall')}?{claim_query(claim)}")


def act(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Recalls the claim on every page of the list that was not left out."""
    asked, form = AskedForm(request.POST), RecallForm(request.POST)
    form.is_valid()  # what lacks goes to the service too: it refuses it, and the refusal is in the trail
    if not asked.is_valid():
        return _screen(site, request, asked, form=form, status=422)
    makers = makers_of(asked.asked())
    try:
        recall = _recall(request, asked, makers)
    except ListChanged as error:
        return _screen(site, request, asked, form=form, status=409, changed=str(error))
    except ValidationError as error:
        if not form.errors:
            add_errors(form, error)
        return _screen(site, request, asked, form=form, status=422)
    messages.success(request, "The claim is recalled. Everybody whose page it was on is told.")
    return HttpResponseRedirect(reverse("admin:recall_record", args=[recall.pk]))


def record(site: AdminSite, request: HttpRequest, *, pk: int) -> HttpResponse:
    """What an earlier recall did, version by version."""
    recall = Recall.objects.filter(pk=pk).first()
    if recall is None:
        raise Http404("There is no such recall.")
    rows = recalled_rows(recall)
    context = {"title": f"Recalled: {recall}", "recall": recall, "rows": rows, "counts": done_counts(rows)}
    return render(request, "admin/recall/record.html", {**site.each_context(request), **context})


def _recall(request: HttpRequest, asked: AskedForm, makers: list[Maker]) -> Recall:
    left = set(request.POST.getlist("left"))
    return recall_claim(
        actor=actor_of(request),
        asked=asked.asked(),
        chosen=[maker.document for maker in makers if str(maker.document) not in left],
        seen=request.POST.get("seen", ""),
        reason=request.POST.get("reason", ""),
        public_note=request.POST.get("public_note", ""),
        at=timezone.now(),
    )


def _screen(
    site: AdminSite,
    request: HttpRequest,
    asked: AskedForm,
    *,
    form: RecallForm | None = None,
    status: int = 200,
    changed: str = "",
) -> HttpResponse:
    context: dict[str, Any] = {"title": "Recall a claim", "asked_form": asked, "changed": changed}
    if asked.is_bound and asked.is_valid():
        makers = makers_of(asked.asked())
        context |= listed(makers, left=set(request.POST.getlist("left")))
        context |= {"asked": asked.asked(), "form": form or RecallForm(), "seen": mark_of(makers)}
    else:
        context["earlier"] = Recall.objects.all()[:MOST_EARLIER]
    return render(
        request, "admin/recall/recall.html", {**site.each_context(request), **context}, status=status
    )
