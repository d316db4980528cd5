"""Settings from the environment: the only place that reads it. docs/settings.md lists every name."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "IMPRIMATUR_"


def text(name: str, default: str = "") -> str:
    """The variable `IMPRIMATUR_<name>`, or the default where it is missing or empty."""
    return os.environ.get(PREFIX + name) or default


def flag(name: str, default: bool = False) -> bool:
    """`1`, `true`, `yes` or `0`, `false`, `no`. Raises ImproperlyConfigured for anything else."""
    value = text(name, "1" if default else "0").lower()
    if value in ("1", "true", "yes"):
        return True
    if value in ("0", "false", "no"):
        return False
    raise ImproperlyConfigured(f"{PREFIX}{name} is {value!r}; it takes 1 or 0.")


def number(name: str, default: int, *, most: int | None = None) -> int:
    """A whole number, from 0 to `most` where that is given. Raises ImproperlyConfigured for anything else."""
    value = text(name, str(default))
    takes = "a whole number" if most is None else f"a whole number from 0 to {most}"
    try:
        found = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{PREFIX}{name} is {value!r}; it takes {takes}.") from None
    if most is not None and not 0 <= found <= most:
        raise ImproperlyConfigured(f"{PREFIX}{name} is {found}; it takes {takes}.")
    return found


def choice(name: str, choices: tuple[str, ...]) -> str:
    """One of the choices, the first by default. Raises ImproperlyConfigured for anything else."""
    value = text(name, choices[0])
    if value not in choices:
        raise ImproperlyConfigured(f"{PREFIX}{name} is {value!r}; it takes {' or '.join(choices)}.")
    return value


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(url: str) -> dict:
    """Django's settings for `sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST:PORT/NAME?option=…`.

    Raises ImproperlyConfigured for another scheme.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path[1:]))
    if parts.scheme in ("postgresql", "postgres"):
        return _postgresql(parts)
    raise ImproperlyConfigured(
        f"{PREFIX}DATABASE begins with {parts.scheme!r}; it takes sqlite:///PATH or postgresql://…"
    )


def _sqlite(path: str) -> dict:
    # IMMEDIATE and the wait: without them most read-then-write transactions of several processes fail.
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def _postgresql(parts) -> dict:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or dict(parse_qsl(parts.query)).get("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def mail(url: str) -> dict:
    """Django's e-mail settings for `smtp://USER:PASSWORD@HOST:PORT` (TLS once greeted), `smtps://…` or `console:`.

    Nothing is sent where it is empty. Raises ImproperlyConfigured for another scheme.
    """
    parts = urlsplit(url)
    backends = {"": "dummy", "console": "console", "smtp": "smtp", "smtps": "smtp"}
    if parts.scheme not in backends:
        raise ImproperlyConfigured(
            f"{PREFIX}MAIL begins with {parts.scheme!r}; it takes smtp://…, smtps://… or console:"
        )
    return {
        "EMAIL_BACKEND": f"django.core.mail.backends.{backends[parts.scheme]}.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
        "EMAIL_TIMEOUT": 10,
    }
