"""Reads the current versions by the engine as it is now. Only stores what was read: no page changes by it."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from content.digest import decode
from content.models import Version
from governance.claims.engine import ENGINE_VERSION
from governance.models import ApprovedStatement, Extraction, FoundClaim
from governance.policy.states import OPEN
from governance.services.findings import rows_of
from governance.services.jobs import job
from governance.services.judging import judge_all

AT_ONCE = 100


def current_versions() -> QuerySet[Version]:
    """What is live, what is under review or signed, and the newest of every document."""
    live = Q(publications__live__isnull=False)
    newest = Q(number=F("document__version_number"))
    return Version.objects.filter(live | newest | Q(reviews__state__in=OPEN)).distinct()


def unread(engine: str = ENGINE_VERSION) -> QuerySet[Version]:
    """The current versions that this engine has not read yet."""
    read = Extraction.objects.filter(version=OuterRef("pk"), engine=engine)
    return current_versions().filter(~Exists(read))


def reread(*, at: datetime, engine: str = ENGINE_VERSION) -> Iterator[int]:
    """Reads what is unread, each version by itself, and says after each batch how many were read in all.

    Broken off at any point, the next run goes on where this one stopped. At the end the newest are judged.
    """
    done = 0
    while batch := list(unread(engine).order_by("pk")[:AT_ONCE]):
        done += sum(_read(version, engine, at) for version in batch)
        yield done
    statement = ApprovedStatement.objects.binding(at=at)
    if statement is not None:
        newest = Extraction.objects.filter(version__number=F("version__document__version_number"))
        judge_all(newest.filter(engine=engine), statement)


@job
def reread_claims() -> int:
    """The same as a job. Returns how many versions were read."""
    return max(reread(at=timezone.now()), default=0)


@transaction.atomic
def _read(version: Version, engine: str, at: datetime) -> bool:
    new = partial(Extraction.objects.get_or_create, version=version, engine=engine)
    extraction, is_new = new(defaults={"made_at": at})
    if is_new:
        FoundClaim.objects.bulk_create(rows_of(extraction, decode(version.text)))
    return is_new
