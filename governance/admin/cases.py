"""A version's case for a screen: read and judged without writing anything."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from content.models import Version
from governance.claims.engine import ENGINE_VERSION
from governance.models import ApprovedStatement, Extraction
from governance.services.carrying import missing_sentences
from governance.services.citations import retracted_citations
from governance.services.facts import Case
from governance.services.findings import judge_extraction


@dataclass(frozen=True, slots=True)
class ShownCase:
    """A case, and whether the present engine has read the version. If not, an older reading is shown."""

    case: Case
    is_current: bool


def shown_case(version: Version, *, at: datetime) -> ShownCase:
    """The case of a version by the statement in force, from claims that are stored already."""
    statement = ApprovedStatement.objects.binding(at=at)
    extraction = _stored_extraction(version)
    if extraction is None:
        unread = Case(version, Extraction(version=version), statement, (), (), retracted_citations(version))
        return ShownCase(unread, is_current=False)
    return ShownCase(_judged(version, extraction, statement, at), extraction.engine == ENGINE_VERSION)


def _stored_extraction(version: Version) -> Extraction | None:
    readings = list(Extraction.objects.filter(version=version).order_by("-pk"))
    current = [reading for reading in readings if reading.engine == ENGINE_VERSION]
    return next(iter(current + readings), None)


def _judged(
    version: Version, extraction: Extraction, statement: ApprovedStatement | None, at: datetime
) -> Case:
    retracted = retracted_citations(version)
    if statement is None:
        return Case(version, extraction, None, (), (), retracted)
    findings = tuple(judge_extraction(extraction, statement, on=timezone.localtime(at).date()))
    missing = missing_sentences(version, extraction, statement)
    return Case(version, extraction, statement, findings, tuple(item.says for item in missing), retracted)
