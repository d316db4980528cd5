"""Whether the site can serve: asked by whoever watches the machine, answered without a word about its insides."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from governance.database.triggers import missing_triggers
from governance.models import AuditEntry, ScheduleRun, Watch
from governance.services.anchor import AnchorBroken, last_anchored

GRACE = timedelta(minutes=1)


def readiness(*, at: datetime) -> dict[str, bool]:
    """By name whether each part is well; `database` alone where it cannot be reached."""
    try:
        return dict(_parts(at))
    except DatabaseError:
        return {"database": False}


def _parts(at: datetime) -> Iterator[tuple[str, bool]]:
    connection.ensure_connection()
    is_migrated = _is_migrated()
    yield "database", True
    yield "migrations", is_migrated
    if is_migrated:
        yield "rules", not missing_triggers()
        yield "live pages", not Watch.objects.filter(differences__gt=0).exists()
        yield "anchor", _anchor_follows(at)
        yield "schedule", not ScheduleRun.is_late(at=at)


def _is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _anchor_follows(at: datetime) -> bool:
    """Whether every entry that is older than a minute is in the anchor; one is written after each commit."""
    try:
        anchored = last_anchored()
    except AnchorBroken:
        return False
    return not AuditEntry.objects.filter(sequence__gt=anchored, at__lt=at - GRACE).exists()
