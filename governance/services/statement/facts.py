"""Gathers what the gate of a statement looks at, inside the transaction that acts on it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from governance.claims.examples import failing_examples
from governance.claims.values import Statement
from governance.models import ApprovedStatement, Part, Person, Physician, StatementEdit, StatementSignature
from governance.policy.gate import Signer
from governance.policy.statement_gate import DraftFacts
from governance.policy.verbs import Role
from governance.services.statement.effect import LiveEffect, live_effect


@dataclass(frozen=True, slots=True)
class DraftCase:
    """A text of a draft as its signers see it: what it says, what it does, who has signed it."""

    edit: StatementEdit
    statement: Statement
    effect: LiveEffect
    failed: tuple[str, ...]
    signatures: tuple[StatementSignature, ...]

    @property
    def first(self) -> StatementSignature | None:
        """The owner's signature on exactly this text."""
        return next((item for item in self.signatures if item.part == Part.OWNER), None)


def draft_case(edit: StatementEdit, *, at: datetime, effect: LiveEffect | None = None) -> DraftCase:
    """The case at a moment. effect: where it was worked out already."""
    statement = edit.parsed()
    return DraftCase(
        edit=edit,
        statement=statement,
        effect=effect or live_effect(statement, at=at),
        failed=tuple(item.failure for item in failing_examples(statement)),
        signatures=tuple(edit.signatures.select_related("person")),
    )


def draft_facts(
    case: DraftCase, *, person: Person | None, part: Part, digest: str, effect: str, at: datetime
) -> DraftFacts:
    """The facts for somebody's signature. digest, effect: seals of what they had before them."""
    first = case.first
    return DraftFacts(
        on=timezone.localtime(at).date(),
        effective=date.fromisoformat(case.statement.effective),
        is_version_taken=ApprovedStatement.objects.filter(version=case.statement.version).exists(),
        is_text_approved=ApprovedStatement.objects.filter(digest=case.edit.digest).exists(),
        failed=case.failed,
        is_text_as_shown=digest == case.edit.digest,
        is_effect_as_shown=effect == case.effect.seal,
        signer=_signer(case.edit, person, part, first),
        first_signer=(first.name if first else "") if part == Part.SECOND else None,
    )


def has_written(edit: StatementEdit, person: Person) -> bool:
    """Whether any text of the draft up to this one is theirs."""
    return edit.draft.edits.filter(number__lte=edit.number, written_by=person).exists()


def _signer(
    edit: StatementEdit, person: Person | None, part: Part, first: StatementSignature | None
) -> Signer | None:
    if person is None:
        return None
    entry = Physician.objects.filter(person=person).first()
    role = Role.STATEMENT_OWNER if part == Part.OWNER else Role.PHYSICIAN
    is_first = first is not None and first.person_id == person.pk
    return Signer(
        is_physician=role in person.roles and entry is not None,
        is_active=person.is_active,
        licence_expires=entry.licence_expires if entry else None,
        has_edited=has_written(edit, person) or is_first,
    )
