"""System checks: what a deployment can get wrong, each with an id and what to do."""

import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections

from governance.database.triggers import missing_triggers

SHORTEST_KEY, FEWEST_CHARACTERS = 32, 5


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


@register(Tags.security, deploy=True)
def check_secret_key(**kwargs: Any) -> list[CheckMessage]:
    """governance.E002: sessions and forms could be forged, for the key is missing or short.

    With --deploy alone: a command such as verify_audit needs no key.
    """
    key = _secret_key()
    if len(key) >= SHORTEST_KEY and len(set(key)) >= FEWEST_CHARACTERS:
        return []
    message = f"IMPRIMATUR_SECRET_KEY has {len(key)} characters, {len(set(key))} different ones."
    hint = (
        "Give it a random text, such as python -c 'import secrets; print(secrets.token_urlsafe(60))' makes."
    )
    return [Error(message, hint=hint, id="governance.E002")]


def _secret_key() -> str:
    try:
        return settings.SECRET_KEY
    except ImproperlyConfigured:
        return ""  # Django's answer to an empty key


@register(Tags.security)
def check_debug(**kwargs: Any) -> list[CheckMessage]:
    """governance.E003: a site on https would show its insides on error pages."""
    if not (settings.DEBUG and settings.HTTPS):
        return []
    hint = "A real site has IMPRIMATUR_DEBUG=0; your own machine has IMPRIMATUR_HTTPS=0."
    return [Error("Error pages would show the program's insides.", hint=hint, id="governance.E003")]


@register(Tags.security)
def check_hosts(**kwargs: Any) -> list[CheckMessage]:
    """governance.E004: the site would answer under every name, and put that name into its own links."""
    if "*" not in settings.ALLOWED_HOSTS or not settings.HTTPS:
        return []
    hint = "Name the site's own hosts in IMPRIMATUR_ALLOWED_HOSTS, separated by commas."
    return [Error("The site answers under every name.", hint=hint, id="governance.E004")]


@register(Tags.security)
def check_keys(**kwargs: Any) -> list[CheckMessage]:
    """governance.E005: others on this machine could sign, for they can read a private key."""
    keys = sorted(Path(settings.KEY_DIR).glob("*.key"))
    exposed = [key for key in keys if key.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]
    if not exposed:
        return []
    hint = f"chmod 600 {exposed[0]}; and where somebody may have read it, make a new one: manage.py make_key"
    return [Error("A private key can be read by other accounts.", hint=hint, id="governance.E005")]


@register(Tags.security)
def check_webhooks(**kwargs: Any) -> list[CheckMessage]:
    """governance.E020: other sites could be told by anybody that a page was published or taken down."""
    if not settings.WEBHOOKS or len(settings.WEBHOOK_SECRET) >= SHORTEST_KEY:
        return []
    hint = "Give IMPRIMATUR_WEBHOOK_SECRET at least 32 random characters, and the same to the other side."
    return [Error("Webhooks are sent without a secret that signs them.", hint=hint, id="governance.E020")]


@register(Tags.database)
def check_sqlite(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """governance.E006: on SQLite, people who write at the same time would be told that the database is locked."""
    sqlite = [using for using in databases or () if connections[using].vendor == "sqlite"]
    hint = "Give the database as IMPRIMATUR_DATABASE=sqlite:///PATH on a local disk; WAL does not work on a network's."
    message = "SQLite database {!r} is not in WAL mode with IMMEDIATE transactions."
    return [
        Error(message.format(using), hint=hint, id="governance.E006")
        for using in sqlite
        if _waits_badly(using)
    ]


def _waits_badly(using: str) -> bool:
    connection = connections[using]
    if connection.is_in_memory_db():
        return False  # nobody else can open it
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    return mode != "wal" or connection.settings_dict["OPTIONS"].get("transaction_mode") != "IMMEDIATE"
