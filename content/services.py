"""The only writers of documents and versions."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import reversion
from django.core.exceptions import ValidationError
from django.db import transaction
from reversion.models import Version as StoredVersion

from content.digest import digest_of, encode
from content.markdown import MarkdownTooComplex, check
from content.models import Document, Version
from content.sections import PublicText
from content.texts import normalised
from content.versions import link_fields, public_text, stored_fields

Links = Mapping[str, Sequence[Document]]


class StaleVersion(Exception):
    """Somebody saved a newer version since the text was opened. `newest` is that version."""

    def __init__(self, newest: Version):
        self.newest = newest
        super().__init__(f"{newest.saved_by_name} saved version {newest.number} since you opened the text.")


class StaleNotes(Exception):
    """Somebody changed the notes or the owner since they were opened. `stored` is the document as it is now."""

    def __init__(self, stored: Document):
        self.stored = stored
        super().__init__("Somebody changed the notes or the owner since you opened the page.")


# Without a savepoint: what is refused here ends the act that asked for it.
@transaction.atomic(savepoint=False)
def save(
    *,
    document: Document,
    links: Links,
    by: Any,
    reason: str,
    at: datetime,
    seen: int,
    notes_seen: str = "",
) -> Version | None:
    """Saves a document as a new version.

    document: of its own kind, with the new values in its fields. links: for each link field the documents
    linked. by: the person. seen: the version number that the person had before them, 0 for a new document.
    notes_seen: `notes_stamp` of what they had before them, "" where none was shown.
    Returns the new version, or None where the public text is the same as before.
    Raises ValidationError for bad values or no reason, StaleVersion for a text that has moved on, StaleNotes for notes
    or an owner that two people changed.
    """
    reason = _required_reason(reason)
    if document.pk is not None:
        stored = Document.objects.select_for_update().get(pk=document.pk)
        _refuse_stale(stored, seen)
        _keep_their_notes(document, stored, notes_seen)
    document.version_number = seen
    document.full_clean()
    document.save()
    _set_links(document, links)
    text = public_text(document)
    _refuse_too_complex(text)
    encoded = encode(text)
    if _is_unchanged(document, encoded):
        return None
    return _new_version(document, encoded, by, reason, at)


def restored(version: Version) -> tuple[Document, Links]:
    """The document with the words of an earlier version in its fields, not saved, and its links."""
    document = version.document.concrete
    fields = stored_fields(version)
    names = {name for name, _, _ in document.SECTIONS} | {"title", "slug", "condition"}
    links = {name: _documents(document, name, fields.pop(name, [])) for name in link_fields(type(document))}
    for name in names - set(links):
        setattr(document, name, fields[name])
    return document, links


def present_links(document: Document) -> Links:
    """The links as they stand."""
    return {name: list(getattr(document, name).all()) for name in link_fields(type(document))}


def _required_reason(reason: str) -> str:
    reason = " ".join(normalised(reason).split())
    if not reason:
        raise ValidationError({"reason": "Say in a few words why you change it."})
    if len(reason) > 500:
        raise ValidationError({"reason": f"The reason has {len(reason)} characters; 500 are the most."})
    return reason


def notes_stamp(document: Document) -> str:
    """What is for staff alone, the owner and the notes, as a stamp: no version tells that they were changed."""
    notes = "\n".join(document.notes.split("\r\n")).strip()
    return hashlib.sha256(f"{document.owner_id} {notes}".encode()).hexdigest()[:16]


def _refuse_stale(stored: Document, seen: int) -> None:
    if stored.version_number != seen:
        raise StaleVersion(stored.versions.get(number=stored.version_number))


def _keep_their_notes(document: Document, stored: Document, seen: str) -> None:
    """What somebody else changed meanwhile stands, unless it was changed here too."""
    now, mine = notes_stamp(stored), notes_stamp(document)
    if not seen or now in (seen, mine):
        return
    if mine != seen:
        raise StaleNotes(stored)
    document.notes, document.owner_id = stored.notes, stored.owner_id


def _set_links(document: Document, links: Links) -> None:
    for name in link_fields(type(document)):
        getattr(document, name).set(links.get(name, ()))


def _refuse_too_complex(text: PublicText) -> None:
    for passage in text.passages():
        try:
            check(passage.text)
        except MarkdownTooComplex as error:
            raise ValidationError(f"{passage.heading or 'Title'}: {error}") from error


def _is_unchanged(document: Document, encoded: str) -> bool:
    newest = document.versions.filter(number=document.version_number).values_list("digest", flat=True)
    return newest.first() == digest_of(encoded)


def _new_version(document: Document, encoded: str, by: Any, reason: str, at: datetime) -> Version:
    document.version_number += 1
    document.save(update_fields=["version_number"])
    return Version.objects.create(
        document_id=document.pk,
        number=document.version_number,
        revision=_stored_revision(document, by, reason, at),
        saved_by=by,
        saved_by_name=by.get_full_name() or by.get_username(),
        saved_at=at,
        reason=reason,
        text=encoded,
        digest=digest_of(encoded),
    )


def _stored_revision(document: Document, by: Any, reason: str, at: datetime) -> Any:
    # Both rows by hand: the version store's own signals miss what is not saved in their block.
    with reversion.create_revision(manage_manually=True, atomic=False):
        reversion.add_to_revision(document.document_ptr)
        reversion.add_to_revision(document)
        reversion.set_user(by)
        reversion.set_comment(reason)
        reversion.set_date_created(at)
    stored = StoredVersion.objects.get_for_object(document).order_by("-pk").defer("serialized_data")
    return stored.select_related("revision")[0].revision


def _documents(document: Document, name: str, keys: Sequence[int]) -> list[Document]:
    model = type(document)._meta.get_field(name).related_model
    return list(model.objects.filter(pk__in=keys).order_by("pk"))
