"""What a statement would do to the pages, before it is approved: arithmetic on stored claims, no page is read again.

A verdict depends on a claim's shape alone (scale, interval, agent, condition, certainty). There are few shapes,
however many claims; so each shape is judged once, and the database finds the claims of those that matter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, F, QuerySet

from governance.claims.engine import ENGINE_VERSION
from governance.claims.values import Finding, Statement, Verdict
from governance.models import ApprovedStatement, Extraction, FoundClaim, Live, Review
from governance.policy.states import ReviewState
from governance.services.shapes import judged_shapes


class Stage(StrEnum):
    """How far a page has come: what the public sees, what is signed for it, what is still written."""

    LIVE = "live"
    SIGNED = "signed"
    DRAFT = "draft"


class Effect(StrEnum):
    """What a statement does to a page."""

    CONFLICT = "in conflict"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of claims that contradict a statement, and those that contradict it no longer."""

    conflict: dict[str, Finding]
    free: dict[str, Finding]


@dataclass(frozen=True, slots=True)
class PageImpact:
    """One page at one stage: how many of its sentences the statement puts in conflict, or frees."""

    document: int
    title: str
    kind: str
    owner: str
    stage: Stage
    effect: Effect
    sentences: int


@dataclass(frozen=True, slots=True)
class SentenceImpact:
    """One sentence, and the position that it would contradict, or that let go of it."""

    document: int
    title: str
    owner: str
    stage: Stage
    effect: Effect
    sentence: str
    position: str
    says: str


def shapes_of(new: Statement, *, at: datetime) -> Shapes:
    """Judges every shape of claim that any version holds by the new statement and by the one in force."""
    now = ApprovedStatement.objects.binding(at=at)
    before = _conflicts(now.parsed()) if now else {}
    after = _conflicts(new)
    return Shapes(after, {name: item for name, item in before.items() if name not in after})


def pages(shapes: Shapes) -> Iterator[PageImpact]:
    """The pages that would be in conflict, live ones first, then those that would be free of one."""
    for effect, names in ((Effect.CONFLICT, shapes.conflict), (Effect.FREE, shapes.free)):
        for stage in Stage:
            if effect == Effect.FREE and stage == Stage.LIVE:
                continue  # what is live is in no conflict
            for row in _pages(names, stage):
                yield PageImpact(stage=stage, effect=effect, **row)


def sentences(shapes: Shapes) -> Iterator[SentenceImpact]:
    """The same sentence by sentence, for the spreadsheet and for writers who are told beforehand."""
    for effect, found in ((Effect.CONFLICT, shapes.conflict), (Effect.FREE, shapes.free)):
        for stage in Stage:
            if effect == Effect.FREE and stage == Stage.LIVE:
                continue
            for row in _claims(found, stage).values(*_SENTENCE).iterator(chunk_size=2_000):
                yield _sentence(row, stage, effect, found[row["shape"]])


_DOCUMENT = "extraction__version__document"
_SENTENCE = (
    "shape", "sentence", _DOCUMENT, f"{_DOCUMENT}__title", f"{_DOCUMENT}__owner__first_name",
    f"{_DOCUMENT}__owner__last_name",
)  # fmt: skip


def _conflicts(statement: Statement) -> dict[str, Finding]:
    found = judged_shapes(statement).items()
    return {shape: finding for shape, finding in found if finding.verdict == Verdict.CONFLICT}


def _pages(names: dict[str, Finding], stage: Stage) -> Iterator[dict]:
    title, owner = f"{_DOCUMENT}__title", f"{_DOCUMENT}__owner"
    grouped = (
        _claims(names, stage)
        .order_by()
        .values(_DOCUMENT, title, f"{_DOCUMENT}__kind", f"{owner}__first_name", f"{owner}__last_name")
        .annotate(sentences=Count("number", distinct=True))
    )
    for row in grouped.iterator(chunk_size=2_000):
        yield {
            "document": row[_DOCUMENT],
            "title": row[title],
            "kind": row[f"{_DOCUMENT}__kind"],
            "owner": _name(row),
            "sentences": row["sentences"],
        }


def _sentence(row: dict, stage: Stage, effect: Effect, finding: Finding) -> SentenceImpact:
    position = finding.position
    return SentenceImpact(
        document=row[_DOCUMENT],
        title=row[f"{_DOCUMENT}__title"],
        owner=_name(row),
        stage=stage,
        effect=effect,
        sentence=row["sentence"],
        position=position.id if position else "",
        says=position.says if position else "",
    )


def _name(row: dict) -> str:
    return f"{row[f'{_DOCUMENT}__owner__first_name'] or ''} {row[f'{_DOCUMENT}__owner__last_name'] or ''}".strip()


def _claims(names: dict[str, Finding], stage: Stage) -> QuerySet[FoundClaim]:
    return FoundClaim.objects.filter(shape__in=list(names), extraction__in=_extractions(stage))


def _extractions(stage: Stage) -> QuerySet:
    """The readings that count at a stage: those that were signed, and the newest of what is still written."""
    if stage == Stage.LIVE:
        return Live.objects.values("publication__signoff__extraction")
    if stage == Stage.SIGNED:
        return Review.objects.filter(state=ReviewState.SIGNED).values("signoff__extraction")
    newest = Extraction.objects.filter(
        engine=ENGINE_VERSION, version__number=F("version__document__version_number")
    )
    decided = [ReviewState.SIGNED, ReviewState.PUBLISHED]
    return newest.exclude(version__reviews__state__in=decided).values("pk")
