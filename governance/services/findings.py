"""Claims of a version, stored once; findings of a statement, arithmetic on them."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import prefetch_related_objects

from content.digest import decode
from content.models import Version
from content.sections import Layout, Passage, PublicText
from governance.claims.engine import ENGINE_VERSION, extract
from governance.claims.judge import judge
from governance.claims.scales import load_scales
from governance.claims.values import Block, Claim, Document, Finding, Kind, Verdict
from governance.models import (
    ApprovedStatement,
    ExceptionGrant,
    Extraction,
    FoundClaim,
    JudgedClaim,
    Settlement,
)

KINDS = {Layout.POINTS: Kind.BULLET, Layout.PHRASES: Kind.BULLET}


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A stored claim with its finding and, for an unclear one, what a physician said of it."""

    row: FoundClaim
    finding: Finding
    settlement: Settlement | None
    is_excepted: bool = False

    @property
    def is_conflict(self) -> bool:
        """In conflict by the statement, or settled as a conflict; and without an exception."""
        settled = self.settlement is not None and self.settlement.settled_as == Verdict.CONFLICT
        return (self.finding.verdict == Verdict.CONFLICT or settled) and not self.is_excepted

    @property
    def is_unsettled(self) -> bool:
        """Unclear, and nobody has settled it."""
        return self.finding.verdict == Verdict.UNCLEAR and self.settlement is None


def as_document(text: PublicText) -> Document:
    """The words of a public text as the engine takes them."""
    blocks = tuple(_block(passage, text.kind) for passage in text.passages())
    return Document(blocks, None if text.condition == "any" else text.condition)


def ensure_extraction(version: Version, *, at: datetime) -> Extraction:
    """The stored claims of a version by this engine; read now if they were not."""
    extraction, is_new = Extraction.objects.get_or_create(
        version=version, engine=ENGINE_VERSION, defaults={"made_at": at}
    )
    if is_new:
        FoundClaim.objects.bulk_create(rows_of(extraction, decode(version.text)))
    return extraction


def ensure_findings(extraction: Extraction, statement: ApprovedStatement, *, on: date) -> list[StoredFinding]:
    """The claims of an extraction judged by a statement; the findings are stored if they were not."""
    judged = judge_extraction(extraction, statement, on=on)
    stored = set(
        JudgedClaim.objects.filter(claim__extraction=extraction, statement=statement).values_list(
            "claim", flat=True
        )
    )
    JudgedClaim.objects.bulk_create(
        JudgedClaim(
            claim=item.row,
            statement=statement,
            verdict=item.finding.verdict.value,
            position=item.finding.position.id if item.finding.position else "",
        )
        for item in judged
        if item.row.pk not in stored
    )
    return judged


def judge_extraction(
    extraction: Extraction, statement: ApprovedStatement, *, on: date
) -> list[StoredFinding]:
    """The same without storing anything, for screens. on: the day on which an exception must still hold."""
    # Kept on the extraction: within one act nothing reads its claims twice.
    prefetch_related_objects([extraction], "claims__settlements")
    rows = list(extraction.claims.all())
    findings = judge([as_claim(row) for row in rows], statement.parsed())
    excepted = _excepted(extraction, statement, on)
    return [
        StoredFinding(row, found, _latest(row), row.pk in excepted)
        for row, found in zip(rows, findings, strict=True)
    ]


def findings_digest(findings: Sequence[StoredFinding]) -> str:
    """SHA-256 over all findings in their order: what the signer saw beside the words."""
    value = [
        [
            item.row.block, item.row.start, item.row.end, item.row.topic, item.row.low, item.row.high,
            item.row.agent, item.row.condition, item.finding.verdict.value,
            item.settlement.settled_as if item.settlement else "",
            item.is_excepted,
        ]
        for item in findings
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(value, separators=(",", ":")).encode()).hexdigest()


def as_claim(row: FoundClaim) -> Claim:
    """The stored claim as the engine's value."""
    return Claim(
        block=row.block,
        start=row.start,
        end=row.end,
        sentence=row.sentence,
        topic=row.topic or None,
        low=row.low,
        high=row.high,
        agent=row.agent,
        conditions=(row.condition,),
        certain=row.certain,
        rule=row.rule,
        why=row.why,
    )


def _block(passage: Passage, kind: str) -> Block:
    if passage.column in ("title", "name"):
        what = Kind.QUESTION if kind == "faq" else Kind.HEADING
    else:
        what = KINDS.get(passage.layout, Kind.PARAGRAPH) if passage.layout else Kind.PARAGRAPH
    return Block(passage.key, passage.text, passage.heading, what)


def rows_of(extraction: Extraction, text: PublicText) -> Iterator[FoundClaim]:
    """The claims of a text as rows of an extraction, not stored yet."""
    return _rows(extraction, extract(as_document(text)))


def _rows(extraction: Extraction, claims: Iterable[Claim]) -> Iterator[FoundClaim]:
    numbers: dict[tuple[str, int], int] = {}
    for claim in claims:
        number = numbers.setdefault((claim.block, claim.start), len(numbers) + 1)
        for condition in claim.conditions or ("any",):
            yield _row(extraction, claim, condition, number)


def _row(extraction: Extraction, claim: Claim, condition: str, number: int) -> FoundClaim:
    return FoundClaim(
        extraction=extraction,
        number=number,
        block=claim.block,
        start=claim.start,
        end=claim.end,
        sentence=claim.sentence,
        topic=claim.topic or "",
        low=claim.low,
        high=claim.high,
        agent=claim.agent,
        condition=condition,
        certain=claim.certain,
        cues=" ".join(f"{start}-{end}" for start, end in claim.cues)[:500],
        rule=claim.rule,
        why=claim.why[:300],
    )


def _excepted(extraction: Extraction, statement: ApprovedStatement, on: date) -> set[int]:
    # An exception is from one statement: a new one asks anew whether the sentence may stand. It is for the words, so
    # it holds for another engine's reading of the same version.
    grants = ExceptionGrant.objects.holding(on=on).filter(
        request__claim__extraction__version=extraction.version_id, request__statement=statement
    )
    same = ("block", "start", "end", "shape")
    places = set(grants.values_list(*(f"request__claim__{name}" for name in same)))
    return {claim.pk for claim in extraction.claims.all() if places and _values(claim, same) in places}


def _values(claim: FoundClaim, names: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(getattr(claim, name) for name in names)


def _latest(row: FoundClaim) -> Settlement | None:
    settlements = list(row.settlements.all())
    return settlements[-1] if settlements else None


def point_names(topic: str) -> tuple[str, ...]:
    """The points of a scale, weakest claim first."""
    return load_scales().topics[topic]
