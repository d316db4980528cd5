"""The sample pages as they lie in `pages/`: one YAML file each, by slug."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from content.fields import RowsField
from content.models import Document, kind_of
from content.versions import link_fields

HERE = Path(__file__).resolve().parent


def read_yaml(name: str) -> Any:
    """One of the sample site's data files."""
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


@cache
def text(slug: str) -> Mapping[str, Any]:
    """The fields of a sample page, and its kind."""
    return read_yaml(f"pages/{slug}.yaml") | {"slug": slug}


def new_document(slug: str) -> Document:
    """The sample page as a document of its kind, not saved."""
    return fill(kind_of(text(slug)["kind"])(), text(slug))


def fill(document: Document, values: Mapping[str, Any]) -> Document:
    """Puts values into the fields of a document. A list of strings stands for rows of one column."""
    for name in set(values) - {"kind"} - set(link_fields(type(document))):
        field = document._meta.get_field(name)
        rows = isinstance(field, RowsField)
        setattr(document, name, _rows(values[name]) if rows else values[name])
    return document


def links(document: Document) -> dict[str, list[Document]]:
    """The documents that the sample page names in its link fields; they have to be saved already."""
    return {name: _named(document, name) for name in link_fields(type(document))}


def _named(document: Document, name: str) -> list[Document]:
    slugs = text(document.slug).get(name, [])
    model = type(document)._meta.get_field(name).related_model
    return [model.objects.get(slug=slug) for slug in slugs]


def _rows(rows: list[Any]) -> list[dict[str, str]]:
    return [{"text": row} if isinstance(row, str) else row for row in rows]
