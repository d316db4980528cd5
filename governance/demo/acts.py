"""The acts of the story, each by the service that people use, in the name of the person who does it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from governance.demo.cast import Member
from governance.demo.stage import document, latest_review, newest
from governance.demo.texts import fill, links, new_document
from governance.models import Meaning, Review, Settling, SignOff
from governance.services import drafts, publishing, reviews, signing
from governance.services.acting import Refusal
from governance.services.facts import case_of
from governance.services.second_factor import make_recovery_codes

Words = Mapping[str, Any]
Act = Callable[[Member, str, Words, datetime], None]


class StoryBroken(Exception):
    """An act of the story did not end as the story says; the message says which and why."""


def save(who: Member, slug: str, words: Words, at: datetime) -> None:
    """Saves the page as it lies in `pages/`."""
    page = new_document(slug)
    page.owner = who.person
    _save(who, page, words["reason"], at)


def change(who: Member, slug: str, words: Words, at: datetime) -> None:
    """Saves a new version of the page with other values in some fields."""
    _save(who, fill(document(slug), words["values"]), words["reason"], at)


def submit(who: Member, slug: str, words: Words, at: datetime) -> None:
    """Sends the newest version to the physicians."""
    reviews.submit(actor=who.actor, version=newest(slug), note=words.get("note", ""), at=at)


def send_back(who: Member, slug: str, words: Words, at: datetime) -> None:
    """Asks the writer for changes."""
    reviews.send_back(actor=who.actor, review=latest_review(slug), reason=words["reason"], at=at)


def settle(who: Member, slug: str, words: Words, at: datetime) -> None:
    """Settles every sentence that is still unclear, with the reason that the story gives."""
    review = latest_review(slug)
    for item in case_of(review.version, at=at).unsettled:
        reviews.settle(
            actor=who.actor,
            review=review,
            claim=item.row,
            settled_as=Settling(words.get("as", Settling.INSIDE)),
            reason=words["reason"],
            at=at,
        )


def sign(who: Member, slug: str, words: Words, at: datetime) -> None:
    """Signs with the physician's own password. Raises StoryBroken where something stands in the way."""
    result = _sign(who, latest_review(slug), at)
    if not isinstance(result, SignOff):
        raise StoryBroken(f"{slug} could not be signed: {_sentences(result)}")


def fail_to_sign(who: Member, slug: str, words: Words, at: datetime) -> None:
    """Tries to sign what cannot be signed; the refusal is in the trail. Raises StoryBroken where it could be."""
    if isinstance(_sign(who, latest_review(slug), at), SignOff):
        raise StoryBroken(f"{slug} was signed, though the story says that it could not be.")


def publish(who: Member, slug: str, words: Words, at: datetime) -> None:
    """Publishes the signed version. Raises StoryBroken where something stands in the way."""
    result = publishing.publish(actor=who.actor, review=latest_review(slug), at=at)
    if isinstance(result, Refusal):
        raise StoryBroken(f"{slug} could not be published: {_sentences(result)}")


def withdraw(who: Member, slug: str, words: Words, at: datetime) -> None:
    """Takes the live page down."""
    publishing.withdraw(actor=who.actor, document=document(slug), reason=words["reason"], at=at)


ACTS: dict[str, Act] = {
    "save": save,
    "change": change,
    "submit": submit,
    "send back": send_back,
    "settle": settle,
    "sign": sign,
    "fail to sign": fail_to_sign,
    "publish": publish,
    "withdraw": withdraw,
}


def _save(who: Member, page: Any, reason: str, at: datetime) -> None:
    drafts.save(
        actor=who.actor, document=page, links=links(page), reason=reason, seen=page.version_number, at=at
    )


def _sign(who: Member, review: Review, at: datetime) -> SignOff | Refusal:
    return signing.sign_off(
        actor=who.actor,
        review=review,
        digest=review.version.digest,
        meaning=Meaning.FULL,
        password=who.password,
        code=make_recovery_codes(who.person)[0],
        at=at,
    )


def _sentences(refusal: Refusal) -> str:
    return " ".join(blocker.sentence for blocker in refusal.blockers)
