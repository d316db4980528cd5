"""Roles and the register of physicians; each change is in the trail."""

from datetime import date, datetime

from django.contrib.auth.models import Group

from governance.models import Person, Physician
from governance.policy.verbs import Role, Verb
from governance.services.acting import acting
from governance.services.actors import Actor


def grant_role(*, actor: Actor, person: Person, role: Role, at: datetime) -> None:
    """Gives a person a role. Raises Denied."""
    with acting(actor, Verb.GRANT_ROLE, at=at) as act:
        act.about(person)
        person.groups.add(Group.objects.get(name=role.value))
        act.done(detail=role.value)


def end_role(*, actor: Actor, person: Person, role: Role, at: datetime) -> None:
    """Takes a role from a person. What they signed stays valid. Raises Denied."""
    with acting(actor, Verb.END_ROLE, at=at) as act:
        act.about(person)
        person.groups.remove(Group.objects.get(name=role.value))
        act.done(detail=role.value)


def register_physician(
    *,
    actor: Actor,
    person: Person,
    degree: str,
    specialty: str,
    licence_number: str,
    licence_region: str,
    licence_expires: date,
    at: datetime,
) -> Physician:
    """Enters or changes a physician in the register. Raises Denied, ValidationError for bad values."""
    with acting(actor, Verb.REGISTER_PHYSICIAN, at=at) as act:
        entry = Physician.objects.filter(person=person).first() or Physician(person=person)
        before = entry.credential if entry.pk else ""
        entry.degree, entry.specialty = degree, specialty
        entry.licence_number, entry.licence_region = licence_number, licence_region
        entry.licence_expires = licence_expires
        entry.full_clean()
        entry.save()
        act.about(entry)
        act.done(
            detail=f"{before} → {entry.credential}, to {licence_expires}" if before else entry.credential
        )
        return entry
