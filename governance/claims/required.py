"""Sentences that a page must carry: which of the statement's are missing from a document."""

import re
from collections.abc import Iterable, Iterator

from governance.claims.judge import judge
from governance.claims.reading import read
from governance.claims.scales import load_scales
from governance.claims.values import Claim, Document, Required, Sentence, Statement, Verdict

DRUG = re.compile(r"\b(?:es|ar)?ketamine?\b|\bspravato\b|\bketalar\b", re.IGNORECASE)


def missing_required(
    document: Document, claims: Iterable[Claim], statement: Statement
) -> tuple[Required, ...]:
    """Return the required sentences that the document lacks, in the statement's order."""
    return missing_from(_sentences(document), document.condition, claims, statement)


def missing_from(
    sentences: Iterable[Sentence], condition: str | None, claims: Iterable[Claim], statement: Statement
) -> tuple[Required, ...]:
    """Return the same for sentences that were read already; they are looked at only where something may be missing."""
    unsaid = missing_by_claims(condition, claims, statement)
    is_mentioned = bool(unsaid) and any(DRUG.search(sentence.text) for sentence in sentences)
    return unsaid if is_mentioned else ()


def missing_by_claims(
    condition: str | None, claims: Iterable[Claim], statement: Statement
) -> tuple[Required, ...]:
    """Return the same for a page that mentions ketamine, of which only the claims are at hand."""
    held = [finding.claim for finding in judge(claims, statement) if finding.verdict is not Verdict.UNCLEAR]
    said = [finding.claim for finding in judge(held, statement) if finding.verdict is Verdict.CONSISTENT]
    return tuple(
        required
        for required in statement.required
        if _applies(required, condition, held) and not _is_said(required, condition, said)
    )


def _sentences(document: Document) -> Iterator[Sentence]:
    # Reading takes longest of all: put off until a sentence is asked for.
    yield from read(document)


def _applies(required: Required, condition: str | None, claims: list[Claim]) -> bool:
    if condition is None:
        return False
    if load_scales().is_under(condition, required.conditions):
        return True
    least = required.role_at_least
    return least is not None and any(
        claim.topic == "role" and claim.low > 0 and least <= claim.high and _is_on(claim, condition)
        for claim in claims
    )


def _is_said(required: Required, condition: str | None, claims: list[Claim]) -> bool:
    return any(
        claim.topic == required.topic and claim.high <= required.high and _is_on(claim, condition)
        for claim in claims
    )


def _is_on(claim: Claim, condition: str | None) -> bool:
    """A claim on a wider condition, or on none in particular, is one on the page's own too."""
    wider = load_scales().lineage(condition) if condition else ()
    return not claim.conditions or not set(wider).isdisjoint(claim.conditions)
