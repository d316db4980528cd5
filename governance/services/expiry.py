"""A live page whose review was not done in time is taken down, if the site's calendar says so."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from governance.models import Live, PublicNote, ReviewCalendar
from governance.policy.verbs import Role, Verb
from governance.services.acting import acting
from governance.services.actors import Actor
from governance.services.audit import lock_chain
from governance.services.each import each
from governance.services.withdrawing import take_down


def withdraw_overdue(*, at: datetime) -> int:
    """Takes down what is past its review and the grace, in the name of who wrote the calendar: an act for each page.

    Runs twice, late or beside another without harm. Returns how many pages were taken down.
    """
    calendar, today = ReviewCalendar.objects.in_force(), timezone.localtime(at).date()
    if calendar is None or calendar.grace_days is None:
        return 0
    due = Live.objects.due_for_review(on=today - timedelta(days=calendar.grace_days)).order_by("pk")
    over = [live.pk for live in due.select_related("publication") if _is_over(live, calendar, today)]
    return each(over, lambda key: _withdraw(key, today, at))


@transaction.atomic
def _withdraw(document: int, today: date, at: datetime) -> bool:
    # Asked again under the lock of the trail: another schedule, a signature or new rules may have been quicker.
    lock_chain()
    calendar = ReviewCalendar.objects.in_force()
    live = Live.objects.select_related("publication__signoff__review", "document").filter(pk=document).first()
    if live is None or calendar is None or not _is_over(live, calendar, today):
        return False
    actor = Actor(calendar.written_by, frozenset({Role(calendar.written_as)}))
    with acting(actor, Verb.WITHDRAW_OVERDUE, at=at) as act:
        act.about(live.document, document=live.document)
        reason = (
            f"Its review was due by {live.publication.next_review:%-d %B %Y}, and {_grace(calendar)} passed."
        )
        take_down(live, actor, reason, at, public_note=PublicNote.OVERDUE)
        act.done(before=live.publication.digest, reason=reason, detail=live.path)
    return True


def _is_over(live: Live, calendar: ReviewCalendar, today: date) -> bool:
    down = calendar.deadlines.comes_down_on(live.publication.next_review)
    return down is not None and down <= today


def _grace(calendar: ReviewCalendar) -> str:
    return f"{calendar.grace_days} day{'' if calendar.grace_days == 1 else 's'} of grace"
