"""Comments: writers and physicians speak, answer and resolve; everything said stays with the version."""

from datetime import datetime

from content.models import Version
from governance.models import Comment, CommentAnswer, CommentResolution
from governance.policy.verbs import Verb
from governance.services.acting import MovedOn, acting
from governance.services.actors import Actor
from governance.services.threads import Passage, Speaker, add_answer, start_thread, tell_listeners


def comment(
    *, actor: Actor, version: Version, passage: Passage | None, words: str = "", body: str, at: datetime
) -> Comment:
    """Comments on a sentence of a version, on words in it, or (passage None) on the page as a whole.

    Raises Denied, ValidationError for a body that is empty or too long, MovedOn for the same word said twice.
    """
    with acting(actor, Verb.COMMENT, at=at) as act:
        act.about(version, document=version.document)
        said = start_thread(version, passage, words, body, Speaker.of(actor), at)
        act.about(said, document=version.document)
        tell_listeners(said, at=at, but=actor)
        act.done(after=version.digest, reason=said.body, detail=said.quote)
        return said


def answer(*, actor: Actor, comment: Comment, body: str, at: datetime) -> CommentAnswer:
    """Answers in a thread. Raises Denied, ValidationError as comment, MovedOn where the thread is resolved."""
    with acting(actor, Verb.ANSWER_COMMENT, at=at) as act:
        act.about(comment, document=comment.document)
        refuse_resolved(comment)
        said = add_answer(comment, body, Speaker.of(actor), at)
        tell_listeners(comment, at=at, but=actor)
        act.done(reason=said.body)
        return said


def resolve(*, actor: Actor, comment: Comment, at: datetime) -> CommentResolution:
    """Ends a thread, for this and every later version. Raises Denied, MovedOn where it is resolved already."""
    with acting(actor, Verb.RESOLVE_COMMENT, at=at) as act:
        act.about(comment, document=comment.document)
        refuse_resolved(comment)
        resolution = CommentResolution.objects.create(
            comment=comment, resolved_by=actor.person, resolved_by_name=actor.name, resolved_at=at
        )
        act.done(reason=comment.body)
        return resolution


def refuse_resolved(comment: Comment) -> None:
    """Raises MovedOn where somebody resolved the thread; the lock of the act keeps it so until the end."""
    found = CommentResolution.objects.filter(comment=comment).first()
    if found:
        raise MovedOn(f"{found.resolved_by_name} resolved this comment.")
