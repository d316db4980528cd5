"""System checks name what a deployment can get wrong, and what to do."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.checks import run_checks
from django.db.utils import ConnectionHandler

from governance.checks import check_sqlite
from governance.project.environment import database

pytestmark = pytest.mark.django_db  # for the SQLite file of some tests


def codes() -> list[str]:
    return [
        message.id
        for message in run_checks(include_deployment_checks=True)
        if message.id.startswith("governance.")
    ]


def test_a_site_that_is_set_up_well_has_nothing_to_mend(settings: LazySettings) -> None:
    assert codes() == []


@pytest.mark.parametrize("key", ["", "short", "aaaa" * 20])
def test_a_key_that_can_be_guessed_is_named(settings: LazySettings, key: str) -> None:
    settings.SECRET_KEY = key
    assert codes() == ["governance.E002"]


def test_insides_on_error_pages_are_for_ones_own_machine_alone(settings: LazySettings) -> None:
    settings.DEBUG, settings.HTTPS = True, True
    assert codes() == ["governance.E003"]
    settings.HTTPS = False
    assert codes() == []


def test_a_site_on_https_has_names_of_its_own(settings: LazySettings) -> None:
    settings.ALLOWED_HOSTS, settings.HTTPS = ["*"], True
    assert codes() == ["governance.E004"]


def test_a_private_key_that_others_can_read_is_named(settings: LazySettings, tmp_path: Path) -> None:
    settings.KEY_DIR = tmp_path
    (tmp_path / "a.key").touch(mode=0o600)
    assert codes() == []
    (tmp_path / "a.key").chmod(0o640)
    assert codes() == ["governance.E005"]


@pytest.mark.parametrize(
    ("journal", "transactions", "found"),
    [
        ("WAL", "IMMEDIATE", []),
        ("DELETE", "IMMEDIATE", ["governance.E006"]),
        ("WAL", None, ["governance.E006"]),
    ],
)
def test_a_sqlite_file_that_locks_people_out_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, journal: str, transactions: str | None, found: list[str]
) -> None:
    options = {"init_command": f"PRAGMA journal_mode={journal}", "transaction_mode": transactions}
    values = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "db.sqlite3", "OPTIONS": options}
    connections = ConnectionHandler({"default": values})
    monkeypatch.setattr("governance.checks.connections", connections)
    assert [message.id for message in check_sqlite(databases=["default"])] == found
    connections.close_all()


def test_the_sites_own_sqlite_settings_lock_nobody_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    connections = ConnectionHandler({"default": database(f"sqlite:///{tmp_path / 'db.sqlite3'}")})
    monkeypatch.setattr("governance.checks.connections", connections)
    assert check_sqlite(databases=["default"]) == []
    connections.close_all()
