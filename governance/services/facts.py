"""Gathers what the gate looks at, inside the transaction that acts on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from content.models import Document, Version
from governance.models import (
    ApprovedStatement,
    Checklist,
    Extraction,
    Person,
    Physician,
    Retraction,
    Review,
    SignOff,
)
from governance.policy.gate import CitedWork, Facts, Place, Signer
from governance.policy.verbs import Role
from governance.services.carrying import missing_sentences
from governance.services.citations import RetractedCitation, ensure_citations, retracted_among
from governance.services.corrections import compared_with, correction_of, with_correction
from governance.services.findings import (
    StoredFinding,
    ensure_extraction,
    ensure_findings,
    judge_extraction,
)


@dataclass(frozen=True, slots=True)
class Case:
    """A version as the gate sees it: its claims, the statement in force, the findings, what is missing."""

    version: Version
    extraction: Extraction
    statement: ApprovedStatement | None
    findings: tuple[StoredFinding, ...]
    missing: tuple[str, ...]
    retracted: tuple[RetractedCitation, ...] = ()

    @property
    def conflicts(self) -> tuple[StoredFinding, ...]:
        """The findings that contradict the statement."""
        return tuple(item for item in self.findings if item.is_conflict)

    @property
    def unsettled(self) -> tuple[StoredFinding, ...]:
        """The unclear findings that nobody has settled."""
        return tuple(item for item in self.findings if item.is_unsettled)


def case_of(version: Version, *, at: datetime, store: bool = True) -> Case:
    """The case of a version at a moment. store False judges without writing, for screens."""
    statement = ApprovedStatement.objects.binding(at=at)
    extraction = ensure_extraction(version, at=at)
    retracted = retracted_among(ensure_citations(version))
    if statement is None:
        return Case(version, extraction, None, (), (), retracted)
    find = ensure_findings if store else judge_extraction
    judged = find(extraction, statement, on=timezone.localtime(at).date())
    missing = missing_sentences(version, extraction, statement)
    return Case(
        version, extraction, statement, tuple(judged), tuple(item.says for item in missing), retracted
    )


def facts_for_signing(
    case: Case, *, person: Person | None, ticked: frozenset[int] = frozenset(), at: datetime
) -> Facts:
    """What the gate looks at before somebody signs in full now. ticked: keys of the checklist's points."""
    facts = _facts(case, on=timezone.localtime(at).date(), signer=signer_now(case.version, person))
    return replace(facts, unticked=_unticked(ticked))


def facts_for_correcting(case: Case, *, person: Person | None, at: datetime) -> Facts:
    """The same for a correction: no checklist, but nothing except typography may differ."""
    facts = _facts(case, on=timezone.localtime(at).date(), signer=signer_now(case.version, person))
    return with_correction(facts, correction_of(case.version))


def facts_for_publishing(case: Case, review: Review) -> Facts:
    """The same for publishing: the signer is who signed, as of the day of the signature."""
    signoff = getattr(review, "signoff", None)
    if signoff is None:
        return _facts(case, on=date.max, signer=None, signed_digest="")
    facts = _facts(
        case,
        on=signoff.signed_on,
        signer=_signer_then(case.version, signoff),
        signed_digest=signoff.digest,
        is_retracted=Retraction.objects.filter(signoff__in=[signoff, signoff.in_full]).exists(),
    )
    return (
        with_correction(facts, compared_with(signoff.corrects, case.version)) if signoff.corrects else facts
    )


def signer_now(version: Version, person: Person | None) -> Signer | None:
    """The person as a signer of this version, as they stand now."""
    if person is None:
        return None
    entry = Physician.objects.filter(person=person).first()
    return Signer(
        is_physician=Role.PHYSICIAN in person.roles and entry is not None,
        is_active=person.is_active,
        licence_expires=entry.licence_expires if entry else None,
        has_edited=has_edited(version, person),
    )


def has_edited(version: Version, person: Person) -> bool:
    """Whether any of the version's words can be theirs: they saved this or an earlier version of it."""
    return Version.objects.up_to(version).filter(saved_by=person).exists()


def _signer_then(version: Version, signoff: SignOff) -> Signer:
    edited = has_edited(version, signoff.physician)
    # Role, licence and account were checked when it was signed; losing them later leaves it valid.
    return Signer(
        is_physician=True, is_active=True, licence_expires=signoff.licence_expires, has_edited=edited
    )


def _unticked(ticked: frozenset[int]) -> tuple[Place, ...]:
    """The points of the checklist in force that are not among the ticked ones."""
    checklist = Checklist.objects.in_force()
    points = checklist.points.all() if checklist else ()
    return tuple(Place(point.pk, point.sentence) for point in points if point.pk not in ticked)


def _facts(
    case: Case,
    *,
    on: date,
    signer: Signer | None,
    signed_digest: str | None = None,
    is_retracted: bool = False,
) -> Facts:
    newest = Document.objects.values_list("version_number", flat=True).get(pk=case.version.document_id)
    return Facts(
        on=on,
        digest=case.version.digest,
        has_statement=case.statement is not None,
        conflicts=_places(case.conflicts),
        unsettled=_places(case.unsettled),
        missing=case.missing,
        signer=signer,
        is_newest=newest == case.version.number,
        signed_digest=signed_digest,
        is_retracted=is_retracted,
        retracted_works=tuple(_work(item) for item in case.retracted if item.is_open),
    )


def _work(item: RetractedCitation) -> CitedWork:
    return CitedWork(item.citation.pk, item.citation.label, item.notice.noticed_on)


def _places(findings: Sequence[StoredFinding]) -> tuple[Place, ...]:
    return tuple(Place(item.row.number, item.row.sentence, item.row.topic) for item in findings)
