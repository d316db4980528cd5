"""The site on a day: every page that was live then; and every page that ever carried some words or made a claim."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.admin import AdminSite
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from governance.admin.life.moments import Moment, asked_moment
from governance.claims.scales import load_scales
from governance.models import Publication
from governance.services.life.carried import carrying, claiming, live_at

PER_PAGE = 50
SHORTEST = 3


def points() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every point of every scale, by topic, as choices."""
    return [
        ("", [("", "any claim")]),
        *(
            (topic, [(f"{topic}:{number}", f"{topic}: {name}") for number, name in enumerate(names)])
            for topic, names in load_scales().topics.items()
        ),
    ]


class CarriedForm(forms.Form):
    """Words of a sentence, or a claim."""

    words = forms.CharField(label="Words", required=False, min_length=SHORTEST, max_length=500)
    claim = forms.ChoiceField(label="or a claim", required=False, choices=points)

    def found(self) -> QuerySet[Publication] | None:
        """The publications asked for; None where nothing was asked, or nothing that can be."""
        if not self.is_valid():
            return None
        if self.cleaned_data["words"]:
            return carrying(self.cleaned_data["words"])
        topic, _, point = self.cleaned_data["claim"].partition(":")
        return claiming(topic, int(point)) if point else None


def past(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The pages of a moment, the address of one of them if it is given."""
    moment, path = asked_moment(request, now=timezone.now()), request.GET.get("path", "").strip()
    wanted = path.replace("\x00", "").strip("/")[:200]
    context = {
        **site.each_context(request),
        "title": "What the public saw on a day",
        "moment": moment,
        "path": path,
        "page": Paginator(live_at(moment.at, path=wanted), PER_PAGE).get_page(request.GET.get("page")),
        "form": CarriedForm(),
        "query": urlencode(_kept(moment, path)),
    }
    return render(request, "admin/life/past.html", context)


def carried(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The pages that ever carried some words or made a claim, and when they did."""
    form = CarriedForm(request.GET or None)
    found = form.found()
    page = None if found is None else Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    asked = {name: request.GET[name] for name in ("words", "claim") if request.GET.get(name)}
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": "Every page that said it, and when",
        "form": form,
        "page": page,
        "query": urlencode(asked),
    }
    return render(request, "admin/life/carried.html", context)


def _kept(moment: Moment, path: str) -> dict[str, str]:
    return {"on": moment.day, "at": moment.time, "path": path}
