"""Signing a statement: its owner first, then a second physician, whose signature makes it the law."""

from datetime import datetime

from django.utils import timezone

from governance.models import (
    ApprovedStatement,
    Part,
    Person,
    Physician,
    StatementDraft,
    StatementEdit,
    StatementSignature,
)
from governance.policy.gate import Blocker
from governance.policy.statement_gate import draft_blockers
from governance.policy.verbs import Role, Verb
from governance.services.acting import MovedOn, Refusal, acting
from governance.services.actors import Actor
from governance.services.keys import sign
from governance.services.second_factor import has_second_factor
from governance.services.signing import NO_SECOND_FACTOR, identity_blockers
from governance.services.statement.drafts import end_draft
from governance.services.statement.facts import DraftCase, draft_case, draft_facts
from governance.services.statement.seals import statement_payload
from governance.services.statements import put_in_force


def sign_statement(
    *, actor: Actor, draft: StatementDraft, digest: str, effect: str, password: str, code: str, at: datetime
) -> StatementSignature | Refusal:
    """The owner signs the draft as it stands; a second physician can now approve exactly that.

    digest, effect: the seals of the text and of the effect that the owner had before them. password, code: asked
    again for every signature. Returns the signature, or a Refusal with everything that stands in the way.
    Raises Denied without the role, MovedOn where the draft ended or is signed already.
    """
    with acting(actor, Verb.SIGN_STATEMENT, at=at) as act:
        edit = _locked(draft)
        act.about(draft, label=str(edit))
        case = draft_case(edit, at=at)
        if case.first:
            raise MovedOn("This text of the draft is signed already.")
        found = _in_the_way(actor, case, Part.OWNER, digest, effect, at) or identity_blockers(
            actor.person, password, code
        )
        if found:
            return act.refused(found)
        signature = _sign(actor, case, Part.OWNER, at)
        act.done(after=edit.digest, reason=Part.OWNER.label, detail=_told(case))
        return signature


def approve_draft(
    *, actor: Actor, draft: StatementDraft, digest: str, effect: str, password: str, code: str, at: datetime
) -> ApprovedStatement | Refusal:
    """A second physician signs what the owner signed, and in the same step it is approved.

    Where its day has come every live page is judged again at once; otherwise on its day. As `sign_statement`.
    """
    with acting(actor, Verb.APPROVE_STATEMENT, at=at) as act:
        edit = _locked(draft)
        act.about(draft, label=str(edit))
        case = draft_case(edit, at=at)
        found = _in_the_way(actor, case, Part.SECOND, digest, effect, at) or identity_blockers(
            actor.person, password, code
        )
        first = case.first
        if found or first is None:
            return act.refused(found)
        _sign(actor, case, Part.SECOND, at)
        end_draft(draft, edit.number)
        owner = Actor(first.person, frozenset({Role.STATEMENT_OWNER}))
        approved, told = put_in_force(edit.source, owner=owner, second=actor, at=at)
        act.about(approved)
        act.done(after=approved.digest, reason=Part.SECOND.label, detail=told)
        return approved


def _locked(draft: StatementDraft) -> StatementEdit:
    current = StatementDraft.objects.select_for_update().get(pk=draft.pk)
    if not current.is_open:
        raise MovedOn("This draft has ended.")
    return current.edit


def _in_the_way(
    actor: Actor, case: DraftCase, part: Part, digest: str, effect: str, at: datetime
) -> tuple[Blocker, ...]:
    facts = draft_facts(case, person=actor.person, part=part, digest=digest, effect=effect, at=at)
    found = draft_blockers(facts)
    if actor.person is None or not has_second_factor(actor.person):
        found += (NO_SECOND_FACTOR,)
    return found


def _sign(actor: Actor, case: DraftCase, part: Part, at: datetime) -> StatementSignature:
    signature = StatementSignature(
        edit=case.edit,
        part=part,
        digest=case.edit.digest,
        version=case.statement.version,
        effective=case.edit.effective,
        effect=case.effect.text,
        signed_at=at,
        signed_on=timezone.localtime(at).date(),
        **_credentials(actor.person),
    )
    signature.key_id, signature.signature = sign(statement_payload(signature))
    signature.save(force_insert=True)
    return signature


def _credentials(person: Person | None) -> dict:
    entry = Physician.objects.select_related("person").get(person=person)
    return {
        "person": entry.person,
        "name": str(entry.person),
        "degree": entry.degree,
        "specialty": entry.specialty,
        "licence_number": entry.licence_number,
        "licence_region": entry.licence_region,
        "licence_expires": entry.licence_expires,
    }


def _told(case: DraftCase) -> str:
    count = len(case.effect.pages)
    return f"In conflict now: {count} live page{'' if count == 1 else 's'}"
