"""Inviting an outside expert to one version by a secret link, and ending the invitation."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError

from content.models import Version
from governance.models import Invitation, InvitationEnd
from governance.policy.verbs import Verb
from governance.services.acting import MovedOn, acting
from governance.services.actors import Actor
from governance.services.reviews import required_reason

MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class Invited:
    """A new invitation. token: the secret part of its link, shown once and kept nowhere."""

    invitation: Invitation
    token: str


def invite(
    *, actor: Actor, version: Version, expert_name: str, purpose: str, days: int, at: datetime
) -> Invited:
    """Makes a link by which the expert reads and comments on this version for so many days.

    Raises Denied, ValidationError for a name that cannot be read, no purpose or a time that is no good, MovedOn
    where this expert has a link to this version already.
    """
    with acting(actor, Verb.INVITE_EXPERT, at=at) as act:
        act.about(version, document=version.document)
        expert_name = _usable_name(expert_name)
        purpose = required_reason(purpose, "Say what you ask the expert for.", most=500)
        _refuse_bad_time(days)
        _refuse_twice(version, expert_name, at)
        token = secrets.token_urlsafe(32)
        invitation = Invitation.objects.create(
            version=version,
            token_hash=hash_of(token),
            expert_name=expert_name,
            purpose=purpose,
            invited_by=actor.person,
            invited_by_name=actor.name,
            invited_at=at,
            expires_at=at + timedelta(days=days),
        )
        act.about(invitation, document=version.document)
        act.done(after=version.digest, reason=purpose, detail=f"until {invitation.expires_at:%Y-%m-%d}")
        return Invited(invitation, token)


def end_invitation(*, actor: Actor, invitation: Invitation, at: datetime) -> InvitationEnd:
    """Revokes a link: it opens nothing from now on; what was said by it stays. Raises Denied, MovedOn."""
    with acting(actor, Verb.END_INVITATION, at=at) as act:
        act.about(invitation, document=invitation.version.document)
        if InvitationEnd.objects.filter(invitation=invitation).exists():
            raise MovedOn("This invitation has ended already.")
        end = InvitationEnd.objects.create(
            invitation=invitation, ended_by=actor.person, ended_by_name=actor.name, ended_at=at
        )
        act.done(reason=invitation.purpose)
        return end


def hash_of(token: str) -> str:
    """What is kept of a token. It has 256 random bits, so nothing slower than SHA-256 is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def _usable_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or not name.isprintable():
        raise ValidationError({"expert_name": "Write the expert's name in letters that can be seen."})
    if len(name) > 200:
        raise ValidationError({"expert_name": "A name has 200 characters at most."})
    return name


def _refuse_bad_time(days: int) -> None:
    if not 1 <= days <= MOST_DAYS:
        raise ValidationError({"days": f"A link holds for 1 to {MOST_DAYS} days."})


def _refuse_twice(version: Version, expert_name: str, at: datetime) -> None:
    standing = Invitation.objects.filter(version=version, end=None, expires_at__gt=at)
    if standing.filter(expert_name__iexact=expert_name).exists():
        raise MovedOn(f"{expert_name} has a link to this version. End that one to make a new one.")
