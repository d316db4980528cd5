"""The site's rules of the review calendar: written in editions, by compliance or by the statement's owner."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from content.models import kinds
from governance.models import ReviewCalendar, ReviewInterval
from governance.models.calendar import ESCALATE_AFTER, REVIEWS_A_WEEK
from governance.policy.calendar import Interval
from governance.policy.verbs import Role, Verb
from governance.services.acting import Acting, MovedOn, acting
from governance.services.actors import Actor
from governance.services.reviews import required_reason

MOST_INTERVALS, MOST_MONTHS = 100, 60
BOUNDS = {"escalate_after": (1, 365), "grace": (1, 730), "reviews_a_week": (1, 1000)}


@dataclass(frozen=True, slots=True)
class Rules:
    """What an edition says. grace: days until a page comes down that is overdue for review, None for never."""

    intervals: tuple[Interval, ...] = ()
    escalate_after: int = ESCALATE_AFTER
    grace: int | None = None
    reviews_a_week: int = REVIEWS_A_WEEK


def rules_of(calendar: ReviewCalendar | None) -> Rules:
    """The rules of an edition, or what holds where none was ever written."""
    if calendar is None:
        return Rules()
    numbers = (calendar.escalate_after_days, calendar.grace_days, calendar.reviews_a_week)
    return Rules(tuple(calendar.rules), *numbers)


def write_calendar(*, actor: Actor, rules: Rules, reason: str, seen: int, at: datetime) -> ReviewCalendar:
    """Puts new rules in force. What is live keeps the day of review that its readers see.

    seen: the key of the edition that the person had before them, 0 for none. Raises Denied, ValidationError for rules
    that cannot hold or no reason, MovedOn where somebody wrote another edition meanwhile.
    """
    with acting(actor, Verb.WRITE_CALENDAR, at=at) as act:
        before = ReviewCalendar.objects.in_force()
        reason = required_reason(reason, "Say why the rules change.", most=500)
        _refuse_unusable(rules)
        if seen != (before.pk if before else 0):
            raise MovedOn("Somebody wrote new rules since you opened them.")
        if rules == rules_of(before) and before:
            raise ValidationError("These are the rules as they are.")
        calendar = _written(actor, act, rules, reason, before, at)
        act.about(calendar)
        act.done(reason=reason, detail="\n".join(in_words(rules)))
        return calendar


def in_words(rules: Rules) -> list[str]:
    """The rules as lines, for the entry and for earlier editions on the screen."""
    grace = f"{rules.grace} days after the review was due" if rules.grace is not None else "never"
    return [
        *(f"{words_of(item)}: {item.months} months" for item in rules.intervals),
        f"told to the medical director: {rules.escalate_after} days after the review was due",
        f"taken down: {grace}",
        f"reviews a week: {rules.reviews_a_week}",
    ]


def words_of(item: Interval) -> str:
    """Which pages an interval speaks of, such as `FAQs on migraine`."""
    kind = str(kinds()[item.kind]._meta.verbose_name_plural) if item.kind in kinds() else "all pages"
    return f"{kind} on {item.condition.replace('_', ' ')}" if item.condition else kind


def _written(
    actor: Actor, act: Acting, rules: Rules, reason: str, before: ReviewCalendar | None, at: datetime
) -> ReviewCalendar:
    calendar = ReviewCalendar.objects.create(
        written_by=actor.person,
        written_by_name=actor.name,
        written_as=Role(act.act.role).value,
        written_at=at,
        reason=reason,
        escalate_after_days=rules.escalate_after,
        grace_days=rules.grace,
        grace_from=_grace_from(rules, before, timezone.localtime(at).date()),
        reviews_a_week=rules.reviews_a_week,
    )
    ReviewInterval.objects.bulk_create(
        [
            ReviewInterval(calendar=calendar, kind=item.kind, condition=item.condition, months=item.months)
            for item in rules.intervals
        ]
    )
    return calendar


def _grace_from(rules: Rules, before: ReviewCalendar | None, today: date) -> date | None:
    """A new or shorter grace counts from today, so that no page comes down the minute after a rule was written."""
    if rules.grace is None:
        return None
    if before is None or before.grace_days is None or rules.grace < before.grace_days:
        return today
    return before.grace_from


def _refuse_unusable(rules: Rules) -> None:
    for name, (least, most) in BOUNDS.items():
        number = getattr(rules, name)
        if number is not None and not least <= number <= most:
            raise ValidationError({name: f"Give a number from {least} to {most}."})
    if len(rules.intervals) > MOST_INTERVALS:
        raise ValidationError(f"There are {len(rules.intervals)} intervals; {MOST_INTERVALS} are the most.")
    for number, item in enumerate(rules.intervals, 1):
        _refuse_interval(number, item, rules.intervals)


def _refuse_interval(number: int, item: Interval, listed: Sequence[Interval]) -> None:
    if item.kind and item.kind not in kinds():
        raise ValidationError(f"Interval {number}: choose a kind of page from the list.")
    if item.condition and item.condition not in settings.PAGE_CONDITIONS:
        raise ValidationError(f"Interval {number}: choose a condition from the list.")
    if not 1 <= item.months <= MOST_MONTHS:
        raise ValidationError(f"Interval {number}: give a number of months from 1 to {MOST_MONTHS}.")
    if any((item.kind, item.condition) == (other.kind, other.condition) for other in listed[number:]):
        raise ValidationError(f"{words_of(item).capitalize()} stand there twice: keep one of them.")
