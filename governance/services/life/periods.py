"""What the public saw and which statement held, as stretches of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from content.models import Document
from governance.models import ApprovedStatement, Publication, Withdrawal

SIGNED = ("version", "signoff", "signoff__corrects", "statement", "withdrawal__withdrawn_by")


class Ending(StrEnum):
    """Why the public no longer saw a publication."""

    REPLACED = "replaced"
    TAKEN_DOWN = "taken down"
    STILL_LIVE = "still live"


@dataclass(frozen=True, slots=True)
class Shown:
    """A publication and how long the public saw it. until: None while it is live; that moment no longer counts."""

    publication: Publication
    since: datetime
    until: datetime | None
    ending: Ending

    def covers(self, at: datetime) -> bool:
        """Whether the public saw it at that moment."""
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Held:
    """A statement and how long it was in force. until: None for the one that holds now."""

    statement: ApprovedStatement
    since: datetime
    until: datetime | None


def publications_at(at: datetime) -> QuerySet[Publication]:
    """What the public saw at a moment: published by then, not replaced and not taken down."""
    later = Publication.objects.filter(
        document=OuterRef("document"), pk__gt=OuterRef("pk"), published_at__lte=at
    )
    published = Publication.objects.filter(published_at__lte=at).exclude(withdrawal__withdrawn_at__lte=at)
    return published.filter(~Exists(later))


def shown_of(document: Document) -> list[Shown]:
    """Every publication of a document, the first one first, in one query; without their words."""
    listed = Publication.objects.filter(document=document).select_related(*SIGNED).order_by("pk")
    found = list(listed.defer("text", "html", "version__text", "statement__source"))
    following: Sequence[Publication | None] = [*found[1:], None]
    return [_shown(item, after) for item, after in zip(found, following, strict=False)]


def held_between(since: datetime, until: datetime) -> list[Held]:
    """Which statements were in force from one moment to another, the first one first."""
    statements = ApprovedStatement.objects.defer("source").filter(approved_at__lte=until)
    by_rank = sorted(statements, key=lambda item: (item.effective, item.approved_at, item.pk))
    moments = sorted({since, *(begins for item in by_rank if since < (begins := _begins(item)) <= until)})
    found = [(moment, _in_force(by_rank, moment)) for moment in moments]
    changes = [
        (moment, item)
        for number, (moment, item) in enumerate(found)
        if item is not None and (number == 0 or found[number - 1][1] != item)
    ]
    ends = [*(moment for moment, _ in changes[1:]), None]
    return [Held(item, moment, end) for (moment, item), end in zip(changes, ends, strict=True)]


def withdrawal_of(publication: Publication) -> Withdrawal | None:
    """How a publication was taken down, None where it was not."""
    return getattr(publication, "withdrawal", None)


def _shown(publication: Publication, after: Publication | None) -> Shown:
    withdrawal = withdrawal_of(publication)
    if withdrawal:
        return Shown(publication, publication.published_at, withdrawal.withdrawn_at, Ending.TAKEN_DOWN)
    if after:
        return Shown(publication, publication.published_at, after.published_at, Ending.REPLACED)
    return Shown(publication, publication.published_at, None, Ending.STILL_LIVE)


def _begins(statement: ApprovedStatement) -> datetime:
    """From when it may hold: its day, and not before it was approved."""
    midnight = timezone.make_aware(datetime.combine(statement.effective, time.min))
    return max(statement.approved_at, midnight)


def _in_force(by_rank: Sequence[ApprovedStatement], at: datetime) -> ApprovedStatement | None:
    # The rule of ApprovedStatement.objects.in_force, on rows at hand.
    day = timezone.localtime(at).date()
    holding = [item for item in by_rank if item.approved_at <= at and item.effective <= day]
    return holding[-1] if holding else None
