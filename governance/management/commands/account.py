"""`manage.py account ACT USERNAME …`: accounts and roles without a browser, for the first operator and for scripts."""

import getpass
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from governance.models import Person
from governance.policy.verbs import Role
from governance.services import accounts, people
from governance.services.acting import MovedOn
from governance.services.actors import Actor


class Command(BaseCommand):
    """Does as an operator does on the site, with the same checks; the trail names the command line."""

    help = "Opens, closes and changes accounts and roles, and enters physicians in the register."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
        for name, (add, _) in ACTS.items():
            act = acts.add_parser(name, help=HELP[name])
            act.add_argument("username")
            add(act)

    def handle(self, *args: Any, act: str, username: str, **options: Any) -> None:
        actor = Actor(None, frozenset({Role.OPERATOR}), label=f"{getpass.getuser()} at the command line")
        try:
            self.stdout.write(ACTS[act][1](actor, username, options, timezone.now()))
        except (ValidationError, PermissionDenied, MovedOn) as error:
            told = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            raise CommandError(told, returncode=2) from error


def _open(actor: Actor, username: str, options: dict, at: datetime) -> str:
    first, _, last = options["name"].partition(" ")
    opened = accounts.open_account(
        actor=actor, username=username, first_name=first, last_name=last, email=options["email"], at=at
    )
    for role in options["roles"]:
        people.grant_role(actor=actor, person=opened.person, role=Role(role), at=at)
    return (
        f"The account {username} is open. Its one-time password, shown this once: {opened.one_time_password}"
    )


def _grant(actor: Actor, username: str, options: dict, at: datetime) -> str:
    people.grant_role(actor=actor, person=_person(username), role=Role(options["role"]), at=at)
    return f"{username} has the role of {options['role']}."


def _end(actor: Actor, username: str, options: dict, at: datetime) -> str:
    people.end_role(actor=actor, person=_person(username), role=Role(options["role"]), at=at)
    return f"{username} has the role of {options['role']} no more."


def _close(actor: Actor, username: str, options: dict, at: datetime) -> str:
    accounts.close_account(actor=actor, person=_person(username), reason=options["reason"], at=at)
    return f"The account {username} is closed. What they did stays as it is."


def _reopen(actor: Actor, username: str, options: dict, at: datetime) -> str:
    accounts.reopen_account(actor=actor, person=_person(username), reason=options["reason"], at=at)
    return f"The account {username} is open again."


def _reset(actor: Actor, username: str, options: dict, at: datetime) -> str:
    password = accounts.reset_password(actor=actor, person=_person(username), at=at)
    return f"The password of {username} is ended. The one-time password, shown this once: {password}"


def _physician(actor: Actor, username: str, options: dict, at: datetime) -> str:
    values = {name: options[name] for name in REGISTER if name != "interests" or options[name] is not None}
    entry = people.register_physician(actor=actor, person=_person(username), at=at, **values)
    return f"{entry.person} is in the register: {entry.credential}, licensed until {entry.licence_expires}."


def _person(username: str) -> Person:
    person = Person.objects.filter(username=Person.normalize_username(username)).first()
    if person is None:
        raise CommandError(f"There is no account {username!r}.", returncode=2)
    return person


def _add_names(parser: ArgumentParser) -> None:
    parser.add_argument("--name", required=True, help='first and last name, such as "Maya Osei"')
    parser.add_argument("--email", default="")
    parser.add_argument(
        "--role", dest="roles", action="append", default=[], choices=[role.value for role in Role]
    )


def _add_role(parser: ArgumentParser) -> None:
    parser.add_argument("role", choices=[role.value for role in Role])


def _add_reason(parser: ArgumentParser) -> None:
    parser.add_argument("--reason", required=True)


def _add_nothing(parser: ArgumentParser) -> None:
    """The name is all."""


REGISTER = ("degree", "specialty", "licence_number", "licence_region", "licence_expires", "interests")


def _add_register(parser: ArgumentParser) -> None:
    for name in REGISTER:
        kind = date.fromisoformat if name == "licence_expires" else str
        parser.add_argument(f"--{name.replace('_', '-')}", type=kind, required=name != "interests")


Act = tuple[Callable[[ArgumentParser], None], Callable[[Actor, str, dict, datetime], str]]
ACTS: dict[str, Act] = {
    "open": (_add_names, _open),
    "grant": (_add_role, _grant),
    "end": (_add_role, _end),
    "close": (_add_reason, _close),
    "reopen": (_add_reason, _reopen),
    "reset": (_add_nothing, _reset),
    "register": (_add_register, _physician),
}
HELP = {
    "open": "open an account and print its one-time password",
    "grant": "give a role",
    "end": "take a role away",
    "close": "close an account",
    "reopen": "open a closed account again",
    "reset": "end a password and print a one-time one",
    "register": "enter a physician in the register, or change the entry",
}
