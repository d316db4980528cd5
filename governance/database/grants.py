"""On PostgreSQL: the rights of the role that the application runs as.

The owner of the tables migrates; the application's role may only read and add to the append-only tables, so that
it can neither disable a trigger nor truncate. A superuser still can: the trail's anchor finds that.
"""

from collections.abc import Iterator

from django.db import connection

from governance.database.append_only import kept_tables


def grant_application_role(role: str) -> None:
    """Gives an existing role of the database exactly the rights that the application needs."""
    with connection.cursor() as cursor:
        for statement in _statements(connection.ops.quote_name(role)):
            cursor.execute(statement)


def _statements(role: str) -> Iterator[str]:
    kept = kept_tables()
    yield f"GRANT USAGE ON SCHEMA public TO {role}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}"
    for table in sorted(connection.introspection.table_names()):
        rights = "SELECT, INSERT" if table in kept else "SELECT, INSERT, UPDATE, DELETE"
        yield f'REVOKE ALL ON "{table}" FROM {role}'
        yield f'GRANT {rights} ON "{table}" TO {role}'
