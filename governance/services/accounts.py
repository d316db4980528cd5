"""Accounts: the operator opens and closes them, nobody deletes them; each person changes their own password.

Passwords follow NIST 800-63B-4: length and a list of common ones, no rules of composition, no expiry.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.db import transaction

from governance.models import Outcome, Person
from governance.policy.verbs import Verb
from governance.services.acting import MovedOn, acting
from governance.services.actors import Actor
from governance.services.audit import Act, lock_chain, record
from governance.services.people import refuse_own
from governance.services.reviews import required_reason

LONGEST_PASSWORD = 128
NOT_YOUR_PASSWORD = "This is not your present password. Nothing was changed."  # noqa: S105  a sentence
NOT_VALID = "This one-time password was used, is replaced, or is too old. Ask the operator for a new one."


@dataclass(frozen=True, slots=True)
class Opened:
    """A new account. one_time_password: good for one choice of a password, kept nowhere."""

    person: Person
    one_time_password: str


class OneTimePasswords(PasswordResetTokenGenerator):
    """Sealed with the site's key over the account as it is, so nothing is stored and none is good twice."""

    key_salt = "imprimatur.one-time-password"


one_time_passwords = OneTimePasswords()


def open_account(
    *, actor: Actor, username: str, first_name: str, last_name: str, email: str, at: datetime
) -> Opened:
    """Opens an account, which has no role yet and no password but the one-time one.

    Raises Denied, ValidationError for a name that is taken (capitals do not count) or cannot be read.
    """
    with acting(actor, Verb.OPEN_ACCOUNT, at=at) as act:
        username = Person.normalize_username(username.strip())
        person = Person(
            username=username, first_name=first_name.strip(), last_name=last_name.strip(), email=email
        )
        person.date_joined = at
        person.set_unusable_password()
        _refuse_bad_names(person)
        person.full_clean()
        person.save(force_insert=True)
        act.about(person)
        act.done(detail=person.username)
        return Opened(person, one_time_passwords.make_token(person))


def close_account(*, actor: Actor, person: Person, reason: str, at: datetime) -> None:
    """Closes an account: its sessions end with their next request, what the person did stays as it is.

    Raises Denied, PermissionDenied for one's own, ValidationError without a reason, MovedOn where it is closed.
    """
    _open_or_close(actor, Verb.CLOSE_ACCOUNT, person, reason, at)


def reopen_account(*, actor: Actor, person: Person, reason: str, at: datetime) -> None:
    """Opens a closed account again, with the roles and the password that it had. Raises as close_account."""
    _open_or_close(actor, Verb.REOPEN_ACCOUNT, person, reason, at)


def reset_password(*, actor: Actor, person: Person, at: datetime) -> str:
    """Ends a person's password and returns a one-time one; the second factor stays the person's own.

    Raises Denied, PermissionDenied for one's own, ValidationError for a closed account.
    """
    with acting(actor, Verb.RESET_PASSWORD, at=at) as act:
        person = Person.objects.select_for_update().get(pk=person.pk)
        act.about(person)
        refuse_own(actor, person)
        if not person.is_active:
            raise ValidationError("This account is closed. Open it again first.")
        person.set_unusable_password()
        person.save(update_fields=["password"])
        act.done()
        return one_time_passwords.make_token(person)


def holder_of(*, username: str, one_time_password: str) -> Person | None:
    """Whose one-time password this is; None where it is nobody's, was used, was replaced, or is too old."""
    person = Person.objects.filter(username=Person.normalize_username(username), is_active=True).first()
    if person is None or person.has_usable_password():
        return None
    return person if one_time_passwords.check_token(person, one_time_password) else None


def choose_password(*, actor: Actor, one_time_password: str, new: str, at: datetime) -> None:
    """The holder of a one-time password chooses their own. Raises ValidationError as change_password."""
    with _by_the_account(actor, at) as person:
        if not holder_of(username=person.get_username(), one_time_password=one_time_password):
            raise ValidationError(NOT_VALID)
        _set_password(person, new)


def change_password(*, actor: Actor, old: str, new: str, at: datetime) -> None:
    """A person changes their own password. Raises ValidationError for a wrong or too weak one."""
    with _by_the_account(actor, at) as person:
        if not person.check_password(old):
            raise ValidationError({"old": NOT_YOUR_PASSWORD})
        _set_password(person, new)


def _open_or_close(actor: Actor, verb: Verb, person: Person, reason: str, at: datetime) -> None:
    with acting(actor, verb, at=at) as act:
        person = Person.objects.select_for_update().get(pk=person.pk)
        act.about(person)
        refuse_own(actor, person)
        reason = required_reason(reason, "Say why, in a few words.", most=500)
        opens = verb == Verb.REOPEN_ACCOUNT
        if person.is_active == opens:
            raise MovedOn(f"This account is {'open' if opens else 'closed'} already.")
        person.is_active = opens
        person.save(update_fields=["is_active"])
        act.done(reason=reason, detail=person.username)


def _refuse_bad_names(person: Person) -> None:
    for name in ("first_name", "last_name"):
        value = getattr(person, name)
        # Signs that cannot be seen could make one name look like another's.
        if not value or not value.isprintable():
            raise ValidationError({name: "Write the name in letters that can be seen."})
    if Person.objects.filter(username__iexact=person.username).exists():
        raise ValidationError({"username": "Somebody logs in with this name already. Choose another."})


def _set_password(person: Person, new: str) -> None:
    if len(new) > LONGEST_PASSWORD:
        raise ValidationError({"new": f"Use at most {LONGEST_PASSWORD} characters."})
    try:
        validate_password(new, person)
    except ValidationError as error:
        raise ValidationError({"new": error.messages}) from error
    person.set_password(new)
    person.save(update_fields=["password"])


@contextmanager
def _by_the_account(actor: Actor, at: datetime) -> Iterator[Person]:
    """Runs a change of one's own password, and leaves one entry whatever the roles. The old one is locked."""
    act = Act(
        verb=Verb.CHANGE_PASSWORD.value,
        object_kind="person",
        object_id=str(actor.person.pk),
        object_label=actor.name,
    )
    try:
        with transaction.atomic():
            lock_chain()
            yield Person.objects.select_for_update().get(pk=actor.person.pk, is_active=True)
            record(actor=actor, act=act, at=at)
    except ValidationError as error:
        record(actor=actor, act=_refused(act, error), at=at)
        raise


def _refused(act: Act, error: ValidationError) -> Act:
    return Act(
        verb=act.verb,
        outcome=Outcome.REFUSED,
        object_kind=act.object_kind,
        object_id=act.object_id,
        object_label=act.object_label,
        detail=" ".join(error.messages),
    )
