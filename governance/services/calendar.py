"""The review calendar: who is told that a live page is due for review, and when."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from governance.models import Live, NoticeKind, Person
from governance.policy.verbs import Role
from governance.services.notices import keepers, tell

BEFORE = (timedelta(days=30), timedelta(days=7))


def announce_reviews(*, at: datetime) -> int:
    """Tells owners 30 and 7 days before a review is due, and owners and compliance once it is overdue.

    Each is told once of each of these days, also where the schedule comes late or twice. Returns how many
    notices there were.
    """
    today = timezone.localtime(at).date()
    due = Live.objects.due_for_review(on=today + max(BEFORE)).select_related("publication", "document__owner")
    compliance = list(Person.objects.filter(is_active=True, groups__name=Role.COMPLIANCE.value))
    return sum(_announce(live, today, compliance, at) for live in due.order_by("pk").iterator(500))


def _announce(live: Live, today: date, compliance: list[Person], at: datetime) -> bool:
    next_review = live.publication.next_review
    if next_review < today:
        people, kind, day = [*keepers(live.document), *compliance], NoticeKind.OVERDUE, next_review
    else:
        people, kind, day = keepers(live.document), NoticeKind.DUE_SOON, _announced_day(next_review, today)
    return bool(tell(people, kind, live.document, at=at, day=day))


def _announced_day(next_review: date, today: date) -> date:
    """The last day of announcement that has come: 30 or 7 days before."""
    return max(next_review - before for before in BEFORE if next_review - before <= today)
