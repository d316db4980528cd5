"""The statement's owner approves another engine's reading of the live pages; only then does it take any down."""

from datetime import datetime

from governance.claims.engine import ENGINE_VERSION
from governance.models import AdoptedReading, ApprovedStatement
from governance.policy.verbs import Verb
from governance.services.acting import MovedOn, acting
from governance.services.actors import Actor
from governance.services.effects import Effects, enforce
from governance.services.rereading.comparing import Change, changes, mark_of
from governance.services.rereading.reading import unread
from governance.services.reviews import required_reason


def adopt_reading(
    *, actor: Actor, seen: str, reason: str, at: datetime, engine: str = ENGINE_VERSION
) -> Effects:
    """From now on live pages are judged by this engine's reading; those in conflict are taken down or flagged.

    seen: the mark of the list of changes that the person had before them. Returns what it did to the pages.
    Raises Denied, ValidationError without a reason, MovedOn where the list has changed since, versions are still
    unread, no statement is in force, or this reading was adopted already.
    """
    with acting(actor, Verb.ADOPT_READING, at=at) as act:
        reason = required_reason(reason, "Say why this reading is right.", most=500)
        statement = ApprovedStatement.objects.binding(at=at)
        if statement is None:
            raise MovedOn("No statement is in force, so nothing is judged.")
        found = _as_seen(statement, seen, engine)
        act.about(_adopted(actor, engine, reason, found, at))
        effects = enforce(statement, actor=actor, at=at)
        act.done(before=statement.digest, reason=reason, detail=str(effects))
        return effects


def _as_seen(statement: ApprovedStatement, seen: str, engine: str) -> list[Change]:
    if AdoptedReading.objects.filter(engine=engine).exists():
        raise MovedOn("This reading was approved already.")
    if unread(engine).exists():
        raise MovedOn("Some versions are not read yet. Nothing was approved.")
    found = changes(statement, engine)
    if mark_of(found) != seen:
        raise MovedOn("The list has changed since you opened it. Nothing was approved.")
    return found


def _adopted(actor: Actor, engine: str, reason: str, found: list[Change], at: datetime) -> AdoptedReading:
    live = [item.is_new for item in found if item.is_live]
    return AdoptedReading.objects.create(
        engine=engine,
        adopted_by=actor.person,
        adopted_by_name=actor.name,
        adopted_at=at,
        reason=reason,
        new=sum(live),
        gone=len(live) - sum(live),
    )
