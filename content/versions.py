"""From a document to its version and back: the public text, and the version store."""

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


def public_text(document: Document) -> PublicText:
    """What the public would see of the document's present fields. Takes the document of its own kind."""
    sections = (_section(document, *spec) for spec in document.SECTIONS)
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


def _section(document: Document, name: str, layout: Layout, heading: str) -> Section:
    heading = heading.format(organisation=settings.ORGANISATION_NAME)
    return Section(name, heading, layout, tuple(row for row in _rows(document, name) if row.columns))


def _rows(document: Document, name: str) -> list[Row]:
    if name in link_fields(type(document)):
        return [Row.of({"path": linked.path}) for linked in _linked(document, name)]
    value = getattr(document, name)
    return [Row.of(row) for row in value] if isinstance(value, list) else [Row.of({"text": value})]


def _linked(document: Document, name: str) -> models.QuerySet[Document]:
    return getattr(document, name).order_by("pk")
