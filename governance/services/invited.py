"""What an outside expert does, who has a link and no account: open it, comment on its version, answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from governance.models import Comment, CommentAnswer, Invitation, InvitationEnd, InvitationUse
from governance.policy.verbs import Verb
from governance.services.acting import Acting, recorded
from governance.services.actors import Actor
from governance.services.audit import Act
from governance.services.comments import refuse_resolved
from governance.services.invitations import hash_of
from governance.services.threads import Passage, Speaker, add_answer, start_thread, tell_listeners

ROLE = "outside expert"


class NoSuchLink(Exception):
    """No invitation has this token."""


class LinkEnded(Exception):
    """The invitation has expired or was revoked; the sentence says which."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who came with a token, and where from."""

    token: str
    request_id: str = ""
    address: str = ""

    def actor(self, invitation: Invitation) -> Actor:
        """The expert as the trail names them: by the name in the invitation, and as an outsider."""
        label = f"{invitation.expert_name}, {ROLE} by link"
        return Actor(None, frozenset(), self.request_id, self.address, label)


def standing_invitation(token: str, *, at: datetime) -> Invitation:
    """The invitation of a token. Raises NoSuchLink, or LinkEnded where it is over."""
    found = Invitation.objects.filter(token_hash=hash_of(token)).select_related("version__document").first()
    if found is None:
        raise NoSuchLink
    if InvitationEnd.objects.filter(invitation=found).exists():
        raise LinkEnded("This link was ended by the people who sent it.")
    if found.has_expired(at=at):
        raise LinkEnded(f"This link held until {found.expires_at.day} {found.expires_at:%B %Y}.")
    return found


def open_invitation(visit: Visit, *, at: datetime) -> Invitation:
    """The expert opens the link, which is counted. Raises NoSuchLink or LinkEnded."""
    with _by_link(visit, Verb.OPEN_INVITATION, at) as (invitation, act):
        InvitationUse.objects.create(invitation=invitation, opened_at=at)
        act.done(after=invitation.version.digest)
        return invitation


def comment_by_link(
    visit: Visit, *, passage: Passage | None, words: str = "", body: str, at: datetime
) -> Comment:
    """As comments.comment, in the name of the invitation. Raises NoSuchLink or LinkEnded too."""
    with _by_link(visit, Verb.COMMENT, at) as (invitation, act):
        said = start_thread(invitation.version, passage, words, body, _speaker(invitation), at)
        act.about(said, document=invitation.version.document)
        tell_listeners(said, at=at)
        act.done(after=invitation.version.digest, reason=said.body, detail=said.quote)
        return said


def answer_by_link(visit: Visit, *, number: int, body: str, at: datetime) -> CommentAnswer:
    """Answers in a thread that this expert began. Raises Comment.DoesNotExist for any other, and as above."""
    with _by_link(visit, Verb.ANSWER_COMMENT, at) as (invitation, act):
        comment = Comment.objects.get(invitation=invitation, number=number)
        act.about(comment, document=invitation.version.document)
        refuse_resolved(comment)
        said = add_answer(comment, body, _speaker(invitation), at)
        tell_listeners(comment, at=at)
        act.done(reason=said.body)
        return said


@contextmanager
def _by_link(visit: Visit, verb: Verb, at: datetime) -> Iterator[tuple[Invitation, Acting]]:
    """Runs an act in the expert's name. A token that opens nothing leaves no entry: anybody could fill the trail."""
    invitation = standing_invitation(visit.token, at=at)
    with recorded(visit.actor(invitation), Act(verb=verb.value, role=ROLE), at=at) as running:
        running.about(invitation, document=invitation.version.document)
        standing_invitation(visit.token, at=at)  # again, under the lock: it may have been ended meanwhile
        yield invitation, running


def _speaker(invitation: Invitation) -> Speaker:
    return Speaker(None, invitation.expert_name, invitation)
