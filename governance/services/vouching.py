"""Who may bring a person's app: somebody who knows the person gives them a word, once. Never the operator.

docs/decisions/second-factor.md says why: whoever resets a password could otherwise set up an app, and sign.
"""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import PermissionDenied, ValidationError
from django_otp.plugins.otp_totp.models import TOTPDevice

from governance.models import Person
from governance.policy.gate import Blocker, Code
from governance.policy.verbs import Role, Verb, may
from governance.services.acting import Refusal, acting
from governance.services.actors import Actor
from governance.services.second_factor import has_second_factor, verify_code

NO_APP_OF_THEIR_OWN = Blocker(
    Code.NO_SECOND_FACTOR, "Set up your own app first. Somebody who has one gives you the word for it."
)
WRONG = Blocker(
    Code.NOT_AUTHENTICATED, "The password or the code did not match, or the code was used before."
)


class Words(PasswordResetTokenGenerator):
    """Sealed with the site's key over the account and its apps as they are: an app set up ends the word."""

    key_salt = "imprimatur.word-for-an-app"

    def _make_hash_value(self, user: AbstractBaseUser, timestamp: int) -> str:
        apps = TOTPDevice.objects.filter(user=user, confirmed=True).values_list("pk", flat=True)
        return f"{user.pk} {user.password} {sorted(apps)} {timestamp}"


words = Words()


def let_set_up(*, actor: Actor, person: Person, password: str, code: str, at: datetime) -> str | Refusal:
    """A statement owner or a physician lets a person set up an app, or another one where the first is lost.

    password, code: the actor's own; so a password that was reset lets nobody in. Returns the word, which is shown once,
    or a Refusal. Raises Denied, PermissionDenied for oneself, ValidationError for somebody who signs nothing.
    """
    with acting(actor, Verb.LET_SET_UP, at=at) as act:
        person = Person.objects.select_for_update().get(pk=person.pk)
        act.about(person)
        if person == actor.person:
            raise PermissionDenied("Another person lets you set up your app.")
        _refuse_who_signs_nothing(person)
        wrong = _identity(actor.person, password, code)
        if wrong:
            return act.refused(wrong)
        act.done(detail=person.username)
        return words.make_token(person)


def is_let(person: Person, word: str) -> bool:
    """Whether this is the word that somebody gave for this person, not used and not too old."""
    return words.check_token(person, word.strip())


def is_first_of_the_site(person: Person) -> bool:
    """Whether the person is the statement's owner on a site where nobody has an app: someone has to begin."""
    nobody = not TOTPDevice.objects.filter(confirmed=True).exists()
    return nobody and Role.STATEMENT_OWNER in person.roles


def _refuse_who_signs_nothing(person: Person) -> None:
    if not may(person.roles, Verb.SET_UP_SECOND_FACTOR):
        raise ValidationError("Only who signs or approves has an app. This person has another role.")


def _identity(person: Person, password: str, code: str) -> tuple[Blocker, ...]:
    if not has_second_factor(person):
        return (NO_APP_OF_THEIR_OWN,)
    return () if person.check_password(password) and verify_code(person, code) else (WRONG,)
