"""The verb: what makes a claim is taken down or sent back, all of it in one act."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError

from content.models import Document
from governance.models import Live, NoticeKind, PublicNote, Recall, RecalledVersion, Review
from governance.models.recall import Done
from governance.policy.states import sources
from governance.policy.verbs import Role, Verb
from governance.services.acting import MovedOn, acting
from governance.services.actors import Actor
from governance.services.audit import Act, record
from governance.services.notices import authors, keepers, tell
from governance.services.publishing import known_note
from governance.services.recalls.finding import Asked, Maker, Place, makers_of, mark_of
from governance.services.reviews import move, required_reason
from governance.services.withdrawing import take_down


class ListChanged(MovedOn):
    """Other pages, or other sentences, make the claim than those that were read."""


@dataclass(frozen=True, slots=True)
class Recalling:
    """An act under way: who recalls what, why, and what readers are told."""

    actor: Actor
    role: Role
    asked: Asked
    reason: str
    note: PublicNote
    at: datetime


def recall_claim(
    *,
    actor: Actor,
    asked: Asked,
    chosen: Collection[int],
    seen: str,
    reason: str,
    public_note: str = PublicNote.NONE,
    at: datetime,
) -> Recall:
    """Takes down what is live and sends back what is signed or in review, on every chosen page that makes the claim.

    The owners of drafts are told. chosen: keys of documents on the list; seen: the mark of the list that was read.
    One entry names all pages; each page that is taken down or sent back has one of its own.
    Raises Denied, ValidationError for a claim, a choice, a reason or a note that will not do, ListChanged where the
    list is another by now; then nothing is done.
    """
    with acting(actor, Verb.RECALL, at=at) as act:
        reason = required_reason(reason, "Say why the claim is recalled.", most=500)
        note = known_note(public_note)
        makers = _read(asked, seen)
        _refuse_choice(chosen, makers)
        running = Recalling(actor, Role(act.act.role), asked, reason, note, at)
        recall = _kept(running)
        act.about(recall)
        lines = [line for maker in makers for line in _recall(running, recall, maker, chosen)]
        act.done(reason=reason, detail="\n".join(lines))
        return recall


def _read(asked: Asked, seen: str) -> list[Maker]:
    if not asked.is_enough:
        raise ValidationError(
            "Say which claim is recalled: a place on a scale, or three letters of its words."
        )
    makers = makers_of(asked)
    if mark_of(makers) != seen:
        raise ListChanged("The list has changed since you opened it. Nothing was done.")
    return makers


def _refuse_choice(chosen: Collection[int], makers: list[Maker]) -> None:
    if not chosen:
        raise ValidationError({"chosen": "Choose at least one page."})
    if not set(chosen) <= {maker.document for maker in makers}:
        raise ValidationError({"chosen": "Choose pages of this list."})


def _kept(running: Recalling) -> Recall:
    return Recall.objects.create(
        asked=str(running.asked)[:400],
        reason=running.reason,
        public_note=running.note,
        recalled_by=running.actor.person,
        recalled_by_name=running.actor.name,
        recalled_at=running.at,
    )


def _recall(running: Recalling, recall: Recall, maker: Maker, chosen: Collection[int]) -> Iterator[str]:
    """Does what each version of a page asks for; gives the lines of the entry."""
    document = Document.objects.select_related("owner").get(pk=maker.document)
    for place, (version, said) in maker.places.items():
        done = ACTS[place](running, document, version) if maker.document in chosen else Done.LEFT
        RecalledVersion.objects.create(
            recall=recall, version_id=version, place=place, done=done, sentences="\n".join(said)
        )
        yield f"{Done(done).label}: {document} ({place})"


def _take_down(running: Recalling, document: Document, version: int) -> Done:
    rows = Live.objects.select_for_update(of=("self",)).filter(document=document)
    page = rows.select_related("publication__signoff__review", "document").first()
    if (
        page
    ):  # else it went a moment ago, with the page that carried its required sentences, and has its entry
        take_down(page, running.actor, _reason(running), running.at, public_note=running.note)
        _record(running, Verb.WITHDRAW, document, page.publication.digest, page.path)
    return Done.WITHDRAWN


def _send_back(running: Recalling, document: Document, version: int) -> Done:
    reviews = Review.objects.select_for_update(of=("self",)).filter(version=version)
    review = reviews.get(state__in=sources(Verb.RECALL))
    move(
        review,
        Verb.RECALL,
        decided_by=running.actor.person,
        decided_at=running.at,
        reason=_reason(running),
    )
    told = {"at": running.at, "review": review, "but": running.actor}
    tell(authors(review), NoticeKind.RECALLED, document, **told)
    _record(running, Verb.SEND_BACK, document, review.version.digest, f"review {review.pk}")
    return Done.SENT_BACK


def _tell(running: Recalling, document: Document, version: int) -> Done:
    tell(keepers(document), NoticeKind.RECALLED, document, at=running.at, but=running.actor)
    return Done.TOLD


ACTS = {
    Place.LIVE: _take_down,
    Place.SIGNED: _send_back,
    Place.IN_REVIEW: _send_back,
    Place.DRAFT: _tell,
}


def _reason(running: Recalling) -> str:
    return f"Recalled ({running.asked}): {running.reason}"[:500]


def _record(running: Recalling, verb: Verb, document: Document, digest: str, detail: str) -> None:
    act = Act(
        verb=verb,
        role=running.role,
        object_kind="document",
        object_id=str(document.pk),
        object_label=document.title,
        document=document,
        before=digest,
        reason=_reason(running),
        detail=detail,
    )
    record(actor=running.actor, act=act, at=running.at)
