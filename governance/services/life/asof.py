"""What the public saw of a page at a moment, and all that proves it."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from governance.models import (
    ApprovedStatement,
    AuditEntry,
    ExceptionGrant,
    Extraction,
    FoundClaim,
    Outcome,
    Publication,
    PublicationLink,
    Settlement,
)
from governance.policy.verbs import Verb
from governance.services.findings import StoredFinding, findings_digest, judge_extraction
from governance.services.life.periods import publications_at
from governance.services.verifying import publication_faults

WHOLE = ("document", "version", "signoff__version", "signoff__statement", "signoff__extraction", "statement")
CORRECTED = ("signoff__corrects__version", "signoff__checklist", "withdrawal__withdrawn_by")
PROVING = (Verb.SIGN_OFF, Verb.PUBLISH)


@dataclass(frozen=True, slots=True)
class Judged:
    """The claims of a publication as the statement in force at a moment judges them."""

    statement: ApprovedStatement | None
    findings: tuple[StoredFinding, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each verdict, and how many rest on an exception."""
        counted = Counter(item.finding.verdict.value for item in self.findings)
        excepted = sum(item.is_excepted for item in self.findings)
        return {**counted, "excepted": excepted, "all": len(self.findings)}


@dataclass(frozen=True, slots=True)
class Proof:
    """What was checked on the spot. faults: one sentence for each thing that does not hold, none where all does."""

    faults: tuple[str, ...]
    entries: tuple[AuditEntry, ...]


def in_full(key: int) -> Publication:
    """A publication with all that proves it, in one query."""
    return Publication.objects.select_related(*WHOLE, *CORRECTED).get(pk=key)


def shown_with(publication: Publication, at: datetime) -> tuple[list[Publication], list[Publication]]:
    """The publications that stood whole on the page at that moment, and those that it linked to."""
    then = publications_at(at).select_related("signoff__corrects")
    shown = then.filter(links__path=publication.path, links__is_shown_there=True).order_by("document_id")
    links = PublicationLink.objects.filter(publication=publication, is_shown_there=False)
    return list(shown), list(then.filter(path__in=links.values("path")).order_by("title"))


def judged_at(publication: Publication, at: datetime) -> Judged:
    """The claims of a publication, judged by the statement that was in force at the moment."""
    statement = ApprovedStatement.objects.in_force(at=at)
    if statement is None:
        return Judged(None, ())
    return Judged(statement, findings_at(publication.signoff.extraction, statement, at))


def findings_at(
    extraction: Extraction, statement: ApprovedStatement, at: datetime
) -> tuple[StoredFinding, ...]:
    """The findings as they stood at a moment: what was settled or excepted later does not count."""
    judged = judge_extraction(extraction, statement, on=timezone.localtime(at).date())
    grants = ExceptionGrant.objects.filter(request__claim__extraction=extraction, granted_at__lte=at)
    granted = set(grants.values_list("request__claim", flat=True))
    return tuple(
        replace(
            item, settlement=_settled(item.row, at), is_excepted=item.is_excepted and item.row.pk in granted
        )
        for item in judged
    )


def proof_of(publication: Publication) -> Proof:
    """Recomputes digest, page, findings and signature of a publication, and finds the entries that tell of it."""
    faults = (*publication_faults(publication), *_findings_faults(publication))
    return Proof(tuple(faults), tuple(entries_of(publication)))


def entries_of(publication: Publication) -> list[AuditEntry]:
    """The entries of its way: saved, sent, signed, published, taken down; the last one first."""
    way = Q(object_kind="review", object_id=str(publication.signoff.review_id), verb__in=PROVING)
    saved = Q(verb__in=(Verb.SAVE, Verb.SUBMIT), after=publication.digest)
    ended = Q(verb__in=(Verb.WITHDRAW, Verb.RETRACT), before=publication.digest)
    done = AuditEntry.objects.filter(document=publication.document_id, outcome=Outcome.DONE)
    return list(done.filter(way | saved | ended).order_by("-sequence"))


def _settled(claim: FoundClaim, at: datetime) -> Settlement | None:
    said = [item for item in claim.settlements.all() if item.settled_at <= at]
    return said[-1] if said else None


def _findings_faults(publication: Publication) -> list[str]:
    signoff = publication.signoff
    then = findings_at(signoff.extraction, signoff.statement, signoff.signed_at)
    if findings_digest(then) == signoff.findings_digest:
        return []
    return ["its findings are no longer those that the physician saw"]
