"""What a statement would do to the pages, before it is approved: arithmetic on stored claims, no page is read again.

A verdict depends on a claim's shape alone (scale, interval, agent, condition, certainty). There are few shapes,
however many claims; so each shape is judged once, and the database finds the claims of those that matter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import product

from django.db.models import Count, F, QuerySet

from governance.claims.engine import ENGINE_VERSION
from governance.claims.values import Finding, Statement, Verdict
from governance.models import ApprovedStatement, Extraction, FoundClaim, Live, Review
from governance.policy.states import ReviewState
from governance.services.readings import readings_of
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
    """The shapes of claims that contradict a statement, and those that contradict it no longer.

    before: those that contradict the statement in force already.
    """

    conflict: dict[str, Finding]
    free: dict[str, Finding]
    before: frozenset[str] = frozenset()

    def of(self, effect: Effect, stage: Stage) -> dict[str, Finding]:
        """The shapes that make this effect at this stage.

        What is live or signed stands in conflict only by an exception or for some days, and a new statement ends
        both. A draft that is in conflict already is no effect.
        """
        if effect == Effect.FREE:
            return self.free
        if stage != Stage.DRAFT:
            return self.conflict
        return {shape: found for shape, found in self.conflict.items() if shape not in self.before}


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
    free = {name: item for name, item in before.items() if name not in after}
    return Shapes(after, free, frozenset(before))


def pages(shapes: Shapes) -> Iterator[PageImpact]:
    """The pages that would be in conflict, live ones first, then those that would be free of one."""
    for effect, stage in product(Effect, Stage):
        for row in _pages(shapes.of(effect, stage), stage):
            yield PageImpact(stage=stage, effect=effect, **row)


def sentences(shapes: Shapes) -> Iterator[SentenceImpact]:
    """The same sentence by sentence, for the spreadsheet and for writers who are told beforehand."""
    for effect, stage in product(Effect, Stage):
        found = shapes.of(effect, stage)
        for row in _claims(found, stage).values(*_SENTENCE).iterator(chunk_size=2_000):
            yield _sentence(row, stage, effect, found[row["shape"]])


AT_ONCE = 5_000  # pages in one query
_DOCUMENT = "extraction__version__document"
_SENTENCE = (
    "shape", "sentence", _DOCUMENT, f"{_DOCUMENT}__title", f"{_DOCUMENT}__owner__first_name",
    f"{_DOCUMENT}__owner__last_name",
)  # fmt: skip
_PAGE = tuple(
    f"version__document{name}"
    for name in ("", "__title", "__kind", "__owner__first_name", "__owner__last_name")
)


def _conflicts(statement: Statement) -> dict[str, Finding]:
    found = judged_shapes(statement).items()
    return {shape: finding for shape, finding in found if finding.verdict == Verdict.CONFLICT}


def _pages(names: dict[str, Finding], stage: Stage) -> Iterator[dict]:
    """Counted by reading first, which an index answers alone; then the pages of those readings are looked up."""
    grouped = _claims(names, stage).order_by().values_list("extraction")
    counted = dict(grouped.annotate(Count("number", distinct=True)))
    keys = sorted(counted)
    for first in range(0, len(keys), AT_ONCE):
        some = Extraction.objects.filter(pk__in=keys[first : first + AT_ONCE]).order_by("pk")
        for row in some.values("pk", *_PAGE):
            yield {
                "document": row["version__document"],
                "title": row["version__document__title"],
                "kind": row["version__document__kind"],
                "owner": _name(row, "version__document__owner"),
                "sentences": counted[row["pk"]],
            }


def _sentence(row: dict, stage: Stage, effect: Effect, finding: Finding) -> SentenceImpact:
    position = finding.position
    return SentenceImpact(
        document=row[_DOCUMENT],
        title=row[f"{_DOCUMENT}__title"],
        owner=_name(row, f"{_DOCUMENT}__owner"),
        stage=stage,
        effect=effect,
        sentence=row["sentence"],
        position=position.id if position else "",
        says=position.says if position else "",
    )


def _name(row: dict, owner: str) -> str:
    return f"{row[f'{owner}__first_name'] or ''} {row[f'{owner}__last_name'] or ''}".strip()


def _claims(names: dict[str, Finding], stage: Stage) -> QuerySet[FoundClaim]:
    return FoundClaim.objects.filter(shape__in=list(names), extraction__in=_extractions(stage))


def _extractions(stage: Stage) -> QuerySet:
    """The readings that count at a stage: those that were signed, and the newest of what is still written."""
    if stage == Stage.LIVE:
        return readings_of(Live.objects.all()).values("pk")
    if stage == Stage.SIGNED:
        return Review.objects.filter(state=ReviewState.SIGNED).values("signoff__extraction")
    newest = Extraction.objects.filter(
        engine=ENGINE_VERSION, version__number=F("version__document__version_number")
    )
    decided = [ReviewState.SIGNED, ReviewState.PUBLISHED]
    return newest.exclude(version__reviews__state__in=decided).values("pk")
