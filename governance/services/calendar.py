"""The review calendar: how long a review holds, who is told that a live page is due, and when."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from content.models import Document
from governance.models import Announcement, ApprovedStatement, Live, NoticeKind, Person, ReviewCalendar
from governance.models.calendar import ESCALATE_AFTER
from governance.policy.calendar import Deadlines, Step, day_of, months_for, steps_come
from governance.policy.verbs import Role
from governance.services.each import each
from governance.services.notices import keepers, tell

FIRST = timedelta(days=30)
KINDS = {
    Step.DUE_IN_30: NoticeKind.DUE_SOON,
    Step.DUE_IN_7: NoticeKind.DUE_SOON,
    Step.OVERDUE: NoticeKind.OVERDUE,
    Step.ESCALATED: NoticeKind.ESCALATED,
    Step.COMES_DOWN: NoticeKind.COMES_DOWN,
}
# Beside the page's owner. Each later step tells all whom the earlier ones told: after a pause it may be the only one.
TOLD_TOO = {
    Step.OVERDUE: (Role.COMPLIANCE,),
    Step.ESCALATED: (Role.COMPLIANCE, Role.STATEMENT_OWNER),
    Step.COMES_DOWN: (Role.COMPLIANCE, Role.STATEMENT_OWNER),
}


def deadlines_now() -> Deadlines:
    """What follows a day of review that passed, by the rules in force."""
    calendar = ReviewCalendar.objects.in_force()
    return calendar.deadlines if calendar else Deadlines(ESCALATE_AFTER)


def review_months(statement: ApprovedStatement, kind: str, condition: str) -> int:
    """How many months a review of such a page holds. The statement's own interval is the longest there can be."""
    calendar = ReviewCalendar.objects.in_force()
    rules = calendar.rules if calendar else []
    return months_for(rules, kind, condition, longest=statement.parsed().review_interval_months)


def announce_reviews(*, at: datetime) -> int:
    """Tells people 30 and 7 days before a review is due, when it is overdue, later still, and before it costs the page.

    Each step is told once of each publication, whatever number of schedules run, and however late: after a pause
    only the last step that has come. Returns how many pages were announced.
    """
    today, deadlines = timezone.localtime(at).date(), deadlines_now()
    due = Live.objects.due_for_review(on=today + FIRST).order_by("pk")
    rows = list(due.values_list("pk", "publication_id", "publication__next_review"))
    known = _announced([publication for _, publication, _ in rows])
    come = [(document, publication, _steps(day, deadlines, today)) for document, publication, day in rows]
    new = [row for row in come if row[2] and row[2][-1] not in known[row[1]]]
    return each(new, lambda row: _announce(*row, at))


def about(step: Step, next_review: date, deadlines: Deadlines) -> date:
    """The day that a step tells of: once for each. A page that comes down on another day is told of anew."""
    if step is Step.COMES_DOWN:
        return deadlines.comes_down_on(next_review) or next_review
    if KINDS[step] == NoticeKind.DUE_SOON:
        return day_of(step, next_review, deadlines) or next_review
    return next_review


def _steps(next_review: date, deadlines: Deadlines, today: date) -> list[tuple[Step, date]]:
    come = steps_come(next_review, deadlines, on=today)
    return [(step, about(step, next_review, deadlines)) for step in come]


def _announced(publications: list[int]) -> dict[int, set[tuple[str, date]]]:
    found = defaultdict(set)
    rows = Announcement.objects.filter(publication__in=publications)
    for publication, step, day in rows.values_list("publication_id", "step", "day"):
        found[publication].add((step, day))
    return found


@transaction.atomic
def _announce(document: int, publication: int, steps: list[tuple[Step, date]], at: datetime) -> bool:
    # Under the lock of the row: another schedule that runs now waits here, and then finds it announced.
    held = Live.objects.select_for_update(of=("self",)).filter(pk=document, publication=publication)
    live = held.select_related("document__owner").first()
    if live is None or steps[-1] in _announced([publication])[publication]:
        return False
    Announcement.objects.bulk_create(
        [Announcement(publication_id=publication, step=step, day=day, at=at) for step, day in steps],
        ignore_conflicts=True,  # the earlier steps
    )
    step, day = steps[-1]
    tell(_people(step, live.document), KINDS[step], live.document, at=at, day=day)
    return True


def _people(step: Step, document: Document) -> list[Person]:
    roles = [role.value for role in TOLD_TOO.get(step, ())]
    owner = keepers(document)
    if not any(person.is_active for person in owner) and not roles:
        roles = [Role.COMPLIANCE.value]  # nobody looks after the page any more
    return [*owner, *Person.objects.filter(is_active=True, groups__name__in=roles).distinct()]
