"""Helpers for tests that are no fixtures."""

from typing import Any

from governance.database.authorizer import lift_guard


def remove_triggers(connection: Any) -> None:
    """Drops every trigger, as a test that empties append-only tables must."""
    lift_guard(using=connection.alias)
    with connection.cursor() as cursor:
        for drop in _drops(connection, cursor):
            cursor.execute(drop)


def _drops(connection: Any, cursor: Any) -> list[str]:
    if connection.vendor == "sqlite":
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return [f'DROP TRIGGER "{name}"' for (name,) in cursor.fetchall()]
    cursor.execute("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
    return [f'DROP TRIGGER "{name}" ON {table}' for name, table in cursor.fetchall()]
