"""On SQLite: what no statement of the application may do, whoever sends it.

SQLite has no roles. An authorizer on each connection refuses to drop a trigger or an append-only table, and to
write the schema by hand. Migrations lift it, for they rebuild tables; the triggers are made anew after them.
"""

import sqlite3
from typing import Any

from django.db import connections

from governance.database.append_only import kept_tables

REFUSED_PRAGMAS = frozenset({"writable_schema", "ignore_check_constraints", "trusted_schema"})


def guard_connection(*, connection: Any, **kwargs: Any) -> None:
    """Guards a new connection. A receiver of connection_created."""
    if connection.vendor == "sqlite":
        connection.connection.set_authorizer(_authorize)


def lift_guard(*, using: str = "default", **kwargs: Any) -> None:
    """Lifts the guard for a migration. A receiver of pre_migrate."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.set_authorizer(None)


def restore_guard(*, using: str = "default", **kwargs: Any) -> None:
    """Guards the connection again. A receiver of post_migrate."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.set_authorizer(_authorize)


def _authorize(
    action: int, first: str | None, second: str | None, database: str | None, within: str | None
) -> int:
    if action == sqlite3.SQLITE_DROP_TRIGGER:
        return sqlite3.SQLITE_DENY
    if action in (sqlite3.SQLITE_DROP_TABLE, sqlite3.SQLITE_ALTER_TABLE) and _is_kept(first, second):
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and (first or "").lower() in REFUSED_PRAGMAS and second is not None:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def _is_kept(first: str | None, second: str | None) -> bool:
    # DROP TABLE names the table first, ALTER TABLE second, after the database.
    return bool({first, second} & kept_tables())
