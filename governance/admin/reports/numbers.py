"""The few numbers that compliance starts from, each a link to what lies behind it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from governance.models import (
    AuditEntry,
    ConflictFlag,
    ExceptionGrant,
    Live,
    Outcome,
    SampledSignature,
    Watch,
)

WEEK = timedelta(days=7)
FRESH = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Number:
    """One number. kind: of the badge, "" where all is well; told: a few words more."""

    value: str
    label: str
    url: str
    kind: str = ""
    told: str = ""


def numbers_of(*, now: datetime, today: date) -> list[Number]:
    """What is live, what is wrong with it, and whether the proof was looked at; a query each."""
    due = Live.objects.due_for_review(on=today - timedelta(days=1)).count()
    flagged = ConflictFlag.objects.standing(on=today).count()
    looks = SampledSignature.objects.filter(look=None).count()
    excepted = ExceptionGrant.objects.holding(on=today).count()
    return [
        Number(f"{Live.objects.count():,}", "live pages", _report("pages")),
        Number(
            f"{flagged:,}", "live in conflict", "#cg-h" if flagged else _report("conflicts"), _bad(flagged)
        ),
        Number(f"{due:,}", "overdue for review", _report("due"), "unclear" if due else ""),
        Number(f"{excepted:,}", "exceptions running", _report("exceptions")),
        _denied(now),
        Number(f"{looks:,}", "second looks to take", reverse("admin:oversight"), "unclear" if looks else ""),
        *_proof(now),
    ]


def _denied(now: datetime) -> Number:
    denied = AuditEntry.objects.filter(at__gte=now - WEEK).exclude(outcome=Outcome.DONE)
    number = denied.filter(outcome=Outcome.DENIED).count()
    since = (now - WEEK).date().isoformat()
    return Number(f"{number:,}", "denied this week", f"{_trail()}?outcome=denied&since={since}")


def _proof(now: datetime) -> list[Number]:
    watch = Watch.objects.first() or Watch()
    chain = _checked(watch.chain_verified_at, now, bool(watch.chain_fault))
    live = _checked(watch.compared_at, now, bool(watch.differences))
    alarms = f"{_trail()}?verb=compare+live"
    return [
        Number(_when(watch.chain_verified_at), "the trail was verified", _trail(), chain, _chain_told(watch)),
        Number(_when(watch.compared_at), "live was compared with signed", alarms, live, _live_told(watch)),
    ]


def _chain_told(watch: Watch) -> str:
    if watch.chain_fault:
        return watch.chain_fault
    return f"up to entry {watch.chain_entries:,}" if watch.chain_entries else ""


def _live_told(watch: Watch) -> str:
    if watch.differences:
        return f"{watch.differences:,} differences in {watch.pages:,} pages"
    return "all equal" if watch.compared_at else ""


def _checked(at: datetime | None, now: datetime, is_wrong: bool) -> str:
    """The badge of something that the schedule looks at: wrong, well, or not looked at for too long."""
    if is_wrong:
        return "conflict"
    return "inside" if at and at > now - FRESH else "unclear"


def _when(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else "never"


def _bad(number: int) -> str:
    return "conflict" if number else ""


def _report(key: str) -> str:
    return reverse("admin:report", args=[key])


def _trail() -> str:
    return reverse("admin:governance_auditentry_changelist")
