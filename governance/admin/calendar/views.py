"""The screens of the calendar: the month, the load ahead."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern
from django.utils import timezone

from content.models import Document
from governance.admin.access import Screen
from governance.admin.calendar import rules
from governance.admin.calendar.forms import CalendarFilter
from governance.admin.calendar.load import busiest, load_rows
from governance.admin.calendar.month import beside, month_of, weeks_of_month
from governance.admin.routes import Route, routes
from governance.models import Live, ReviewCalendar, ScheduledPublication, ScheduleRun
from governance.services.calendar import deadlines_now
from governance.services.calendars import rules_of


def urls(site: AdminSite) -> list[URLPattern]:
    """The month, the load, and the rules with their act."""
    screens = [
        Route("calendar/", month, "calendar", is_act=False),
        Route("calendar/load/", load, "calendar_load", is_act=False),
        Route("calendar/rules/", rules.show, "calendar_rules", is_act=False),
        Route("calendar/rules/write/", rules.write, "calendar_rules_write"),
    ]
    return routes(site, Screen.CALENDAR, screens)


def month(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The reviews that fall due in a month, what is planned, and what comes down."""
    today, form = timezone.localdate(), CalendarFilter(request.GET)
    live = form.applied(Live.objects.all(), request.user)
    plans = ScheduledPublication.objects.waiting().filter(review__document__in=_documents(form, request))
    first = month_of(request.GET.get("month", ""), today=today)
    context = {
        "title": "Review calendar",
        "form": form,
        "first": first,
        "filters": _filters(request),
        "weeks": weeks_of_month(first, live, plans, deadlines_now(), today=today),
        "overdue": live.filter(publication__next_review__lt=today).count(),
        **beside(first),
        "schedule_is_late": ScheduleRun.is_late(at=timezone.now()),
    }
    return render(request, "admin/calendar/month.html", {**site.each_context(request), **context})


def load(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """How many reviews fall into each week of the next half year, and which could be done earlier."""
    today, form = timezone.localdate(), CalendarFilter(request.GET)
    most = rules_of(ReviewCalendar.objects.in_force()).reviews_a_week
    rows = load_rows(form.applied(Live.objects.all(), request.user), today=today, most=most)
    context: dict[str, Any] = {
        "title": "The load ahead",
        "form": form,
        "rows": rows,
        "most": most,
        "full": sum(bool(row.excess) for row in rows),
        "busiest": busiest(rows),
    }
    return render(request, "admin/calendar/load.html", {**site.each_context(request), **context})


def _documents(form: CalendarFilter, request: HttpRequest) -> Any:
    chosen = {name: form.cleaned_data[name] for name in ("kind", "condition") if form.cleaned_data.get(name)}
    owner = {"owner": request.user} if form.cleaned_data.get("mine") else {}
    return Document.objects.filter(**chosen, **owner).values("pk")


def _filters(request: HttpRequest) -> str:
    asked = request.GET.copy()
    asked.pop("month", None)
    return asked.urlencode()
