"""The only writers of documents and versions."""

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


@transaction.atomic
def save(
    *, document: Document, links: Links, by: Any, reason: str, at: datetime, seen: int
) -> Version | None:
    """Saves a document as a new version.

    document: of its own kind, with the new values in its fields. links: for each link field the documents
    linked. by: the person. seen: the version number that the person had before them, 0 for a new document.
    Returns the new version, or None where the public text is the same as before.
    Raises ValidationError for bad values or no reason, StaleVersion for a text that has moved on.
    """
    reason = _required_reason(reason)
    _refuse_stale(document, seen)
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


def _refuse_stale(document: Document, seen: int) -> None:
    if document.pk is None:
        return
    stored = Document.objects.select_for_update().get(pk=document.pk)
    if stored.version_number != seen:
        raise StaleVersion(document.versions.get(number=stored.version_number))


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
    newest = document.versions.filter(number=document.version_number).first()
    return newest is not None and newest.digest == digest_of(encoded)


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
    with reversion.create_revision(manage_manually=True):
        reversion.add_to_revision(document.document_ptr)
        reversion.add_to_revision(document)
        reversion.set_user(by)
        reversion.set_comment(reason)
        reversion.set_date_created(at)
    return StoredVersion.objects.get_for_object(document).order_by("-pk")[0].revision


def _documents(document: Document, name: str, keys: Sequence[int]) -> list[Document]:
    model = type(document)._meta.get_field(name).related_model
    return list(model.objects.filter(pk__in=keys).order_by("pk"))
