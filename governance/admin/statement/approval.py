"""How far a draft is on its way to approval, and what stands in the way of this person's signature."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from governance.admin.access import actor_of
from governance.admin.blocking import ShownBlocker
from governance.admin.show import day
from governance.admin.statement.whole_forms import StatementSignForm
from governance.claims.examples import examples_of
from governance.models import Part, Physician
from governance.policy.gate import Blocker, Code
from governance.policy.statement_gate import draft_blockers
from governance.policy.verbs import Role
from governance.services.second_factor import has_second_factor
from governance.services.signing import NO_SECOND_FACTOR
from governance.services.statement.facts import DraftCase, draft_facts

MOVED = frozenset({Code.TEXT_MOVED_ON, Code.EFFECT_MOVED_ON})


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is, how it stands, and whether it is done."""

    title: str
    told: str
    is_done: bool


def approval_context(
    request: HttpRequest, case: DraftCase, *, at: datetime, refused: tuple[Blocker, ...] = ()
) -> dict[str, Any]:
    """The steps, the form for who may sign next, and all that stands in the way of it.

    refused: what a signature that was just tried met with; it takes the place of what is found now.
    """
    part = _part_of(request, case)
    found = refused or _blockers(request, case, part, at)
    sealed = {"digest": case.edit.digest, "effect": case.effect.seal}
    return {
        "steps": list(_steps(case)),
        "part": part,
        "sign_form": StatementSignForm(initial=sealed) if part else None,
        "sign_url": reverse("admin:statement_sign" if part == Part.OWNER else "admin:statement_approve"),
        "register_entry": Physician.objects.filter(person=request.user).first(),
        "shown_blockers": [_shown(item) for item in found],
        "is_closed": any(item.code not in MOVED | {Code.NOT_AUTHENTICATED} for item in found),
    }


def _part_of(request: HttpRequest, case: DraftCase) -> Part | None:
    """As what this person would sign next; None where their roles do not sign it now."""
    roles = actor_of(request).roles
    if case.first is None:
        return Part.OWNER if Role.STATEMENT_OWNER in roles else None
    return Part.SECOND if Role.PHYSICIAN in roles else None


def _blockers(request: HttpRequest, case: DraftCase, part: Part | None, at: datetime) -> tuple[Blocker, ...]:
    person = actor_of(request).person
    asked = part or (Part.SECOND if case.first else Part.OWNER)
    facts = draft_facts(
        case, person=person, part=asked, digest=case.edit.digest, effect=case.effect.seal, at=at
    )
    found = draft_blockers(facts)
    if part is None:  # what is wrong with a person who would not sign says nothing
        return tuple(item for item in found if item.where in ("bands", "head", "examples"))
    return found if person and has_second_factor(person) else (*found, NO_SECOND_FACTOR)


def _steps(case: DraftCase) -> list[Step]:
    edit, first = case.edit, case.first
    total = len(examples_of(case.statement))
    good = total - len(case.failed)
    return [
        Step("Written", f"{edit.written_by}, {day(edit.written_at.date())}", True),
        Step(
            "Test sentences",
            f"{good} of {total} come out as they should" if total else "None",
            not case.failed,
        ),
        Step("The owner’s signature", _signed(first), first is not None),
        Step("The second physician’s signature", "Somebody who did not write it", False),
    ]


def _signed(signature: Any) -> str:
    return f"{signature.name}, {day(signature.signed_on)}" if signature else "Waits"


def _shown(item: Blocker) -> ShownBlocker:
    letter, icon = ("c", "conflict") if item.code == Code.FAILED_EXAMPLE else ("u", "unclear")
    url, label = _mending(item)
    return ShownBlocker(item.sentence, letter, icon, url, label)


def _mending(item: Blocker) -> tuple[str, str]:
    if item.code == Code.NO_SECOND_FACTOR:
        return reverse("admin:second_factor"), "Set up your app"
    if item.where == "head":
        return reverse("admin:statement_head"), "Version and day"
    if item.where == "effect":
        return "#effect", "Read the effect"
    if item.where == "bands":
        return "#bands", "See the draft"
    return "", ""
