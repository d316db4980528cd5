"""For a restore alone: the database's rules lifted inside one transaction, and made anew before it ends."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from governance.database.authorizer import lift_guard, restore_guard
from governance.database.triggers import install_triggers, trigger_names


@contextmanager
def rules_lifted() -> Iterator[None]:
    """Rows may be added and removed past every trigger; foreign keys are looked at once, at the end.

    If anything fails inside, nothing of it remains and the triggers are those of before.
    """
    lift_guard()
    try:
        with transaction.atomic():
            _drop_triggers()
            yield
            connection.check_constraints()
            install_triggers()
    finally:
        restore_guard()


def _drop_triggers() -> None:
    names = set(trigger_names(connection.vendor))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
            drops = [
                f'DROP TRIGGER "{name}" ON {table}' for name, table in cursor.fetchall() if name in names
            ]
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            drops = [f'DROP TRIGGER "{name}"' for (name,) in cursor.fetchall() if name in names]
        for drop in drops:
            cursor.execute(drop)
