"""How every verb runs: the role is checked, the work is atomic, and exactly one entry is left, come what may."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction

from content.models import Document
from content.services import StaleNotes, StaleVersion
from governance.claims.statement import StatementError
from governance.models import Outcome
from governance.policy.gate import Blocker
from governance.policy.verbs import Verb, acting_role
from governance.services.actors import Actor
from governance.services.audit import Act, lock_chain, record


class Denied(PermissionDenied):
    """The person may not do this at all."""


class MovedOn(Exception):
    """Somebody else was quicker: the thing is no longer in a state in which this can be done."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The gate said no: everything that stands in the way, recorded in the trail."""

    blockers: tuple[Blocker, ...]

    def __bool__(self) -> bool:
        return False


@dataclass(slots=True)
class Acting:
    """One act under way. The verb says what it is about, then how it ended."""

    act: Act
    ended: bool = field(default=False)

    def about(self, thing: models.Model, *, document: Document | None = None, label: str = "") -> None:
        """Names what the act is about, for the entry."""
        self.act = replace(
            self.act,
            object_kind=thing._meta.model_name or "",
            object_id=str(thing.pk),
            object_label=(label or str(thing))[:400],
            document=document,
        )

    def done(self, *, before: str = "", after: str = "", reason: str = "", detail: str = "") -> None:
        """The act is done; the entry says what it changed."""
        self.act = replace(self.act, before=before, after=after, reason=reason, detail=detail)
        self.ended = True

    def refused(self, blockers: tuple[Blocker, ...], *, reason: str = "") -> Refusal:
        """The gate said no; the entry lists all that stood in the way."""
        detail = "\n".join(f"{blocker.code}: {blocker.sentence}" for blocker in blockers)
        self.act = replace(self.act, outcome=Outcome.REFUSED, reason=reason, detail=detail)
        self.ended = True
        return Refusal(blockers)


@contextmanager
def acting(actor: Actor, verb: Verb, *, at: datetime) -> Iterator[Acting]:
    """Runs the body in one transaction and leaves one entry.

    Raises Denied where no role of the actor may do the verb. Whatever the body raises is raised again after the
    transaction was rolled back and the failure was recorded outside it.
    """
    role = acting_role(actor.roles, verb)
    with recorded(actor, Act(verb=verb.value, role=role or ""), at=at) as running:
        if role is None:
            raise Denied(f"Your roles do not let you {verb}.")
        yield running


@contextmanager
def recorded(actor: Actor, act: Act, *, at: datetime) -> Iterator[Acting]:
    """The same without a look at roles: for acts that something else than a role lets somebody do."""
    running = Acting(act)
    try:
        with transaction.atomic():
            # First of all locks: acts follow one another, so what an act has judged still holds when it commits
            # (no statement is approved meanwhile), and no two acts can wait for each other.
            lock_chain()
            yield running
            if not running.ended:
                raise RuntimeError(f"the verb {act.verb} did not say how it ended")
            record(actor=actor, act=running.act, at=at)
    except Exception as error:
        record(actor=actor, act=_failed(running.act, error), at=at)
        raise


def _failed(act: Act, error: Exception) -> Act:
    outcome, detail = _failure(error)
    # A document that was new is gone with the roll-back; its name stays in the entry.
    is_there = act.document and Document.objects.filter(pk=act.document.pk).exists()
    return replace(act, outcome=outcome, detail=detail, document=act.document if is_there else None)


def _failure(error: Exception) -> tuple[Outcome, str]:
    if isinstance(error, PermissionDenied):
        return Outcome.DENIED, str(error)
    if isinstance(error, ValidationError):
        return Outcome.REFUSED, " ".join(error.messages)
    if isinstance(error, MovedOn | StaleVersion | StaleNotes | StatementError):
        return Outcome.REFUSED, str(error)
    return Outcome.FAILED, type(error).__name__
