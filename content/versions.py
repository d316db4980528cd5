"""From a document to its version and back: the public text, and the version store."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import reversion
from django.conf import settings
from django.db import models

from content.models import Document, Version, kinds
from content.sections import Layout, PublicText, Row, Section


def register_kinds() -> None:
    """Registers the kinds with django-reversion, which stores the fields of each version."""
    for model in (Document, *kinds().values()):
        if not reversion.is_registered(model):
            reversion.register(model)


def public_text(document: Document, links: Mapping[str, Sequence[Document]] | None = None) -> PublicText:
    """What the public would see of the document's present fields. Takes the document of its own kind.

    links: for each link field the documents that are chosen and not saved yet; without it, those stored.
    """
    sections = (_section(document, links, *spec) for spec in document.SECTIONS)
    return PublicText(
        kind=document.KIND,
        slug=document.slug,
        condition=document.condition,
        title=document.title,
        sections=tuple(section for section in sections if section.rows),
    )


def link_fields(model: type[Document]) -> list[str]:
    """The names of the fields that link to other documents."""
    return [field.name for field in model._meta.many_to_many]


def stored_fields(version: Version) -> dict[str, Any]:
    """The fields of a version as the version store has them; links as lists of primary keys."""
    model = kinds()[version.document.kind]
    fields: dict[str, Any] = {}
    for stored in version.revision.version_set.filter(object_id=str(version.document_id)):
        if stored._model in (Document, model):
            fields.update(stored._local_field_dict)
    return fields


def _section(
    document: Document,
    links: Mapping[str, Sequence[Document]] | None,
    name: str,
    layout: Layout,
    heading: str,
) -> Section:
    heading = heading.format(organisation=settings.ORGANISATION_NAME)
    return Section(name, heading, layout, tuple(row for row in _rows(document, name, links) if row.columns))


def _rows(document: Document, name: str, links: Mapping[str, Sequence[Document]] | None) -> list[Row]:
    if name in link_fields(type(document)):
        linked = _linked(document, name) if links is None else _ordered(links.get(name, ()))
        return [Row.of({"path": item.path}) for item in linked]
    value = getattr(document, name)
    return [Row.of(row) for row in value] if isinstance(value, list) else [Row.of({"text": value})]


def _linked(document: Document, name: str) -> models.QuerySet[Document]:
    return getattr(document, name).order_by("pk")


def _ordered(chosen: Iterable[Document]) -> list[Document]:
    return sorted(chosen, key=lambda document: document.pk)
