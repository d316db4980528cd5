"""The claims of the live pages, counted for the picture of a statement. One query, however many pages."""

from collections import Counter

from django.db.models import Count

from governance.claims.judge import judge
from governance.claims.values import Finding, Position, Statement, Verdict
from governance.models import FoundClaim, Live
from governance.services.shapes import claim_of

Counts = Counter[tuple[str, int, bool]]  # (position, point, outside) -> claims of live pages


def live_counts(statement: Statement) -> Counts:
    """The claims of the live pages by the position that covers them and the strongest point that they reach."""
    live = Live.objects.values("publication__signoff__extraction")
    rows = FoundClaim.objects.filter(extraction__in=live).order_by().values_list("shape")
    counted = list(rows.annotate(Count("pk")))
    findings = judge([claim_of(shape) for shape, _ in counted], statement)
    counts: Counts = Counter()
    for (_, number), finding in zip(counted, findings, strict=True):
        if finding.position:
            counts[_place(finding, finding.position)] += number
    return counts


def _place(finding: Finding, position: Position) -> tuple[str, int, bool]:
    is_outside = finding.verdict is Verdict.CONFLICT
    point = finding.claim.high if is_outside else min(finding.claim.high, position.high)
    return position.id, point, is_outside
