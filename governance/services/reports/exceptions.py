"""Exceptions: asked for, granted, used, expired."""

from collections import Counter
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from governance.models import ExceptionRequest, Publication
from governance.services.reports.values import Bar, Cell, Period, Report, Row

STATES = ("Waiting", "Declined", "Granted, not used", "In use", "Expired after use", "Expired unused")
_VERSION = "claim__extraction__version"
_FIELDS = (
    "pk", "claim__sentence", "physician_name", "asked_at", "expires_on", "grant__officer_name", "decline__officer_name",
    "is_used", f"{_VERSION}__document", f"{_VERSION}__document__kind", f"{_VERSION}__document__title",
)  # fmt: skip


def exceptions(period: Period, on: date) -> Report:
    """Each exception that was asked for in the period or runs on into it, and how it stands."""
    rows = tuple(_row(item, on) for item in _asked(period).values(*_FIELDS))
    counted = Counter(str(row.cells[0]) for row in rows)
    return Report(
        heads=("State", "Page", "Sentence", "Asked by", "Asked", "Decided by", "Last day"),
        rows=rows,
        series=("Exceptions",),
        bars=tuple(Bar(state, (counted[state],)) for state in STATES) if rows else (),
        note="Used: the version was published with it. An edit ends it, whatever its last day.",
    )


def _asked(period: Period) -> QuerySet:
    used = Publication.objects.filter(version=OuterRef(_VERSION), digest=OuterRef("digest"))
    asked = ExceptionRequest.objects.filter(asked_at__lt=period.ends, expires_on__gte=period.since)
    return asked.annotate(is_used=Exists(used)).order_by("-asked_at", "-pk")


def _row(item: dict, on: date) -> Row:
    cells: tuple[Cell, ...] = (
        _state(item, on),
        item[f"{_VERSION}__document__title"],
        item["claim__sentence"],
        item["physician_name"],
        item["asked_at"].date(),
        item["grant__officer_name"] or item["decline__officer_name"] or "",
        item["expires_on"],
    )
    return Row(cells, document=(item[f"{_VERSION}__document__kind"], item[f"{_VERSION}__document"]))


def _state(item: dict, on: date) -> str:
    if item["decline__officer_name"] is not None:
        return STATES[1]
    if item["grant__officer_name"] is None:
        return STATES[0]
    is_over = item["expires_on"] < on
    return STATES[2 + (2 if is_over else 0) + _place(is_over, item["is_used"])]


def _place(is_over: bool, is_used: bool) -> int:
    # In use comes after not used, expired after use before expired unused: the good ends stand in the middle.
    return int(is_used) if not is_over else int(not is_used)
