"""The queue: what waits for a physician, filtered by what changed, by condition, and by whose it is."""

from django import forms
from django.contrib.admin import AdminSite
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from content.models import conditions
from governance.admin.access import request_may
from governance.admin.queueing import MINE, queue_rows, risks, waiting_for
from governance.models import Review
from governance.policy.changes import Kind
from governance.policy.verbs import Verb

ROWS = 50


class QueueFilter(forms.Form):
    """What the queue shows; a value that is not known filters nothing."""

    risk = forms.ChoiceField(label="What changed", required=False)
    condition = forms.ChoiceField(required=False)
    mine = forms.BooleanField(label="Only what is mine", required=False)

    def __init__(self, data: object):
        super().__init__(data)
        self.fields["risk"].choices = [("", "Anything"), *risks()]
        self.fields["condition"].choices = [("", "Any"), *conditions()]

    def applied(self, reviews: QuerySet[Review]) -> QuerySet[Review]:
        """The reviews that the filter lets through."""
        self.is_valid()
        chosen = self.cleaned_data
        if chosen.get("risk"):
            reviews = reviews.changing(Kind(chosen["risk"]))
        if chosen.get("condition"):
            reviews = reviews.filter(document__condition=chosen["condition"])
        return reviews.filter(turn=MINE) if chosen.get("mine") else reviews


def queue(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """What waits, mine first, then the urgent and the oldest."""
    form = QueueFilter(request.GET)
    waiting = form.applied(waiting_for(request.user))
    page = Paginator(waiting, ROWS).get_page(request.GET.get("p"))
    context = {
        **site.each_context(request),
        "title": "Reviews",
        "form": form,
        "is_filtered": any(form.cleaned_data.values()),
        "page": page,
        "rows": queue_rows(page.object_list, request.user),
        "may_take": request_may(request, Verb.TAKE),
        "filters": _without_page(request),
    }
    return render(request, "staff/reviews.html", context)


def _without_page(request: HttpRequest) -> str:
    asked = request.GET.copy()
    asked.pop("p", None)
    return asked.urlencode()
