"""Rows as JSON and back, alike on both databases."""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, models

# A session is not taken along: after a restore everybody logs in again.
LEFT_OUT = (Session,)
AT_ONCE = 500


def models_kept() -> list[type[models.Model]]:
    """All tables of the site but those that are worth nothing elsewhere, in a lasting order."""
    found = apps.get_models(include_auto_created=True)
    kept = (model for model in found if model._meta.managed and not model._meta.proxy)
    return sorted((model for model in kept if model not in LEFT_OUT), key=lambda model: model._meta.label)


def fields_of(model: type[models.Model]) -> list[models.Field]:
    """The model's own columns, without those that the database derives."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def rows_of(model: type[models.Model]) -> Iterator[str]:
    """Each row as one line of JSON, in the order of the key."""
    names = [field.attname for field in fields_of(model)]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=2_000):
        yield json.dumps(row, default=_as_text, ensure_ascii=False, separators=(",", ":"))


def insert(model: type[models.Model], names: list[str], rows: Iterable[list[Any]]) -> int:
    """Adds rows as they are, past every rule of the model, and returns how many."""
    by_name = {field.attname: field for field in fields_of(model)}
    fields = [by_name[name] for name in names]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608
    number = 0
    with connection.cursor() as cursor:
        waiting = iter(rows)
        while some := list(islice(waiting, AT_ONCE)):
            cursor.executemany(statement, [_prepared(fields, row) for row in some])
            number += len(some)
    return number


def _prepared(fields: list[models.Field], row: list[Any]) -> list[Any]:
    return [
        field.get_db_prep_save(field.to_python(value), connection)
        for field, value in zip(fields, row, strict=True)
    ]


def _as_text(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    raise TypeError(f"a backup cannot hold {type(value).__name__}")
