"""Writing a statement: one draft at a time, each saved text kept as it was."""

import hashlib
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.utils import timezone

from governance.claims.editing import as_next
from governance.claims.statement import parse_statement, reference_source
from governance.models import ApprovedStatement, StatementDraft, StatementEdit
from governance.policy.verbs import Verb
from governance.services.acting import MovedOn, acting
from governance.services.actors import Actor
from governance.services.reviews import required_reason

AHEAD = 14  # days: a new draft names a day that leaves the writers time


def open_draft() -> StatementDraft | None:
    """The draft that is being written, None where there is none."""
    return StatementDraft.objects.filter(is_open=True).select_related("base").first()


def begin_draft(*, actor: Actor, at: datetime) -> StatementDraft:
    """Begins a draft from the statement in force, from the reference statement where none is.

    It gets the next version, and a day two weeks ahead. Raises Denied, MovedOn where a draft is open already.
    """
    with acting(actor, Verb.WRITE_STATEMENT, at=at) as act:
        if open_draft():
            raise MovedOn("Somebody has begun a draft already.")
        base = ApprovedStatement.objects.binding(at=at)
        text = as_next(
            base.source if base else reference_source(), after=timezone.localtime(at).date(), days=AHEAD
        )
        draft = StatementDraft.objects.create(base=base, begun_at=at)
        edit = _keep(draft, text, actor, at)
        act.about(draft, label=str(edit))
        act.done(before=base.digest if base else "", after=edit.digest, detail="Begun")
        return draft


def save_draft(
    *, actor: Actor, draft: StatementDraft, source: str, seen: int, at: datetime, told: str = ""
) -> StatementEdit:
    """Saves a text of the draft as its newest one; signatures on the earlier one no longer count.

    seen: the revision that the person had before them. told: what was changed, for the entry.
    Raises Denied, StatementError for a text that cannot be used, ValidationError where nothing differs, MovedOn where
    the draft ended or somebody else saved meanwhile.
    """
    with acting(actor, Verb.WRITE_STATEMENT, at=at) as act:
        before = draft.edit
        act.about(draft, label=str(before))
        source = normal(source)
        parse_statement(source, "the draft")
        _move_on(draft, seen)
        if source == before.source:
            raise ValidationError("Nothing differs from the draft as it is.")
        edit = _keep(draft, source, actor, at)
        act.done(before=before.digest, after=edit.digest, detail=told)
        return edit


def discard_draft(*, actor: Actor, draft: StatementDraft, seen: int, reason: str, at: datetime) -> None:
    """Ends the draft without an approval. Its texts and signatures are kept.

    Raises Denied, ValidationError without a reason, MovedOn where it ended or was changed meanwhile.
    """
    with acting(actor, Verb.DISCARD_STATEMENT, at=at) as act:
        edit = draft.edit
        act.about(draft, label=str(edit))
        reason = required_reason(reason, "Say why the draft is thrown away.", most=500)
        end_draft(draft, seen)
        act.done(before=edit.digest, reason=reason)


def end_draft(draft: StatementDraft, revision: int) -> None:
    """Inside an act: closes the draft. Raises MovedOn where somebody was quicker."""
    if not _open_at(draft, revision).update(is_open=False):
        raise MovedOn("The draft was changed or ended since you opened it.")


def normal(source: str) -> str:
    """The text as it is kept: line ends of one kind, one at the end."""
    return source.replace("\r\n", "\n").replace("\r", "\n").strip("\ufeff\n") + "\n"


def digest_of(source: str) -> str:
    """SHA-256 over the text as UTF-8, in hex: what is signed."""
    return hashlib.sha256(source.encode()).hexdigest()


def _move_on(draft: StatementDraft, seen: int) -> None:
    if not _open_at(draft, seen).update(revision=F("revision") + 1):
        raise MovedOn("The draft was changed or ended since you opened it.")
    draft.refresh_from_db()


def _open_at(draft: StatementDraft, revision: int) -> QuerySet[StatementDraft]:
    return StatementDraft.objects.filter(pk=draft.pk, is_open=True, revision=revision)


def _keep(draft: StatementDraft, source: str, actor: Actor, at: datetime) -> StatementEdit:
    return StatementEdit.objects.create(
        draft=draft,
        number=draft.revision,
        source=source,
        digest=digest_of(source),
        written_by=actor.person,
        written_at=at,
    )
