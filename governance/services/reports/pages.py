"""Where the pages stand and how old they are; and which live pages are due for review."""

from collections import Counter
from datetime import date, datetime, time, timedelta

from django.db.models import Case, CharField, Count, OuterRef, QuerySet, Subquery, Value, When
from django.utils import timezone

from content.models import Document, Version
from governance.models import Live
from governance.querysets import Standing, with_standing
from governance.services.reports.values import Bar, Cell, Period, Report, Row

# (the label, the youngest age in days), the youngest first.
AGES = (
    ("Under 30 days", 0),
    ("30 to 89", 30),
    ("90 to 179", 90),
    ("180 to 364", 180),
    ("A year and more", 365),
)
COMING = timedelta(days=90)
DUE = (
    "Overdue for more than 90 days",
    "Overdue",
    "Due within 30 days",
    "Due in 31 to 60 days",
    "Due in 61 to 90 days",
)


def ages(period: Period, on: date) -> Report:
    """Pages by state and by the days since their newest version was saved; as they stand now."""
    counted = Counter({(row["standing"], row["age"]): row["number"] for row in _by_age(on)})
    labels = [label for label, _ in AGES]
    lines = [(state, [counted[state.value, label] for label in labels]) for state in Standing]
    return Report(
        heads=("State", *labels, "All"),
        rows=tuple(Row((state.label, *numbers, sum(numbers))) for state, numbers in lines),
        series=tuple(labels),
        bars=tuple(Bar(state.label, tuple(numbers)) for state, numbers in lines if any(numbers)),
        note="The age is that of the newest version.",
    )


def reviews_due(period: Period, on: date) -> Report:
    """Live pages that are overdue, or due within ninety days, the longest overdue first."""
    due = Live.objects.due_for_review(on=on + COMING).order_by(
        "publication__next_review", "publication__title"
    )
    rows = tuple(_due_row(item, on) for item in due.values(*_DUE_FIELDS))
    counted = Counter(row.cells[0] for row in rows)
    return Report(
        heads=("When", "Page", "Due", "Days", "Owner", "Last signed by"),
        rows=rows,
        series=("Live pages",),
        bars=tuple(Bar(label, (counted[label],)) for label in DUE),
        note="Days below zero are days overdue.",
    )


_DUE_FIELDS = (
    "document", "document__kind", "publication__title", "publication__next_review", "document__owner__first_name",
    "document__owner__last_name", "publication__signoff__physician_name",
)  # fmt: skip


def _by_age(on: date) -> QuerySet:
    newest = Version.objects.filter(document=OuterRef("pk"), number=OuterRef("version_number"))
    dated = with_standing(Document.objects.order_by()).annotate(saved=Subquery(newest.values("saved_at")[:1]))
    return dated.annotate(age=_age(on)).values("standing", "age").annotate(number=Count("pk"))


def _age(on: date) -> Case:
    tomorrow = timezone.make_aware(datetime.combine(on, time.min)) + timedelta(days=1)
    older = [
        When(saved__lt=tomorrow - timedelta(days=days), then=Value(label)) for label, days in AGES[:0:-1]
    ]
    return Case(*older, default=Value(AGES[0][0]), output_field=CharField())


def _due_row(item: dict, on: date) -> Row:
    due = item["publication__next_review"]
    owner = f"{item['document__owner__first_name']} {item['document__owner__last_name']}".strip()
    signed_by = item["publication__signoff__physician_name"]
    cells: tuple[Cell, ...] = (
        _when((due - on).days),
        item["publication__title"],
        due,
        (due - on).days,
        owner,
        signed_by,
    )
    return Row(cells, document=(item["document__kind"], item["document"]))


def _when(days: int) -> str:
    if days < -90:
        return DUE[0]
    return DUE[1] if days < 0 else DUE[2 + (days > 30) + (days > 60)]
