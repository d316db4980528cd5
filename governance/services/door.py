"""The door: log-ins, failed ones and log-outs, one entry each. Never a password; of a strange name its beginning."""

from datetime import datetime

from governance.models import Outcome, Person
from governance.policy.verbs import Verb
from governance.services.actors import Actor
from governance.services.audit import Act, record

# Enough to see a pattern, too little for a password that was typed in the wrong field.
KEPT_OF_A_NAME = 12
WRONG = "The name and the password did not match an open account."
LOCKED = "Too many tries: this name is locked from this address for a while."


def logged_in(*, actor: Actor, at: datetime) -> None:
    """Somebody came in."""
    record(actor=actor, act=_about(actor.person, Verb.LOG_IN), at=at)


def logged_out(*, actor: Actor, at: datetime, detail: str = "") -> None:
    """Somebody went out, by themselves or as `detail` says."""
    record(actor=actor, act=_about(actor.person, Verb.LOG_OUT, detail=detail), at=at)


def kept_out(*, actor: Actor, name: str, is_locked: bool, at: datetime) -> None:
    """Somebody did not come in. actor: without a person, for nobody was recognised; name: as it was typed."""
    detail = LOCKED if is_locked else WRONG
    person = Person.objects.filter(username=Person.normalize_username(name)).first()
    if person:
        act = _about(person, Verb.LOG_IN, outcome=Outcome.DENIED, detail=detail)
    else:
        label = _beginning(name)
        act = Act(verb=Verb.LOG_IN.value, outcome=Outcome.DENIED, object_label=label, detail=detail)
    record(actor=actor, act=act, at=at)


def _about(person: Person | None, verb: Verb, *, outcome: Outcome = Outcome.DONE, detail: str = "") -> Act:
    assert person is not None  # nobody goes in or out without an account  # noqa: S101
    kind, pk, label = "person", str(person.pk), person.get_username()
    return Act(
        verb=verb.value, outcome=outcome, object_kind=kind, object_id=pk, object_label=label, detail=detail
    )


def _beginning(name: str) -> str:
    seen = "".join(sign if sign.isprintable() else "�" for sign in name[: KEPT_OF_A_NAME + 1])
    return seen if len(seen) <= KEPT_OF_A_NAME else f"{seen[:KEPT_OF_A_NAME]}…"
