"""ABUSE E, 73, 74 and 78: locks, readers and backups at work, databases put back, migrations cut off."""

import os
import signal
import sqlite3
import subprocess
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from governance.services.audit import CHAIN_LOCK
from tests.abuse.processes import fresh_database, run, start
from tests.cluster import binaries

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's own")
PREPARE = "from tests.soak.run import prepare; prepare(1)"
# Says so after each commit, then waits to be killed if it is told to.
SAVE = """
import random, sys, time
from tests.soak.run import save, prepare
from content.models import ConditionPage
print("ready", flush=True)
for number in range({times}):
    save(ConditionPage.objects.get(), random.Random())
    print("saved", flush=True)
time.sleep({linger})
"""
KILLED = """
import os, signal, django
django.setup()
from django.core.management import call_command
from {module} import {name}
left, original = {number}, {name}.{method}
def counted(self, *args, **kwargs):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return original(self, *args, **kwargs)
{name}.{method} = counted
call_command("migrate", verbosity=0)
"""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A database with people and one page, which every test has a copy of."""
    with fresh_database(tmp_path_factory.mktemp("prepared")) as environment:
        done = run(environment, "-c", PREPARE)
        assert done.returncode == 0, done.stderr
        yield environment


@pytest.fixture
def site(prepared, tmp_path):
    """A copy of it."""
    with fresh_database(tmp_path, like=prepared) as environment:
        yield environment


def file_of(environment):
    return Path(environment["IMPRIMATUR_DATABASE"].removeprefix("sqlite:///"))


def opened(environment):
    """A connection of somebody else to the same database."""
    if connection.vendor == "sqlite":
        return closing(sqlite3.connect(file_of(environment), isolation_level=None))
    return closing(psycopg.connect(environment["IMPRIMATUR_DATABASE"], autocommit=True))


def saving(environment, times, linger=0):
    """A process that saves so many versions; it is ready when this returns."""
    child = start(environment, "-c", SAVE.format(times=times, linger=linger))
    assert child.stdout.readline() == "ready\n"
    return child


def finished(child):
    said, _ = child.communicate(timeout=120)
    return child.returncode, said.split().count("saved")


def verified(environment, *options):
    done = run(environment, "manage.py", "verify_audit", *options)
    return done.returncode, done.stdout + done.stderr


@contextmanager
def write_lock(other):
    if connection.vendor == "sqlite":
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
        return
    other.execute("SELECT pg_advisory_lock(%s)", [CHAIN_LOCK])
    yield
    other.execute("SELECT pg_advisory_unlock(%s)", [CHAIN_LOCK])


def test_73_an_act_waits_for_the_lock_and_is_then_done(site):
    with opened(site) as other:
        with write_lock(other):
            child = saving(site, times=1)
            with pytest.raises(subprocess.TimeoutExpired):
                child.wait(timeout=2)
        assert finished(child) == (0, 1)
    assert verified(site)[0] == 0


def test_73_a_long_reader_neither_stops_the_writers_nor_sees_them(site):
    with opened(site) as reader:
        reader.execute("BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ")
        before = count(reader)
        assert finished(saving(site, times=10)) == (0, 10)
        assert count(reader) == before
        reader.execute("COMMIT")
        assert count(reader) == before + 10


def count(reader):
    return reader.execute("SELECT count(*) FROM content_version").fetchone()[0]


@pytest.fixture(scope="module")
def backed_up(prepared, tmp_path_factory):
    """A site that went on working while and after it was copied, and the environment of the copy."""
    folders = (tmp_path_factory.mktemp(name) for name in ("site", "copy"))
    with fresh_database(next(folders), like=prepared) as site, fresh_database(next(folders)) as copy:
        child = saving(site, times=40)
        child.stdout.readline()  # some are saved before, some during, some after
        back_up(site, copy)
        assert finished(child)[0] == 0
        assert finished(saving(site, times=1)) == (0, 1)
        yield site, {**copy, "IMPRIMATUR_DATA_DIR": site["IMPRIMATUR_DATA_DIR"]}


def back_up(site, copy):
    if connection.vendor == "sqlite":
        with opened(site) as source, closing(sqlite3.connect(file_of(copy))) as target:
            source.backup(target, pages=20, sleep=0.001)
        return
    dumped = subprocess.run(
        [binaries() / "pg_dump", site["IMPRIMATUR_DATABASE"]], capture_output=True, check=True
    )
    restore = [binaries() / "psql", "-v", "ON_ERROR_STOP=1", "-q", copy["IMPRIMATUR_DATABASE"]]
    subprocess.run(restore, input=dumped.stdout, capture_output=True, check=True)


def test_73_a_backup_of_a_working_site_is_whole(backed_up):
    site, copy = backed_up
    assert verified(site)[0] == 0
    assert verified(copy, "--no-anchor")[0] == 0
    assert run(copy, "-c", "import governance.project.wsgi").returncode == 0


def test_74_a_backup_put_in_the_place_of_a_newer_database_is_found_by_the_anchor(backed_up):
    _, copy = backed_up
    code, said = verified(copy)
    assert code == 1
    assert "is anchored" in said
    assert "gone from the chain" in said


@on_sqlite
def test_74_a_database_without_its_last_writes_is_found_by_the_anchor(site):
    child = saving(site, times=3, linger=60)
    assert [child.stdout.readline() for _ in range(3)] == ["saved\n"] * 3
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()
    file_of(site).with_name("own.sqlite3-wal").unlink()
    file_of(site).with_name("own.sqlite3-shm").unlink()
    code, said = verified(site)
    assert code == 1
    assert "gone from the chain" in said


REBUILD = """
import django
django.setup()
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection
from django.db.migrations import Migration
plan = [(Migration("later", "governance"), False)]
emit_pre_migrate_signal(0, False, "default", plan=plan)
for model in apps.get_models():
    if model._meta.managed and not model._meta.proxy:
        with connection.schema_editor() as editor:
            editor._remake_table(model)
emit_post_migrate_signal(0, False, "default", plan=plan)
"""


@on_sqlite
def test_78_an_upgrade_may_rebuild_every_table_and_the_rules_are_back(site):
    rebuilt = run(site, "-c", REBUILD)
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert run(site, "-c", "import governance.project.wsgi").returncode == 0
    assert verified(site)[0] == 0


BETWEEN = ("django.db.migrations.executor", "MigrationExecutor", "apply_migration")
WITHIN = ("django.db.backends.base.schema", "BaseDatabaseSchemaEditor", "execute")


@pytest.mark.parametrize(("place", "number"), [(BETWEEN, 21), (WITHIN, 150)])
def test_78_a_migration_that_was_cut_off_is_finished_by_the_next(own_database, place, number):
    script = KILLED.format(module=place[0], name=place[1], method=place[2], number=number)
    assert run(own_database, "-c", script).returncode == -signal.SIGKILL
    assert run(own_database, "-c", "import governance.project.wsgi").returncode == 1
    migrated = run(own_database, "manage.py", "migrate", "--verbosity=0")
    assert migrated.returncode == 0, migrated.stderr
    assert run(own_database, "manage.py", "check", "--database=default").returncode == 0
    assert run(own_database, "-c", "import governance.project.wsgi").returncode == 0
