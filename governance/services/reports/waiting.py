"""How long a page takes from its first draft to the signature, and where it waits."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import ceil

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from content.models import Version
from governance.models import Review, SignOff
from governance.services.reports.values import Bar, Period, Report, Row

# Between one moment and the next; a moment that never was is that of the next one, so its stage took no time.
STAGES = (
    "Written, until first sent to review",
    "Mended, until last sent to review",
    "Waiting for a physician to take it",
    "Being read, until signed",
    "Signed, until live",
)
MOMENTS = (
    "begun",
    "first_sent",
    "review__submitted_at",
    "review__assigned_at",
    "signed_at",
    "publication__published_at",
)
HOUR = timedelta(hours=1)


def waiting(period: Period, on: date) -> Report:
    """Median and 90th percentile of each stage, over the full signatures of the period."""
    taken = [_stages(moments) for moments in _signed(period)]
    stages = [
        (name, [hours[number] for hours in taken if hours[number] is not None])
        for number, name in enumerate(STAGES)
    ]
    stages.append(
        ("All, from the first draft to the signature", [sum(filter(None, hours[:4])) for hours in taken])
    )
    return Report(
        heads=("Stage", "Signatures", "Median, hours", "90th percentile, hours", "Longest, hours"),
        rows=tuple(Row((name, len(hours), *_told(hours))) for name, hours in stages),
        series=("Half of them took no longer", "Nine of ten took no longer"),
        bars=tuple(_bar(name, hours) for name, hours in stages if hours),
        note="Counted from the first version after the last signature. Not every page is taken before it is signed.",
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that so large a share of them does not exceed (nearest rank). values: at least one."""
    return sorted(values)[ceil(share * len(values)) - 1]


def _signed(period: Period) -> QuerySet:
    earlier = SignOff.objects.filter(
        version__document=OuterRef("version__document"), meaning="full", pk__lt=OuterRef("pk")
    ).order_by("-pk")
    since = Coalesce(Subquery(earlier.values("version__number")[:1]), Value(0), output_field=IntegerField())
    mine = {"document": OuterRef("version__document"), "pk__lte": OuterRef("version")}
    versions = Version.objects.filter(**mine, number__gt=OuterRef("since")).order_by("number")
    sent = Review.objects.filter(document=OuterRef("version__document"), pk__lte=OuterRef("review"))
    sent = sent.filter(version__number__gt=OuterRef("since")).order_by("pk")
    signed = SignOff.objects.filter(meaning="full", signed_at__gte=period.begins, signed_at__lt=period.ends)
    signed = signed.annotate(since=since).annotate(
        begun=Subquery(versions.values("saved_at")[:1]), first_sent=Subquery(sent.values("submitted_at")[:1])
    )
    return signed.values_list(*MOMENTS)


def _stages(moments: Sequence[datetime | None]) -> list[float | None]:
    """The hours of each stage; None for the last where the page is not live."""
    filled = list(moments)
    for number in range(len(filled) - 2, -1, -1):
        filled[number] = filled[number] or filled[number + 1]
    return [(end - start) / HOUR if start and end else None for start, end in pairwise(filled)]


def _told(hours: Sequence[float]) -> tuple[float | None, ...]:
    if not hours:
        return (None, None, None)
    return tuple(round(value, 1) for value in (percentile(hours, 0.5), percentile(hours, 0.9), max(hours)))


def _bar(name: str, hours: Sequence[float]) -> Bar:
    half, most = round(percentile(hours, 0.5), 1), round(percentile(hours, 0.9), 1)
    return Bar(
        name, (half, round(most - half, 1)), f"half within {half:,g} hours, nine of ten within {most:,g}"
    )
