"""A new PostgreSQL server becomes a site's: roles, rights, tables, and the rows of a site that was on SQLite."""

import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.cluster import NoPostgreSQL, cluster

pytestmark = pytest.mark.pure  # it starts a server of its own
ROLES = ("--application", "site")  # the server's own account has the usual name
ROOT = Path(__file__).resolve().parents[2]
STORY = """
from tests import factories as make
make.make_statement()
make.publish(make.make_page())
make.submit(make.make_faq())
"""


@pytest.fixture(scope="module")
def server():
    try:
        with cluster() as address:
            yield address
    except NoPostgreSQL as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(f"left out: {error}")


@pytest.fixture(scope="module")
def site(server, tmp_path_factory):
    """The two addresses of a database that was set up, and the folder of its keys."""
    folder = tmp_path_factory.mktemp("site")
    made = manage(folder, "setup_database", server, *ROLES)
    assert made.stdout.endswith("All tables and rights are made.\n"), made.stderr
    owner, application = re.findall(r"IMPRIMATUR_DATABASE=(\S+)", made.stdout)
    return folder, owner, application


def manage(folder, *command, database=""):
    values = {name: value for name, value in os.environ.items() if not name.startswith("IMPRIMATUR_")}
    values |= {"IMPRIMATUR_SECRET_KEY": "only-for-tests-" * 4, "IMPRIMATUR_HTTPS": "0"}
    values |= {"IMPRIMATUR_DATA_DIR": str(folder), "IMPRIMATUR_DATABASE": database}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=values,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "attempt",
    [
        "DELETE FROM governance_auditentry",
        "UPDATE governance_signoff SET digest = ''",
        "TRUNCATE governance_publication",
        "DROP TRIGGER append_only_governance_auditentry_change ON governance_auditentry",
        "ALTER TABLE governance_auditentry DISABLE TRIGGER ALL",
        "CREATE TABLE extra (id int)",
        "SET ROLE imprimatur_owner",
    ],
)
def test_the_application_may_only_read_and_add(site, attempt):
    with psycopg.connect(site[2]) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(attempt)


def test_what_is_whole_is_left_as_it_is(server, site):
    again = manage(site[0], "setup_database", server, *ROLES)
    assert (
        again.returncode,
        "Nothing was changed" in again.stdout,
        "IMPRIMATUR_DATABASE" in again.stdout,
    ) == (
        0,
        True,
        False,
    )


def test_half_a_set_up_is_refused(server, site):
    half = manage(site[0], "setup_database", server, *ROLES, "--database", "another")
    assert half.returncode == 2
    assert "there is the role 'imprimatur_owner' and the role 'site', and not the rest" in half.stderr


def test_an_application_that_may_too_much_is_refused(server, site):
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("GRANT imprimatur_owner TO site")
        try:
            refused = manage(site[0], "setup_database", server, *ROLES)
        finally:
            connection.execute("REVOKE imprimatur_owner FROM site")
    assert refused.returncode == 2 and "may do more than the application needs" in refused.stderr


def test_a_server_that_cannot_be_reached_is_said_in_one_sentence(tmp_path):
    ended = manage(tmp_path, "setup_database", "postgresql://nobody@127.0.0.1:9/postgres")
    assert ended.returncode == 2 and ended.stderr.count("\n") == 1 and "connection" in ended.stderr


def test_a_site_moves_from_sqlite_and_keeps_its_trail(site):
    folder, owner, application = site
    assert manage(folder, "migrate", "--verbosity=0").returncode == 0
    story = manage(folder, "shell", "--verbosity=0", "-c", STORY)
    assert story.returncode == 0, story.stderr
    before = manage(folder, "verify_audit").stdout
    moved = manage(folder, "copy_to_postgres", owner)
    assert moved.returncode == 0, moved.stderr
    assert manage(folder, "verify_audit", database=application).stdout == before
    for command in ("verify_live", "verify_signatures", "check"):
        assert manage(folder, command, database=application).returncode == 0
    again = manage(folder, "copy_to_postgres", owner)
    assert again.returncode == 2 and "not empty" in again.stderr
