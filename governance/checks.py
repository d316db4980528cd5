"""System checks: what a deployment can get wrong, each with an id and what to do."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connections

from governance.database.triggers import missing_triggers


@register(Tags.database)
def check_triggers(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """governance.E001: a trigger that holds an invariant is missing from the database."""
    found: list[CheckMessage] = []
    for using in databases or ():
        missing = _missing(using)
        if missing:
            message = (
                f"{len(missing)} triggers are missing in the database {using!r}, {missing[0]} among them."
            )
            found.append(
                Error(message, hint="Run `manage.py migrate`, which makes them anew.", id="governance.E001")
            )
    return found


def _missing(using: str) -> list[str]:
    try:
        if "governance_auditentry" not in connections[using].introspection.table_names():
            return []  # not migrated yet
        return missing_triggers(using)
    except DatabaseError:
        return []  # an unreachable database has a check of its own
