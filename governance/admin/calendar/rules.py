"""The rules of the calendar: those in force, earlier editions, and the form of who writes them."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from governance.admin.access import actor_of, request_may
from governance.admin.calendar.forms import PREFIX, IntervalRows, RulesForm, forms_of, rules_in
from governance.admin.show import add_errors, moved_on
from governance.models import ApprovedStatement, ReviewCalendar
from governance.policy.verbs import Verb
from governance.services.acting import MovedOn
from governance.services.calendars import Rules, in_words, rules_of, write_calendar

MOST_EDITIONS = 30
UNREADABLE = Rules(escalate_after=0)  # refused by the service, so that the trail has the refusal


def show(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The rules in force and those before them. A GET writes nothing."""
    return _screen(site, request)


def write(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Puts new rules in force."""
    form, rows = RulesForm(request.POST), IntervalRows(request.POST, prefix=PREFIX)
    rules = rules_in(form, rows)
    seen = form.cleaned_data.get("seen") or 0
    reason = request.POST.get("reason", "")
    try:
        write_calendar(
            actor=actor_of(request), rules=rules or UNREADABLE, reason=reason, seen=seen, at=timezone.now()
        )
    except MovedOn as error:
        sentence, back = f"{error} Nothing was changed.", reverse("admin:calendar_rules")
        return moved_on(request, site.each_context(request), sentence=sentence, back=back)
    except ValidationError as error:
        if rules:
            add_errors(form, error)
        return _screen(site, request, forms=(form, rows), status=422)
    messages.success(request, "The new rules are in force. What is live keeps its day of review.")
    return HttpResponseRedirect(reverse("admin:calendar_rules"))


def _screen(
    site: AdminSite, request: HttpRequest, *, forms: tuple[RulesForm, Any] | None = None, status: int = 200
) -> HttpResponse:
    editions = list(ReviewCalendar.objects.prefetch_related("intervals")[:MOST_EDITIONS])
    current = editions[0] if editions else None
    statement = ApprovedStatement.objects.binding(at=timezone.now())
    context: dict[str, Any] = {
        "title": "Rules of the calendar",
        "current": current,
        "lines": in_words(rules_of(current)),
        "earlier": [(item, in_words(rules_of(item))) for item in editions[1:]],
        "longest": statement.parsed().review_interval_months if statement else None,
    }
    if request_may(request, Verb.WRITE_CALENDAR):
        context["form"], context["interval_rows"] = forms or forms_of(current)
    return render(
        request, "admin/calendar/rules.html", {**site.each_context(request), **context}, status=status
    )
