"""The position statement: approved by two people, and at once the law of every live page."""

import hashlib
from datetime import date, datetime

from django.core.exceptions import PermissionDenied

from governance.claims.statement import parse_statement
from governance.claims.values import Statement
from governance.models import ApprovedStatement, Part, StatementSignature
from governance.policy.verbs import Role, Verb
from governance.services.acting import acting
from governance.services.actors import Actor
from governance.services.effects import announce_statement, apply_statement, pages


def approve_statement(*, actor: Actor, second: Actor, source: str, at: datetime) -> ApprovedStatement:
    """Approves the text of a statement as the law from its effective date on, for the set-up of a site alone.

    Once a statement was approved at the desk, by two signatures, this way is closed; the database holds that too.

    actor: the statement's owner; second: a physician, another person. source: YAML. Where it is in force at
    once, every live page is judged again in the same step, and those in conflict are withdrawn or flagged; where its
    day is still to come, that happens on that day (`effects.take_effect`), and the owners of those pages are told now.
    Raises StatementError for a text that does not hold, Denied or PermissionDenied for the wrong people.
    """
    with acting(actor, Verb.APPROVE_STATEMENT, at=at) as act:
        _refuse_wrong_people(actor, second)
        if StatementSignature.objects.filter(part=Part.SECOND).exists():
            raise PermissionDenied("This site's statements are approved at the desk, by two signatures.")
        approved, told = put_in_force(source, owner=actor, second=second, at=at)
        act.about(approved)
        act.done(after=approved.digest, detail=told)
        return approved


def put_in_force(source: str, *, owner: Actor, second: Actor, at: datetime) -> tuple[ApprovedStatement, str]:
    """Inside an act: makes the text an approved statement and lets it take effect, now or on its day.

    Returns it with what to tell in the entry. Raises StatementError for a text that does not hold.
    """
    approved = _approved(parse_statement(source, "the statement"), source, owner, second, at)
    told = f"Seconded by {second.name}\n{_effect(approved, owner, at)}".strip()
    return approved, told


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


def _effect(approved: ApprovedStatement, actor: Actor, at: datetime) -> str:
    """Lets it take effect where it is in force now; where it is still to come, tells those whom it will hit."""
    if ApprovedStatement.objects.binding(at=at) == approved:
        return str(apply_statement(approved, actor=actor, at=at))
    return pages("Will be withdrawn", announce_statement(approved, at=at))


def _refuse_wrong_people(actor: Actor, second: Actor) -> None:
    if Role.STATEMENT_OWNER not in actor.roles:
        raise PermissionDenied("Only the statement's owner approves it.")
    if Role.PHYSICIAN not in second.roles or second.person == actor.person:
        raise PermissionDenied("A second physician has to approve the statement too.")
