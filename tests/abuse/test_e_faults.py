"""ABUSE E and the crowds of A, C and D: processes at once, killed processes, full disks, lost connections."""

import pytest
from django.db import DatabaseError, connection

from content.models import Version
from governance.database.triggers import missing_triggers
from governance.models import AuditEntry, Live, Publication
from governance.services import publishing
from governance.services.trail import verify
from tests import factories as make
from tests.abuse.processes import run, soak

pytestmark = pytest.mark.django_db


def test_12_two_hundred_saves_while_others_open_versions_are_two_hundred_versions(own_database):
    figures = soak(own_database, "savers")
    assert (figures["saved"], figures["lost"], figures["violations"]) == ("200", "0", "0")


def test_51_a_crowd_on_the_same_pages_violates_nothing(own_database):
    figures = soak(own_database, "crowd", seconds=3, pages=3, processes=8)
    assert figures["violations"] == "0"


def test_47_a_statement_approved_while_a_page_is_published_leaves_nothing_live_against_it(own_database):
    figures = soak(own_database, "races", races=10)
    assert int(figures["published, then withdrawn"]) + int(figures["refused"]) == 10
    assert figures["violations"] == "0"


def test_48_two_schedules_and_a_publication_on_the_day_of_a_statement_leave_nothing_live_against_it(
    own_database,
):
    figures = soak(own_database, "due", races=6, pages=1)
    assert int(figures["published, then withdrawn"]) + int(figures["refused"]) == 6
    assert figures["violations"] == "0"


def test_61_twelve_appenders_with_rollbacks_make_one_chain(own_database):
    figures = soak(own_database, "appenders")
    assert (figures["kept"], figures["lost"], figures["violations"]) == ("240", "0", "0")


def test_71_a_killed_process_leaves_no_half_act(own_database):
    figures = soak(own_database, "kill", kills=5, pages=3)
    assert (figures["kills"], figures["violations"]) == ("5", "0")


def test_11_the_site_does_not_start_without_the_rules(own_database):
    migrated = run(own_database, "manage.py", "migrate", "--verbosity=0")
    assert migrated.returncode == 0, migrated.stderr
    started = run(own_database, "-c", "import governance.project.wsgi")
    assert started.returncode == 0, started.stderr
    drop = (
        "import django; django.setup(); from django.db import connection;"
        "from tests.support import remove_triggers; remove_triggers(connection)"
    )
    assert run(own_database, "-c", drop).returncode == 0
    refused = run(own_database, "-c", "import governance.project.wsgi")
    assert refused.returncode == 1
    assert refused.stderr.startswith("Imprimatur does not start")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="simulated by SQLite's own limit")
@pytest.mark.django_db(transaction=True)
def test_72_a_full_disk_leaves_nothing_half_done():
    make.make_statement()
    page = make.make_page()
    entries = AuditEntry.objects.count()
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    page.definition = "Head pain. " * 9000
    with pytest.raises(DatabaseError):
        make.save(page, by=page.owner)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
    done = AuditEntry.objects.exclude(outcome="failed").count()  # the failure may or may not find room
    assert (Version.objects.count(), done) == (1, entries)
    assert verify().fault == ""
    page.refresh_from_db()
    assert make.save(page, by=page.owner) is None


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's own switch")
def test_72_a_database_that_cannot_be_written_serves_what_is_live(client):
    make.make_statement()
    publication = make.publish(make.make_page())
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
    try:
        assert client.get(f"/{publication.path}/").status_code == 200
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = OFF")
    assert Live.objects.get().publication == publication


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL's own")
@pytest.mark.django_db(transaction=True)
def test_75_a_connection_that_is_lost_in_the_middle_leaves_no_half_act(monkeypatch):
    make.make_statement()
    page = make.make_page()
    physician = make.make_physician()
    review = make.submit(page)
    make.sign(review, by=physician)

    def lose_the_connection(*args):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    monkeypatch.setattr(publishing, "_links", lose_the_connection)
    with pytest.raises(DatabaseError):
        publishing.publish(actor=make.Actor.of(physician), review=review, at=make.NOW)
    connection.close()
    assert not Publication.objects.exists()
    assert not Live.objects.exists()
    assert verify().fault == ""


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's own")
def test_79_a_commit_is_on_the_disk_before_it_is_acknowledged(own_database):
    script = (
        "import django; django.setup(); from django.db import connection; cursor = connection.cursor();"
        "print(cursor.execute('PRAGMA synchronous').fetchone()[0], cursor.execute('PRAGMA journal_mode').fetchone()[0])"
    )
    assert run(own_database, "-c", script).stdout.split() == ["2", "wal"]
    assert missing_triggers() == []
