"""Roles and the register of physicians; each change is in the trail."""

from datetime import date, datetime

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError

from governance.models import Person, Physician
from governance.policy.verbs import Role, Verb
from governance.services.acting import MovedOn, acting
from governance.services.actors import Actor


def grant_role(*, actor: Actor, person: Person, role: Role, at: datetime) -> None:
    """Gives a person a role.

    Where they have it already the entry says so. Raises Denied, PermissionDenied for oneself, ValidationError for a
    closed account.
    """
    with acting(actor, Verb.GRANT_ROLE, at=at) as act:
        person = Person.objects.select_for_update().get(pk=person.pk)
        act.about(person)
        refuse_own(actor, person)
        if not person.is_active:
            raise ValidationError("This account is closed. Open it again first.")
        had = role in person.roles
        person.groups.add(Group.objects.get(name=role.value))
        act.done(detail=f"{role}, as before" if had else role.value)


def end_role(*, actor: Actor, person: Person, role: Role, at: datetime) -> None:
    """Takes a role from a person. What they signed stays valid.

    Raises Denied, PermissionDenied for oneself, MovedOn where they do not have it.
    """
    with acting(actor, Verb.END_ROLE, at=at) as act:
        person = Person.objects.select_for_update().get(pk=person.pk)
        act.about(person)
        refuse_own(actor, person)
        if not person.groups.filter(name=role.value).exists():
            raise MovedOn(f"{person} does not have the role of {role}.")
        person.groups.remove(Group.objects.get(name=role.value))
        act.done(detail=role.value)


def refuse_own(actor: Actor, person: Person) -> None:
    """Raises PermissionDenied where somebody would change their own account or roles."""
    if actor.person == person:
        raise PermissionDenied("Another operator changes your own account and roles.")


def register_physician(
    *,
    actor: Actor,
    person: Person,
    degree: str,
    specialty: str,
    licence_number: str,
    licence_region: str,
    licence_expires: date,
    interests: str | None = None,
    at: datetime,
) -> Physician:
    """Enters or changes a physician in the register. interests: None leaves what was declared before.

    Raises Denied, PermissionDenied for oneself, ValidationError for bad values.
    """
    with acting(actor, Verb.REGISTER_PHYSICIAN, at=at) as act:
        act.about(person)
        refuse_own(actor, person)
        entry = Physician.objects.filter(person=person).first() or Physician(person=person)
        before = _told(entry) if entry.pk else ""
        entry.degree, entry.specialty = degree, specialty
        entry.licence_number, entry.licence_region = licence_number, licence_region
        entry.licence_expires = licence_expires
        if interests is not None:
            entry.interests = interests
        entry.full_clean()
        entry.save()
        act.about(entry)
        act.done(detail=f"{before} → {_told(entry)}" if before else _told(entry))
        return entry


def _told(entry: Physician) -> str:
    interests = entry.interests or "none declared"
    return f"{entry.credential}, to {entry.licence_expires}; interests: {interests}"
