"""The rows of comments: a first word on a version, and answers, by a person or by an outside expert's link."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Max

from content.digest import decode
from content.models import Version
from governance.claims.reading import read
from governance.models import Comment, CommentAnswer, Invitation, NoticeKind, Person, Review
from governance.models.comment import LONGEST_COMMENT
from governance.policy.anchors import Spot, anchor_of, narrowed
from governance.services.acting import MovedOn
from governance.services.actors import Actor
from governance.services.findings import as_document
from governance.services.notices import keepers, tell

TWICE = "You said this already."


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: a person, or whoever holds the link of an invitation."""

    author: Person | None
    author_name: str
    invitation: Invitation | None = None

    @classmethod
    def of(cls, actor: Actor) -> "Speaker":
        """The person who acts."""
        return cls(actor.person, actor.name)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that a comment can stand on, with its words as they are read and the heading above it."""

    spot: Spot
    heading: str
    words: str

    @property
    def key(self) -> str:
        """The spot as a form sends it."""
        return f"{self.spot.block}:{self.spot.start}:{self.spot.end}"


def passages(version: Version) -> list[Passage]:
    """The sentences of a version in reading order."""
    text = decode(version.text)
    headings = {item.key: item.heading for item in text.passages()}
    return [
        Passage(Spot(item.block, item.start, item.end), headings.get(item.block, ""), item.text)
        for item in read(as_document(text))
    ]


def sources_of(version: Version) -> dict[str, str]:
    """The Markdown source of each passage by its key."""
    return {item.key: item.text for item in decode(version.text).passages()}


def start_thread(
    version: Version, passage: Passage | None, words: str, body: str, by: Speaker, at: datetime
) -> Comment:
    """The first word of a thread. passage: None for the page as a whole; words: those in it that are meant."""
    body = _usable(body)
    placed = _placed(version, passage, words)
    _refuse_twice(Comment.objects.filter(version=version, resolution=None, **placed), body, by)
    last = Comment.objects.filter(document=version.document_id).aggregate(last=Max("number"))["last"]
    return Comment.objects.create(
        document_id=version.document_id,
        version=version,
        number=(last or 0) + 1,
        body=body,
        said_at=at,
        **placed,
        **_columns(by),
    )


def add_answer(comment: Comment, body: str, by: Speaker, at: datetime) -> CommentAnswer:
    """One more word in a thread."""
    body = _usable(body)
    _refuse_twice(comment.answers.all(), body, by)
    return CommentAnswer.objects.create(comment=comment, body=body, said_at=at, **_columns(by))


def tell_listeners(comment: Comment, *, at: datetime, but: Actor | None = None) -> None:
    """Tells of a word in a thread, inside its act: owner, sender and reader of the page, and who spoke before."""
    reviews = Review.objects.filter(version=comment.version).select_related("submitted_by", "assigned_to")
    review = reviews.order_by("-pk").first()
    reading = [review.submitted_by, review.assigned_to] if review else []
    spoke = Person.objects.filter(pk__in=comment.answers.values("author"))
    people = [person for person in (*keepers(comment.document), *reading, comment.author, *spoke) if person]
    tell(people, NoticeKind.COMMENTED, comment.document, at=at, review=review, but=but)


def _placed(version: Version, passage: Passage | None, words: str) -> dict[str, str]:
    if passage is None:
        return {"block": "", "quote": "", "before": "", "after": ""}
    text = sources_of(version)[passage.spot.block]
    anchor = anchor_of(narrowed(passage.spot, text, words), text)
    return {name: getattr(anchor, name) for name in ("block", "quote", "before", "after")}


def _columns(by: Speaker) -> dict[str, object]:
    return {name: getattr(by, name) for name in Speaker.__slots__}


def _refuse_twice(said, body: str, by: Speaker) -> None:
    """The same words sent twice, by two clicks or a page read anew, are one comment."""
    last = said.filter(author=by.author, invitation=by.invitation).order_by("-pk").first()
    if last and last.body == body:
        raise MovedOn(TWICE)


def _usable(body: str) -> str:
    body = body.replace("\r\n", "\n").strip()
    if not body:
        raise ValidationError({"body": "Write what you want to say."})
    if len(body) > LONGEST_COMMENT:
        message = f"Your comment has {len(body)} characters; {LONGEST_COMMENT} are the most."
        raise ValidationError({"body": message})
    if "\x00" in body:
        raise ValidationError({"body": "Your comment has a sign in it that cannot be kept. Type it anew."})
    return body
