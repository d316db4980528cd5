"""The rules that the database itself holds, on SQLite and PostgreSQL alike.

Two kinds. Append-only: a row of these tables is never changed, deleted or replaced. Guards: an insert or update
that breaks an invariant is refused whoever sends it. Both are made anew after every migration, and a system
check refuses to start without them.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connections, models

from governance.database.append_only import kept_models
from governance.database.authorizer import lift_guard, restore_guard
from governance.database.guards import GUARDS


def install_triggers(*, using: str = "default", **kwargs: Any) -> None:
    """Makes all triggers anew. A receiver of post_migrate, which also runs after a flush."""
    connection = connections[using]
    if not _tables_exist(connection):
        return
    statements = _postgresql if connection.vendor == "postgresql" else _sqlite
    lift_guard(using=using)
    with connection.cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)
    restore_guard(using=using)


def remove_triggers(*, using: str = "default", plan: Sequence[Any] = (), **kwargs: Any) -> None:
    """On SQLite: takes the triggers away for a migration. A receiver of pre_migrate.

    SQLite cannot rebuild a table while the trigger of another one reads it. Until post_migrate the site does not start.
    """
    connection = connections[using]
    if connection.vendor != "sqlite" or not plan:
        return
    lift_guard(using=using)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%refuses this%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def missing_triggers(using: str = "default") -> list[str]:
    """The names of the triggers that should be there and are not."""
    connection = connections[using]
    query = (
        "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {name for (name,) in cursor.fetchall()}
    return [name for name in trigger_names(connection.vendor) if name not in present]


def trigger_names(vendor: str) -> list[str]:
    """The names of all triggers on that database."""
    events = ("change", "truncate") if vendor == "postgresql" else ("update", "delete", "insert")
    append_only = [
        f"append_only_{model._meta.db_table}_{event}" for model in kept_models() for event in events
    ]
    return append_only + [guard.name for guard in GUARDS]


def _tables_exist(connection: Any) -> bool:
    tables = set(connection.introspection.table_names())
    return {model._meta.db_table for model in kept_models()} <= tables


def _sqlite() -> Iterator[str]:
    for model in kept_models():
        table = model._meta.db_table
        for event in ("update", "delete"):
            yield from _sqlite_trigger(f"append_only_{table}_{event}", table, event.upper(), "1", table)
        yield from _sqlite_trigger(f"append_only_{table}_insert", table, "INSERT", _replaces(model), table)
    for guard in GUARDS:
        yield from _sqlite_trigger(guard.name, guard.table, guard.event, guard.broken, guard.table)


def _sqlite_trigger(name: str, table: str, event: str, broken: str, label: str) -> Iterator[str]:
    yield f'DROP TRIGGER IF EXISTS "{name}"'
    yield (
        f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" WHEN {broken} '
        f"BEGIN SELECT RAISE(ABORT, '{name}: {label} refuses this'); END"
    )


def _replaces(model: type[models.Model]) -> str:
    # INSERT OR REPLACE deletes the old row without firing a delete trigger; so look for the row beforehand.
    table = model._meta.db_table
    return " OR ".join(
        f'EXISTS (SELECT 1 FROM "{table}" WHERE '
        + " AND ".join(f'"{table}"."{column}" = NEW."{column}"' for column in columns)
        + ")"
        for columns in _unique_columns(model)
    )


def _unique_columns(model: type[models.Model]) -> Iterator[list[str]]:
    for field in model._meta.concrete_fields:
        if field.unique:
            yield [field.column]
    for group in model._meta.unique_together:
        yield [model._meta.get_field(name).column for name in group]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None:
            yield [model._meta.get_field(name).column for name in constraint.fields]


def _postgresql() -> Iterator[str]:
    for model in kept_models():
        table = model._meta.db_table
        name = f"append_only_{table}"
        yield _function(name, f"RAISE EXCEPTION '{name}: {table} refuses this';")
        yield from _postgresql_trigger(f"{name}_change", table, "UPDATE OR DELETE", "ROW", name)
        yield from _postgresql_trigger(f"{name}_truncate", table, "TRUNCATE", "STATEMENT", name)
    for guard in GUARDS:
        body = f"IF {guard.broken} THEN RAISE EXCEPTION '{guard.name}: {guard.table} refuses this'; END IF;"
        yield _function(guard.name, body)
        yield from _postgresql_trigger(guard.name, guard.table, guard.event, "ROW", guard.name)


def _function(name: str, body: str) -> str:
    result = "RETURN COALESCE(NEW, OLD);"
    return (
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS '
        f"$guard$ BEGIN {body} {result} END; $guard$"
    )


def _postgresql_trigger(name: str, table: str, event: str, level: str, function: str) -> Iterator[str]:
    yield f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'
    yield f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH {level} EXECUTE FUNCTION "{function}"()'
