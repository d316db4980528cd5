"""The list of reports, one report, and one report as a spreadsheet."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, StreamingHttpResponse
from django.shortcuts import render
from django.urls import URLPattern, reverse
from django.utils import timezone

from governance.admin.access import Screen, actor_of
from governance.admin.looking import note_looking
from governance.admin.reports.asking import PeriodForm
from governance.admin.reports.chart import chart_of
from governance.admin.routes import Route, routes
from governance.admin.show import document_url
from governance.services.looking import note_export
from governance.services.reports.questions import QUESTIONS
from governance.services.reports.values import Cell, Question, Report, Row
from governance.services.spreadsheets import as_csv

MOST_SHOWN = 200
BY_KEY = {question.key: question for question in QUESTIONS}


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell: its text, its column's head, whether it is a number, and where it leads."""

    text: str
    head: str
    is_number: bool
    url: str


def urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of the reports."""
    listed = [
        Route("reports/", index, "reports", is_act=False),
        Route("reports/<slug:key>/", show, "report", is_act=False),
        Route("reports/<slug:key>/export/", export, "report_export"),
    ]
    return routes(site, Screen.AUDIT, listed)


def index(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """All reports with what each answers."""
    context = {**site.each_context(request), "title": "Reports", "questions": QUESTIONS}
    return render(request, "admin/reports/index.html", context)


def show(site: AdminSite, request: HttpRequest, *, key: str) -> HttpResponse:
    """One report: the chart, the table, and the days that it is about."""
    question, today = _question_or_404(key), timezone.localdate()
    note_looking(request)
    form = PeriodForm(request.GET, today=today)
    period = form.period()
    report = question.answer(period, today) if period else None
    context = {
        **site.each_context(request),
        "title": question.title,
        "question": question,
        "form": form,
        "query": urlencode({name: form.data[name] for name in form.fields}),
        "today": today,
        **(_answered(question, report) if report else {}),
    }
    return render(request, "admin/reports/report.html", context, status=200 if report else 400)


def export(site: AdminSite, request: HttpRequest, *, key: str) -> HttpResponse | StreamingHttpResponse:
    """The whole table as a spreadsheet. That it was taken is an entry."""
    question, today = _question_or_404(key), timezone.localdate()
    period = PeriodForm(request.GET, today=today).period()
    if period is None:
        return HttpResponseBadRequest("There is no such period.")
    about = f"from {period.since} to {period.until}" if question.by_period else f"as of {today}"
    note_export(actor=actor_of(request), what=f"Report “{question.title}” {about}", at=timezone.now())
    report = question.answer(period, today)
    lines = as_csv(report.heads, (row.cells for row in report.rows))
    headers = {"Content-Disposition": f'attachment; filename="report-{key}.csv"'}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _question_or_404(key: str) -> Question:
    if key not in BY_KEY:
        raise Http404("There is no such report.")
    return BY_KEY[key]


def _answered(question: Question, report: Report) -> dict[str, Any]:
    return {
        "report": report,
        "rows": [_shown(row, report.heads) for row in report.rows[:MOST_SHOWN]],
        "left_out": max(len(report.rows) - MOST_SHOWN, 0),
        "chart": chart_of(question.title, report),
    }


def _shown(row: Row, heads: tuple[str, ...]) -> list[ShownCell]:
    url, name = _url(row), _named(row)
    return [
        ShownCell(_text(cell), head, isinstance(cell, int | float), url if number == name else "")
        for number, (cell, head) in enumerate(zip(row.cells, heads, strict=True))
    ]


def _named(row: Row) -> int:
    """Which cell carries the link: the page's title, else the first."""
    return 1 if row.document else 0


def _url(row: Row) -> str:
    if row.document:
        return document_url(*row.document)
    if row.trail:
        return f"{reverse('admin:governance_auditentry_changelist')}?{urlencode(dict(row.trail))}"
    return ""


def _text(cell: Cell) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, date):
        return f"{cell.day} {cell:%B %Y}"
    return f"{cell:,}" if isinstance(cell, int | float) else cell
