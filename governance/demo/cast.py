"""The people of the sample site: accounts, roles, and the register of physicians."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django_otp.plugins.otp_totp.models import TOTPDevice

from governance.demo.passwords import new_password
from governance.demo.texts import read_yaml
from governance.models import Person
from governance.policy.verbs import Role
from governance.services import people
from governance.services.actors import Actor

OPERATOR = "oskar"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the sample site. The password is known to nobody else, and kept nowhere."""

    person: Person
    role: Role
    password: str

    @property
    def actor(self) -> Actor:
        """The member acting in their own name."""
        return Actor.of(self.person)


def open_accounts(*, at: datetime, now: datetime) -> dict[str, Member]:
    """Opens an account with a new password for everybody, gives the roles, and registers the physicians."""
    told: Mapping[str, Any] = read_yaml("people.yaml")
    cast = {name: _open_account(name, values) for name, values in told.items()}
    _grant(Actor(None, frozenset({Role.OPERATOR})), cast[OPERATOR], at)
    for name in cast.keys() - {OPERATOR}:
        _grant(cast[OPERATOR].actor, cast[name], at)
    for name, values in told.items():
        if "register" in values:
            licence_expires = (now + timedelta(days=values["licence"])).date()
            people.register_physician(
                actor=cast[OPERATOR].actor,
                person=cast[name].person,
                licence_expires=licence_expires,
                at=at,
                **values["register"],
            )
    return cast


def _open_account(name: str, values: Mapping[str, Any]) -> Member:
    first, last = values["name"].split()
    password = new_password()
    person = Person(username=name, first_name=first, last_name=last, is_staff=True)
    person.set_password(password)
    person.save()
    if "register" in values:
        TOTPDevice.objects.create(user=person, name="authenticator app of the demo", confirmed=True)
    return Member(person, Role(values["role"]), password)


def _grant(actor: Actor, member: Member, at: datetime) -> None:
    people.grant_role(actor=actor, person=member.person, role=member.role, at=at)
