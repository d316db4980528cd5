"""What compliance looks at, and what it takes away, as acts of their own. docs/decisions/looking.md says why."""

from datetime import datetime

from governance.policy.verbs import Verb
from governance.services.acting import acting
from governance.services.actors import Actor

LONGEST = 2_000


def note_export(*, actor: Actor, what: str, at: datetime) -> None:
    """Records that a file was taken out of the site. what: which, as one sentence. Raises Denied."""
    _note(actor, Verb.EXPORT, what, at)


def note_look(*, actor: Actor, what: str, at: datetime) -> None:
    """Records that somebody looked. what: the address with what was asked. Raises Denied."""
    _note(actor, Verb.LOOK, what, at)


def _note(actor: Actor, verb: Verb, what: str, at: datetime) -> None:
    with acting(actor, verb, at=at) as act:
        act.done(detail=what[:LONGEST])
