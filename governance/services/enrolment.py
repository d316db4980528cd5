"""A person's own second factor: set up, replaced, and new recovery codes. No secret and no code is in the trail."""

from datetime import datetime

from django.db import transaction
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from governance.models import Person
from governance.policy.gate import Blocker, Code
from governance.policy.verbs import Verb, acting_role
from governance.services.acting import Acting, MovedOn, Refusal, acting
from governance.services.actors import Actor
from governance.services.second_factor import (
    begin_enrolment,
    finish_enrolment,
    has_second_factor,
    make_recovery_codes,
    verify_code,
)
from governance.services.vouching import is_first_of_the_site, is_let

NO_WORD = Blocker(
    Code.NOT_AUTHENTICATED,
    "The password or the word did not match. The statement's owner or a physician gives you a word; it is good once, "
    "for three days.",
)
WRONG_PASSWORD = Blocker(Code.NOT_AUTHENTICATED, "The password did not match. Nothing was changed.")
WRONG_EITHER = Blocker(
    Code.NOT_AUTHENTICATED, "The password or the code did not match, or the code was used before."
)
WRONG_FIRST_CODE = Blocker(
    Code.NOT_AUTHENTICATED,
    "This is not the code that the app shows now. Wait for the next one and try again.",
)
NONE_YET = Blocker(Code.NO_SECOND_FACTOR, "Set up your authenticator app first.")


def begin(*, actor: Actor, password: str, code: str, at: datetime) -> TOTPDevice | Refusal:
    """A new secret for the person's app.

    code: of the app that there is already, or the word that somebody gave them to set up one (`vouching`).
    Nothing counts before `confirm`, which leaves the entry; a refusal leaves one here. Raises Denied.
    """
    wrong: tuple[Blocker, ...] = ()
    if acting_role(actor.roles, Verb.SET_UP_SECOND_FACTOR):
        with transaction.atomic():
            wrong = _may_begin(actor.person, password, code)
            if not wrong:
                return begin_enrolment(actor.person)
    with acting(actor, Verb.SET_UP_SECOND_FACTOR, at=at) as act:
        _own(actor, act)
        return act.refused(wrong)


def confirm(*, actor: Actor, code: str, at: datetime) -> tuple[str, ...] | Refusal:
    """Takes the first code of the new app; an app before it no longer counts.

    Returns the recovery codes, to be shown once. Raises Denied, MovedOn where nothing was begun.
    """
    with acting(actor, Verb.SET_UP_SECOND_FACTOR, at=at) as act:
        person = _own(actor, act)
        device = TOTPDevice.objects.select_for_update().filter(user=person, confirmed=False).first()
        if device is None:
            raise MovedOn("Nothing was begun here, or it is done already.")
        replaces = has_second_factor(person)
        codes = finish_enrolment(device, "".join(code.split()))
        if not codes:
            return act.refused((WRONG_FIRST_CODE,))
        act.done(detail="another app took the place of the old one" if replaces else "the first app")
        return tuple(codes)


def renew_recovery_codes(
    *, actor: Actor, password: str, code: str, at: datetime
) -> tuple[str, ...] | Refusal:
    """New recovery codes, to be shown once; those before no longer count. Raises Denied.

    The password alone is not enough: an operator who has reset it would come to codes that sign.
    """
    with acting(actor, Verb.MAKE_RECOVERY_CODES, at=at) as act:
        person = _own(actor, act)
        if not has_second_factor(person):
            return act.refused((NONE_YET,))
        wrong = _identity(person, password, code)
        if wrong:
            return act.refused(wrong)
        codes = make_recovery_codes(person)
        act.done(detail=f"{len(codes)} codes; those before no longer count")
        return tuple(codes)


def recovery_codes_left(person: Person) -> int:
    """How many recovery codes are not used up."""
    return StaticToken.objects.filter(device__user=person, device__confirmed=True).count()


def _own(actor: Actor, act: Acting) -> Person:
    person = Person.objects.select_for_update().get(pk=actor.person.pk)
    act.about(person)
    return person


def _may_begin(person: Person, password: str, code: str) -> tuple[Blocker, ...]:
    if is_first_of_the_site(person):
        return () if person.check_password(password) else (WRONG_PASSWORD,)
    if is_let(person, code):
        return () if person.check_password(password) else (NO_WORD,)
    return _identity(person, password, code) if has_second_factor(person) else (NO_WORD,)


def _identity(person: Person, password: str, code: str) -> tuple[Blocker, ...]:
    is_right = person.check_password(password)
    # Only with the right password: guesses use no code up and slow nobody down.
    return () if is_right and verify_code(person, code) else (WRONG_EITHER,)
