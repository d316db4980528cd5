"""Writing: save a draft, restore an earlier version as a draft."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from content.models import Document, Version
from content.services import Links, restored
from content.services import save as save_document
from governance.models import ApprovedStatement, Extraction, Review
from governance.policy.states import sources, target
from governance.policy.verbs import Verb
from governance.services.acting import Acting, acting
from governance.services.actors import Actor
from governance.services.citations import ensure_citations
from governance.services.findings import ensure_extraction, ensure_findings


def save(
    *,
    actor: Actor,
    document: Document,
    links: Links,
    reason: str,
    seen: int,
    notes_seen: str = "",
    at: datetime,
    detail: str = "",
) -> Version | None:
    """Saves the document as a new version, which nobody has signed; an open review of it is superseded.

    notes_seen: the stamp of owner and notes that the person had before them, "" where none was shown.
    Returns the version, or None where the public text is the same as before (owner and notes are kept).
    Raises Denied, ValidationError for bad values, StaleVersion or StaleNotes where somebody saved in the meantime.
    """
    told = {"reason": reason, "seen": seen, "notes_seen": notes_seen, "at": at}
    with acting(actor, Verb.SAVE, at=at) as act:
        return _save(act, actor, document, links, told, detail)


def restore(*, actor: Actor, version: Version, seen: int, at: datetime) -> Version | None:
    """Makes a new draft with the words of an earlier version; it is unsigned like every new version."""
    with acting(actor, Verb.SAVE, at=at) as act:
        document, links = restored(version)
        reason = f"Restored from version {version.number}"
        told = {"reason": reason, "seen": seen, "at": at}
        return _save(act, actor, document, links, told, reason)


def _save(
    act: Acting,
    actor: Actor,
    document: Document,
    links: Links,
    told: dict[str, Any],
    detail: str,
) -> Version | None:
    """told: the reason, what was seen, and when, as `content.services.save` takes them."""
    before, reason = _newest_digest(document), told["reason"]
    version = save_document(document=document, links=links, by=actor.person, **told)
    act.about(document, document=document.document_ptr)
    if version is None:
        act.done(before=before, after=before, reason=reason, detail="The public text is the same.")
        return None
    _supersede_open_review(document)
    read_and_judge(version, at=told["at"])
    act.done(before=before, after=version.digest, reason=reason, detail=detail)
    return version


def read_and_judge(version: Version, *, at: datetime) -> Extraction:
    """Stores what the version cites, its claims, and its findings by the statement in force if there is one.

    Returns the reading of the version.
    """
    ensure_citations(version)
    extraction = ensure_extraction(version, at=at)
    statement = ApprovedStatement.objects.binding(at=at)
    if statement:
        ensure_findings(extraction, statement, on=timezone.localtime(at).date())
    return extraction


def _newest_digest(document: Document) -> str:
    if document.pk is None:
        return ""
    return (
        Version.objects.filter(document=document.pk).order_by("-number").values_list("digest", flat=True)[0]
    )


def _supersede_open_review(document: Document) -> None:
    reviews = Review.objects.filter(document=document.pk, state__in=sources(Verb.SAVE))
    reviews.update(state=target(Verb.SAVE))
