"""Reading a backup into an empty database, in one transaction that commits only what proves itself."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection

from governance.database.lifting import rules_lifted
from governance.policy.verbs import Verb
from governance.services.actors import Actor
from governance.services.anchor import AnchorBroken, last_anchored
from governance.services.audit import Act, record
from governance.services.backup.dumping import Head, head_now, migrations_now
from governance.services.backup.envelope import BackupBroken, reading
from governance.services.backup.rows import insert, models_kept
from governance.services.search.index import rebuild
from governance.services.trail import verify
from governance.services.verifying import bad_signatures, live_that_differs

# What a migration leaves in an empty database; a backup brings its own.
MADE_BY_MIGRATE = (Permission, Group, ContentType)
MOST_TOLD = 5


class RestoreRefused(Exception):
    """The backup cannot come into this database; nothing was changed. The message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back. lost: how many acts the anchor knows that are newer than the backup."""

    rows: int
    head: Head
    signatures: int
    lost: int


def restore(path: Path, *, key: bytes = b"", at: datetime, accept_loss: bool = False) -> Restored:
    """Brings a backup into an empty, migrated database and proves it: the chain, the signatures, the live pages.

    accept_loss: the anchor may name newer acts than the backup has; then it is laid aside, and the loss is an entry.
    Raises BackupBroken where the file does not hold, RestoreRefused where it cannot come into this database.
    """
    about = _read_through(path, key)
    head = Head(about["head"]["sequence"], about["head"]["hash"])
    _refuse_other_migrations(about["migrations"])
    _refuse_where_not_empty()
    lost = _lost(head)
    if lost and not accept_loss:
        raise RestoreRefused(
            f"The anchor names {lost} acts that are newer than this backup: they would be lost. "
            "Look for a newer backup, or accept the loss with --accept-loss."
        )
    with rules_lifted():
        rows = _load(path, key)
        rebuild()
        signatures = _prove(head, anchored=not lost)
    if lost:
        _tell_of_the_loss(lost, head, at)
    return Restored(rows, head, signatures, lost)


def _read_through(path: Path, key: bytes) -> dict[str, Any]:
    """Reads all of it before a row is touched: a damaged end must not come up in the middle."""
    digest, before = hashlib.sha256(), b""
    with reading(path, key) as file:
        first = file.readline()
        for line in chain([first], file):
            digest.update(before)
            before = line
    try:
        about, end = json.loads(first), json.loads(before)
        holds = end["end"] and end["sha256"] == digest.hexdigest()
    except (ValueError, KeyError, TypeError) as error:
        raise BackupBroken("The backup is cut off.") from error
    if not holds:
        raise BackupBroken("The backup does not have the digest that its last line names.")
    return about


def _refuse_other_migrations(theirs: list[list[str]]) -> None:
    ours = migrations_now()
    other = next((item for item in theirs if item not in ours), None) or next(
        (item for item in ours if item not in theirs), None
    )
    if other:
        raise RestoreRefused(
            f"The backup is of another release: {'.'.join(other)} is a migration of one of the two alone. "
            "Restore it with its own release, then migrate."
        )


def _refuse_where_not_empty() -> None:
    for model in models_kept():
        if model not in MADE_BY_MIGRATE and model._base_manager.exists():
            raise RestoreRefused(
                f"This database is not empty: it has rows of {model._meta.label}. "
                "Restore into a new one, after `manage.py migrate`."
            )


def _lost(head: Head) -> int:
    try:
        return max(0, last_anchored() - head.sequence)
    except AnchorBroken as error:
        raise RestoreRefused(f"{error} Bring back the keys and the anchor before the database.") from error


def _load(path: Path, key: bytes) -> int:
    for model in MADE_BY_MIGRATE:
        model._base_manager.all().delete()
    with reading(path, key) as file:
        next(file)
        number = sum(_tables(json.loads(line) for line in file))
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models_kept()):
            cursor.execute(statement)
    return number


def _tables(lines: Iterator[Any]) -> Iterator[int]:
    """Loads table after table: a line that names it, then its rows, if there are any."""
    named: dict[str, Any] = {}
    for are_rows, some in groupby(lines, key=lambda line: isinstance(line, list)):
        if are_rows:
            yield insert(apps.get_model(named["table"]), named["fields"], some)
        else:
            named = list(some)[-1]


def _prove(head: Head, *, anchored: bool) -> int:
    anchor = Path(settings.AUDIT_ANCHOR)
    verified = verify(anchor=anchor if anchored and anchor.exists() else None)
    signatures, bad = bad_signatures()
    faults = [verified.fault] if verified.fault else []
    if head_now() != head or verified.head != head.hash:
        faults.append("The trail does not end where the backup says.")
    faults += bad + live_that_differs()[1]
    if faults:
        raise RestoreRefused("The backup does not prove itself: " + " ".join(faults[:MOST_TOLD]))
    return signatures


def _tell_of_the_loss(lost: int, head: Head, at: datetime) -> None:
    anchor = Path(settings.AUDIT_ANCHOR)
    anchor.replace(anchor.with_name(f"{anchor.name}.before-restore-{at:%Y%m%dT%H%M%S}"))
    detail = f"Restored a backup that ends with entry {head.sequence}; {lost} newer acts are lost."
    act = Act(verb=Verb.RESTORE, object_label="the database", after=head.hash, detail=detail)
    record(actor=Actor(None, frozenset()), act=act, at=at)
