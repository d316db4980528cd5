"""Conflicts that were found in what was written, and how they ended, by topic and position."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, F, IntegerField, Max, OuterRef, QuerySet
from django.db.models.functions import Cast

from governance.claims.values import Verdict
from governance.models import ExceptionGrant, JudgedClaim
from governance.services.reports.values import Bar, Period, Report, Row

ENDS = ("Written otherwise", "Excepted", "Still in the newest version")
_VERSION = "claim__extraction__version"


def conflicts(period: Period, on: date) -> Report:
    """Sentences in conflict in the versions that were saved in the period, each counted once on its page."""
    counted: dict[tuple[str, str], Counter] = defaultdict(Counter)
    for topic, position, end in _ended(period):
        counted[topic, position][end] += 1
    lines = [(key, [found[end] for end in ENDS]) for key, found in counted.items()]
    lines.sort(key=lambda line: (-sum(line[1]), line[0]))
    return Report(
        heads=("Topic", "Position", "Found", *ENDS),
        rows=tuple(Row((topic, position, sum(ends), *ends)) for (topic, position), ends in lines),
        series=ENDS,
        bars=tuple(Bar(f"{topic}: {position}", tuple(ends)) for (topic, position), ends in lines),
        note="By the statement, not by a physician who settled an unclear sentence as a conflict.",
    )


def _ended(period: Period) -> Iterator[tuple[str, str, str]]:
    for topic, position, last, newest, excepted in _sentences(period).iterator(2_000):
        if excepted:
            yield topic, position, ENDS[1]
        else:
            yield topic, position, ENDS[2] if last == newest else ENDS[0]


def _sentences(period: Period) -> QuerySet:
    """One row a sentence of a page and a position: where it was seen last, and whether it was ever excepted."""
    saved = {f"{_VERSION}__saved_at__gte": period.begins, f"{_VERSION}__saved_at__lt": period.ends}
    granted = Exists(ExceptionGrant.objects.filter(request__claim=OuterRef("claim")))
    found = JudgedClaim.objects.filter(verdict=Verdict.CONFLICT.value, **saved).order_by()
    grouped = found.values("claim__topic", "position", f"{_VERSION}__document", "claim__sentence")
    return grouped.annotate(
        last=Max(f"{_VERSION}__number"),
        newest=Max(F(f"{_VERSION}__document__version_number")),
        excepted=Max(Cast(granted, IntegerField())),
    ).values_list("claim__topic", "position", "last", "newest", "excepted")
