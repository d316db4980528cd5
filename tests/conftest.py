"""What all tests share: fast password hashing, shared inputs, and clean-up of tables that cannot be emptied."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from hypothesis import settings as hypothesis_settings

from governance.public.shelf import SHELF
from governance.services.keys import make_key
from tests.support import remove_triggers

# How long an example takes says more of the machine than of the code: speed is the bench's.
hypothesis_settings.register_profile("no deadline", deadline=None)
hypothesis_settings.load_profile("no deadline")
SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """SQLite in a file, as on a site: threads that share one connection in memory lock each other up for good.

    The live server answers several requests of a page at once, and a guard in Python looks at every statement.
    """
    if connection.vendor == "sqlite":
        folder = os.environ["IMPRIMATUR_DATA_DIR"]
        connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / f"tests-{os.getpid()}.sqlite3")


@pytest.fixture(autouse=True)
def quick_passwords(settings: LazySettings) -> None:
    """One round of hashing: the tests are not about the strength of the hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def empty_shelf() -> None:
    """No page of the test before: what is rolled back gives its keys to other rows."""
    SHELF.clear()


@pytest.fixture(scope="session", autouse=True)
def signing_key() -> str:
    """A key to seal signatures with, in the run's own folder."""
    return make_key()


@pytest.fixture(autouse=True)
def tables_can_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """Before a transactional test's tables are emptied, its append-only triggers go; the flush brings them back."""
    transactional = _is_transactional(request)
    if transactional:
        request.getfixturevalue("transactional_db")
    yield
    if transactional:
        remove_triggers(connection)


@pytest.fixture(scope="session")
def shared_inputs() -> Path:
    """The folder of the three real documents; without it the test is left out, or fails in CI."""
    inputs = SHARED / "inputs"
    if not inputs.is_dir():
        message = "left out: the real documents are not beside this checkout"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return inputs


def _is_transactional(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    by_marker = bool(marker and marker.kwargs.get("transaction"))
    return by_marker or bool({"transactional_db", "live_server"} & set(request.fixturenames))
