"""What a statement does to the pages: at its approval, or on the day from which it is in force."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from governance.models import ApprovedStatement, AuditEntry, Extraction, Live, NoticeKind, Outcome
from governance.policy.verbs import Role, Verb
from governance.services.acting import acting
from governance.services.actors import Actor
from governance.services.audit import Act, record
from governance.services.findings import StoredFinding, ensure_findings
from governance.services.notices import keepers, tell
from governance.services.publishing import take_down


def apply_statement(statement: ApprovedStatement, *, actor: Actor, at: datetime) -> list[str]:
    """Inside an act: judges every live page and every newest version by the statement in force.

    Returns the addresses of the live pages that contradict it: they are taken down, each with an entry.
    """
    withdrawn = [
        _withdraw(live, statement, conflicts, actor, at)
        for live, conflicts in _live_in_conflict(statement, at)
    ]
    _judge_newest(statement, at)
    return withdrawn


def announce_statement(statement: ApprovedStatement, *, at: datetime) -> list[str]:
    """Inside an act: judges everything by a statement that is still to come, and tells the pages' owners.

    Returns the addresses of the live pages that will contradict it.
    """
    found = [live for live, _ in _live_in_conflict(statement, at)]
    _judge_newest(statement, at)
    for live in found:
        tell(keepers(live.document), NoticeKind.IN_CONFLICT, live.document, at=at, day=statement.effective)
    return [live.path for live in found]


def take_effect(*, at: datetime) -> int:
    """Lets a statement that was approved ahead take effect on its day, once, in its owner's name.

    Returns how many pages were taken down. A page changed between the approval and its day is judged like all.
    """
    statement = ApprovedStatement.objects.binding(at=at)
    if statement is None or not _is_pending(statement):
        return 0
    owner = Actor(statement.approved_by, frozenset({Role.STATEMENT_OWNER}))
    with acting(owner, Verb.TAKE_EFFECT, at=at) as act:
        act.about(statement)
        # Asked again under the lock of the trail: another process may have been quicker.
        withdrawn = apply_statement(statement, actor=owner, at=at) if _is_pending(statement) else []
        act.done(after=statement.digest, detail=pages("Withdrawn", withdrawn))
    return len(withdrawn)


def pages(what: str, paths: list[str]) -> str:
    """The pages as an entry lists them, one a line."""
    return "\n".join(f"{what}: /{path}/" for path in paths)


def _is_pending(statement: ApprovedStatement) -> bool:
    """Whether it was approved before its day, and has not taken effect yet."""
    if statement.effective <= timezone.localtime(statement.approved_at).date():
        return False
    done = {"verb": Verb.TAKE_EFFECT, "outcome": Outcome.DONE, "object_kind": "approvedstatement"}
    return not AuditEntry.objects.filter(object_id=str(statement.pk), **done).exists()


def _live_in_conflict(
    statement: ApprovedStatement, at: datetime
) -> Iterator[tuple[Live, list[StoredFinding]]]:
    on = timezone.localtime(at).date()
    rows = Live.objects.select_for_update(of=("self",)).order_by("pk")
    for live in rows.select_related("publication__signoff__extraction", "document__owner"):
        found = ensure_findings(live.publication.signoff.extraction, statement, on=on)
        conflicts = [item for item in found if item.is_conflict]
        if conflicts:
            yield live, conflicts


def _judge_newest(statement: ApprovedStatement, at: datetime) -> None:
    """The newest version of every document, so that lists and desks show how it stands."""
    newest = Extraction.objects.filter(version__number=F("version__document__version_number"))
    for extraction in newest:
        ensure_findings(extraction, statement, on=timezone.localtime(at).date())


def _withdraw(
    live: Live, statement: ApprovedStatement, conflicts: list[StoredFinding], actor: Actor, at: datetime
) -> str:
    sentences = len({item.row.number for item in conflicts})
    reason = f"In conflict with {statement} in {sentences} sentence{'s' if sentences > 1 else ''}"
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
