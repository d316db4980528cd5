"""Figures for whoever watches the machine: numbers alone, no name and no text of anybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from governance.models import AuditEntry, Live, Outcome, Review, ScheduledPublication, ScheduleRun, Watch
from governance.services.anchor import AnchorBroken, last_anchored
from governance.services.readiness import readiness

RECENT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure. name: after the habits of Prometheus, its unit last; help: what it counts."""

    name: str
    help: str
    value: float


def metrics(*, at: datetime) -> Iterator[Metric]:
    """All figures, each read when it is asked for. Raises DatabaseError where the database cannot be reached."""
    yield Metric("ready", "1 where every part of /readyz is well.", float(all(readiness(at=at).values())))
    yield from _pages(at)
    yield from _trail(at)
    ran = ScheduleRun.objects.aggregate(last=Max("ran_at"))["last"]
    if ran:
        yield Metric(
            "schedule_age_seconds", "Since the schedule last ran through.", (at - ran).total_seconds()
        )


def _pages(at: datetime) -> Iterator[Metric]:
    on = timezone.localtime(at).date()
    differing = Watch.objects.aggregate(most=Max("differences"))["most"] or 0
    late = ScheduledPublication.objects.due(at=at).count()
    yield Metric("live_pages", "Pages that the public can read.", Live.objects.count())
    yield Metric(
        "live_pages_due", "Live pages whose review is due.", Live.objects.due_for_review(on=on).count()
    )
    yield Metric("live_pages_differing", "Live pages found not to be what was signed.", differing)
    yield Metric("reviews_waiting", "Versions that wait for a physician.", Review.objects.waiting().count())
    yield Metric("publications_late", "Planned publications whose minute has passed.", late)


def _trail(at: datetime) -> Iterator[Metric]:
    last = AuditEntry.objects.aggregate(last=Max("sequence"))["last"] or 0
    recent = AuditEntry.objects.filter(at__gt=at - RECENT)
    yield Metric("trail_entries", "Entries of the audit trail.", last)
    yield Metric(
        "trail_entries_not_anchored", "Entries that the anchor does not name yet.", last - _anchored()
    )
    for outcome in (Outcome.DENIED, Outcome.REFUSED, Outcome.FAILED):
        number = recent.filter(outcome=outcome).count()
        yield Metric(f"acts_{outcome}_last_hour", f"Acts of the last hour that were {outcome}.", number)


def _anchored() -> int:
    try:
        return last_anchored()
    except AnchorBroken:
        return 0  # nothing is proved by it
