"""The position statement: approve one, with a second person."""

import hashlib
from datetime import date, datetime

from django.core.exceptions import PermissionDenied

from governance.claims.statement import parse_statement
from governance.models import ApprovedStatement
from governance.policy.verbs import Role, Verb
from governance.services.acting import acting
from governance.services.actors import Actor


def approve_statement(*, actor: Actor, second: Actor, source: str, at: datetime) -> ApprovedStatement:
    """Approves the text of a statement as the law from its effective date on.

    actor: the statement's owner; second: a physician, another person. source: YAML.
    Raises StatementError for a text that does not hold, Denied or PermissionDenied for the wrong people.
    """
    with acting(actor, Verb.APPROVE_STATEMENT, at=at) as act:
        statement = parse_statement(source, "the statement")
        _refuse_wrong_people(actor, second)
        approved = ApprovedStatement.objects.create(
            version=statement.version,
            title=statement.title,
            source=source,
            digest=hashlib.sha256(source.encode()).hexdigest(),
            effective=date.fromisoformat(statement.effective),
            approved_at=at,
            approved_by=actor.person,
            seconded_by=second.person,
        )
        act.about(approved)
        act.done(after=approved.digest, detail=f"Seconded by {second.name}")
        return approved


def _refuse_wrong_people(actor: Actor, second: Actor) -> None:
    if Role.STATEMENT_OWNER not in actor.roles:
        raise PermissionDenied("Only the statement's owner approves it.")
    if Role.PHYSICIAN not in second.roles or second.person == actor.person:
        raise PermissionDenied("A second physician has to approve the statement too.")
