"""A month as a table of days: which reviews are due, what goes live by plan, and what comes down."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from governance.admin.show import document_url
from governance.models import Live, ScheduledPublication
from governance.policy.calendar import Deadlines

SHOWN = 4
MONTH = re.compile(r"(2[01][0-9]{2})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Item:
    """What happens to a page on a day. what: `due`, `overdue`, `planned` or `comes down`."""

    what: str
    title: str
    url: str


@dataclass(slots=True)
class Day:
    """A day of the table; outside of the month it is only there to fill the week."""

    on: date
    is_inside: bool
    is_today: bool
    items: list[Item] = field(default_factory=list)

    @property
    def shown(self) -> list[Item]:
        """The first ones; all of them where only one more would be folded."""
        return self.items if len(self.items) <= SHOWN + 1 else self.items[:SHOWN]

    @property
    def folded(self) -> list[Item]:
        """The others."""
        return self.items[len(self.shown) :]


def month_of(text: str, *, today: date) -> date:
    """The first day of the month of `2026-12`; of the present one where the text is none."""
    found = MONTH.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else today.replace(day=1)


def beside(first: date) -> dict[str, date]:
    """The months before and after."""
    return {
        "before": (first - timedelta(days=1)).replace(day=1),
        "after": first + timedelta(days=_length(first)),
    }


def weeks_of_month(
    first: date,
    live: QuerySet[Live],
    plans: QuerySet[ScheduledPublication],
    deadlines: Deadlines,
    *,
    today: date,
) -> list[list[Day]]:
    """The weeks of a month, Monday first, with what happens on each day. Two queries, or three with a grace."""
    found = calendar.Calendar().monthdatescalendar(first.year, first.month)
    weeks = [[Day(on, on.month == first.month, on == today) for on in week] for week in found]
    days = {day.on: day for week in weeks for day in week if day.is_inside}
    for on, item in [*_due(live, days, today), *_planned(plans, first), *_coming_down(live, deadlines, days)]:
        if on in days:
            days[on].items.append(item)
    return weeks


def _due(live: QuerySet[Live], days: dict[date, Day], today: date) -> Iterator[tuple[date, Item]]:
    for item in _between(live, min(days), max(days)):
        on = item.publication.next_review
        yield on, _item("overdue" if on < today else "due", item)


def _coming_down(
    live: QuerySet[Live], deadlines: Deadlines, days: dict[date, Day]
) -> Iterator[tuple[date, Item]]:
    if deadlines.grace is None:
        return
    grace = timedelta(days=deadlines.grace)
    # Where the rule is younger than the day of review, the grace began with the rule.
    first = date.min if deadlines.comes_down_on(date.min) in days else min(days) - grace
    for item in _between(live, first, max(days) - grace):
        down = deadlines.comes_down_on(item.publication.next_review)
        if down:
            yield down, _item("comes down", item)


def _planned(plans: QuerySet[ScheduledPublication], first: date) -> Iterator[tuple[date, Item]]:
    within = {"publish_at__date__gte": first, "publish_at__date__lt": first + timedelta(days=_length(first))}
    for plan in plans.filter(**within).select_related("review__document").order_by("publish_at"):
        document = plan.review.document
        url = document_url(document.kind, document.pk)
        yield timezone.localtime(plan.publish_at).date(), Item("planned", document.title, url)


def _between(live: QuerySet[Live], first: date, last: date) -> QuerySet[Live]:
    within = live.filter(publication__next_review__gte=first, publication__next_review__lte=last)
    named = ("publication__title", "publication__next_review", "document__kind")
    return within.select_related("publication", "document").only(*named).order_by("publication__title", "pk")


def _item(what: str, live: Live) -> Item:
    return Item(what, live.publication.title, document_url(live.document.kind, live.pk))


def _length(first: date) -> int:
    return calendar.monthrange(first.year, first.month)[1]
