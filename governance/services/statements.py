"""The position statement: approved by two people, and at once the law of every live page."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.utils import timezone

from governance.claims.statement import parse_statement
from governance.claims.values import Statement
from governance.models import ApprovedStatement, Extraction, Live
from governance.policy.verbs import Role, Verb
from governance.services.acting import acting
from governance.services.actors import Actor
from governance.services.audit import Act, record
from governance.services.findings import ensure_findings
from governance.services.publishing import take_down


def approve_statement(*, actor: Actor, second: Actor, source: str, at: datetime) -> ApprovedStatement:
    """Approves the text of a statement as the law from its effective date on.

    actor: the statement's owner; second: a physician, another person. source: YAML. Where it is in force at
    once, every live page is judged again in the same step, and those in conflict are withdrawn.
    Raises StatementError for a text that does not hold, Denied or PermissionDenied for the wrong people.
    """
    with acting(actor, Verb.APPROVE_STATEMENT, at=at) as act:
        _refuse_wrong_people(actor, second)
        approved = _approved(parse_statement(source, "the statement"), source, actor, second, at)
        act.about(approved)
        withdrawn = list(_withdraw_conflicting(actor, at))
        _judge_drafts(at)
        act.done(after=approved.digest, detail=_told(second, withdrawn))
        return approved


def _approved(
    statement: Statement, source: str, actor: Actor, second: Actor, at: datetime
) -> ApprovedStatement:
    return ApprovedStatement.objects.create(
        version=statement.version,
        title=statement.title,
        source=source,
        digest=hashlib.sha256(source.encode()).hexdigest(),
        effective=date.fromisoformat(statement.effective),
        approved_at=at,
        approved_by=actor.person,
        seconded_by=second.person,
    )


def _withdraw_conflicting(actor: Actor, at: datetime) -> Iterator[str]:
    """Judges every live page by the statement in force; yields the addresses of those that were taken down."""
    statement = ApprovedStatement.objects.binding(at=at)
    if statement is None:
        return
    for live in Live.objects.select_for_update().select_related("publication__signoff", "document"):
        extraction = live.publication.signoff.extraction
        found = ensure_findings(extraction, statement, on=timezone.localtime(at).date())
        conflicts = [item.row.number for item in found if item.is_conflict]
        if conflicts:
            yield _withdraw(live, statement, conflicts, actor, at)


def _judge_drafts(at: datetime) -> None:
    """Judges the newest version of every document, so that lists and desks show how it stands now."""
    statement = ApprovedStatement.objects.binding(at=at)
    for extraction in Extraction.objects.filter(version__number=F("version__document__version_number")):
        if statement:
            ensure_findings(extraction, statement, on=timezone.localtime(at).date())


def _withdraw(
    live: Live, statement: ApprovedStatement, conflicts: list[int], actor: Actor, at: datetime
) -> str:
    reason = f"In conflict with {statement} in {len(conflicts)} places"
    act = Act(
        verb=Verb.WITHDRAW,
        role=Role.STATEMENT_OWNER,
        object_kind="document",
        object_id=str(live.document_id),
        object_label=live.document.title,
        document=live.document,
        before=live.publication.digest,
        reason=reason,
        detail=live.path,
    )
    take_down(live, actor, reason, at)
    record(actor=actor, act=act, at=at)
    return live.path


def _told(second: Actor, withdrawn: list[str]) -> str:
    pages = "".join(f"\nWithdrawn: /{path}/" for path in withdrawn)
    return f"Seconded by {second.name}{pages}"


def _refuse_wrong_people(actor: Actor, second: Actor) -> None:
    if Role.STATEMENT_OWNER not in actor.roles:
        raise PermissionDenied("Only the statement's owner approves it.")
    if Role.PHYSICIAN not in second.roles or second.person == actor.person:
        raise PermissionDenied("A second physician has to approve the statement too.")
