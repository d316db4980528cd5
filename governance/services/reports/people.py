"""What physicians signed, and which acts were refused or denied."""

from collections import defaultdict
from datetime import date
from types import MappingProxyType

from django.db.models import Count, Q, QuerySet

from governance.models import AuditEntry, Outcome, SignOff
from governance.services.reports.values import Bar, Period, Report, Row

NOT_DONE = (Outcome.REFUSED, Outcome.DENIED, Outcome.FAILED)


def signatures(period: Period, on: date) -> Report:
    """Signatures by physician, and how many live pages rest on those of the period."""
    signed = [
        (item["physician_name"], item["full"], item["corrections"], item["retracted"], item["live"])
        for item in _by_physician(period)
    ]
    return Report(
        heads=("Physician", "In full", "Corrections", "Taken back since", "Live pages on them"),
        rows=tuple(Row(cells, trail=_of(period, who=cells[0], verb="sign off")) for cells in signed),
        series=("In full", "Corrections"),
        bars=tuple(Bar(name, (full, corrections)) for name, full, corrections, *_ in signed),
    )


def not_done(period: Period, on: date) -> Report:
    """Acts that were refused by the gate, denied by the roles, or failed, by verb."""
    entries = AuditEntry.objects.filter(at__gte=period.begins, at__lt=period.ends).exclude(
        outcome=Outcome.DONE
    )
    counted: dict[str, dict[str, int]] = defaultdict(dict)
    for verb, outcome, number in entries.order_by().values_list("verb", "outcome").annotate(Count("pk")):
        counted[verb][outcome] = number
    lines = [
        (verb, [found.get(outcome, 0) for outcome in NOT_DONE]) for verb, found in sorted(counted.items())
    ]
    lines.sort(key=lambda line: -sum(line[1]))
    return Report(
        heads=("Act", *(outcome.label.capitalize() for outcome in NOT_DONE), "All"),
        rows=tuple(
            Row((verb, *numbers, sum(numbers)), trail=_of(period, verb=verb, outcome="not-done"))
            for verb, numbers in lines
        ),
        series=tuple(outcome.label.capitalize() for outcome in NOT_DONE),
        bars=tuple(Bar(verb, tuple(numbers)) for verb, numbers in lines),
        note="Refused: something stood in the way. Denied: the role does not allow it. Failed: an error.",
    )


def _by_physician(period: Period) -> QuerySet:
    signed = SignOff.objects.filter(signed_at__gte=period.begins, signed_at__lt=period.ends)
    return (
        signed.order_by()
        .values("physician_name")
        .annotate(
            full=Count("pk", filter=Q(meaning="full")),
            corrections=Count("pk", filter=Q(meaning="correction")),
            retracted=Count("retraction"),
            live=Count("publication__live"),
        )
        .order_by("-full", "physician_name")
    )


def _of(period: Period, **asked: str) -> MappingProxyType[str, str]:
    days = {"since": period.since.isoformat(), "until": period.until.isoformat()}
    return MappingProxyType({**asked, **days})
