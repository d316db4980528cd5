"""On PostgreSQL: the two roles and the database of a site, made all together or not at all.

The owner owns the tables and migrates. The application's role is what the site runs as: it owns nothing, so that it can
neither take a trigger away nor give itself a right.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

PASSWORD_BYTES = 24


class SetUpRefused(Exception):
    """The server is not as a new or a whole site's would be; nothing was changed. The message says what is there."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the database and its two roles are called."""

    database: str
    owner: str
    application: str


@dataclass(frozen=True, slots=True)
class Addresses:
    """The values of IMPRIMATUR_DATABASE for migrations and for the site, passwords included."""

    owner: str
    application: str


def set_up(administrator: str, names: Names) -> Addresses | None:
    """Makes both roles and the database. None where all three are there, and as they should be.

    administrator: postgresql://… of a role that may make roles and databases. Raises SetUpRefused where only some of
    them are there, or where the application could do more than it should; psycopg.Error where the server refuses.
    """
    with psycopg.connect(administrator, autocommit=True) as connection:
        there = [thing for thing, is_there in _things(connection, names) if is_there]
        if len(there) == len(names.__dataclass_fields__):
            _refuse_rights_beyond(connection, names)
            return None
        if there:
            raise SetUpRefused(
                f"Half a set-up: there is {' and '.join(there)}, and not the rest. Remove it, or choose other names."
            )
        return _make(connection, administrator, names)


def _things(connection: psycopg.Connection, names: Names) -> Iterator[tuple[str, bool]]:
    roles = "SELECT 1 FROM pg_roles WHERE rolname = %s"
    for query, what, name in (
        ("SELECT 1 FROM pg_database WHERE datname = %s", "the database", names.database),
        (roles, "the role", names.owner),
        (roles, "the role", names.application),
    ):
        yield f"{what} {name!r}", connection.execute(query, [name]).fetchone() is not None


def _refuse_rights_beyond(connection: psycopg.Connection, names: Names) -> None:
    owner = connection.execute(
        "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s", [names.database]
    ).fetchone()
    if owner != (names.owner,):
        raise SetUpRefused(f"The database {names.database!r} does not belong to {names.owner!r}.")
    beyond = connection.execute(
        "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR pg_has_role(rolname, %s, 'MEMBER') "
        "FROM pg_roles WHERE rolname = %s",
        [names.owner, names.application],
    ).fetchone()
    if beyond == (True,):
        raise SetUpRefused(
            f"The role {names.application!r} may do more than the application needs: it is a superuser, makes roles "
            "or databases, or belongs to the owner."
        )


def _make(connection: psycopg.Connection, administrator: str, names: Names) -> Addresses:
    passwords = {role: secrets.token_urlsafe(PASSWORD_BYTES) for role in (names.owner, names.application)}
    with connection.transaction():
        for role, password in passwords.items():
            make = "CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}"
            connection.execute(sql.SQL(make).format(sql.Identifier(role), sql.Literal(password)))
    try:
        _make_database(connection, names)
    except psycopg.Error:
        for role in passwords:
            connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))
        raise
    owner, application = (
        _address(administrator, role, password, names.database) for role, password in passwords.items()
    )
    return Addresses(owner, application)


def _make_database(connection: psycopg.Connection, names: Names) -> None:
    # A database is made in no transaction; so its rights follow at once, and are the only step after it.
    parts = {name: sql.Identifier(getattr(names, name)) for name in names.__dataclass_fields__}
    # An administrator who is no superuser may give a database only to a role that they belong to.
    connection.execute(sql.SQL("GRANT {owner} TO CURRENT_USER").format(**parts))
    connection.execute(
        sql.SQL("CREATE DATABASE {database} OWNER {owner} ENCODING 'UTF8' TEMPLATE template0").format(**parts)
    )
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {database} FROM PUBLIC").format(**parts))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {database} TO {application}").format(**parts))
    connection.execute(sql.SQL("REVOKE {owner} FROM CURRENT_USER").format(**parts))


def _address(administrator: str, role: str, password: str, database: str) -> str:
    parts = urlsplit(administrator)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(
        parts._replace(netloc=f"{quote(role)}:{quote(password)}@{place}", path=f"/{quote(database)}")
    )
