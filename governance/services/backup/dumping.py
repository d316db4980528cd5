"""Writing a backup: a first line about it, each table's rows, and a last line that counts and digests all."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from governance.database.snapshot import snapshot
from governance.models import AuditEntry
from governance.services.audit import START
from governance.services.backup.envelope import writing
from governance.services.backup.rows import fields_of, models_kept, rows_of


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of the trail in a backup; sequence 0 where it is empty."""

    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many rows, and where the trail ends in it."""

    rows: int
    head: Head


def back_up(path: Path, *, key: bytes = b"", at: datetime) -> Written:
    """Writes the database as it is in this moment, while the site goes on. key: at least 32 bytes, or none.

    Sessions are left out, and so are the keys that seal signatures: they are no rows, and belong elsewhere.
    """
    digest, rows = hashlib.sha256(), 0
    with snapshot(), writing(path, key) as file:
        head = head_now()
        for line, is_row in _lines(head, at):
            data = line.encode() + b"\n"
            digest.update(data)
            rows += is_row
            file.write(data)
        end = {"end": True, "rows": rows, "sha256": digest.hexdigest()}
        file.write(json.dumps(end).encode() + b"\n")
    return Written(rows, head)


def head_now() -> Head:
    """The last entry of the trail."""
    last = AuditEntry.objects.order_by("-sequence").values_list("sequence", "hash").first()
    return Head(*last) if last else Head(0, START)


def migrations_now() -> list[list[str]]:
    """The migrations that this database has had, apart from those of the jobs, which PostgreSQL alone has."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted([app, name] for app, name in applied if app != "procrastinate")


def _lines(head: Head, at: datetime) -> Iterator[tuple[str, bool]]:
    about = {
        "made": at.isoformat(),
        "head": {"sequence": head.sequence, "hash": head.hash},
        "migrations": migrations_now(),
    }
    yield json.dumps(about), False
    for model in models_kept():
        table = {"table": model._meta.label, "fields": [field.attname for field in fields_of(model)]}
        yield json.dumps(table), False
        for row in rows_of(model):
            yield row, True
