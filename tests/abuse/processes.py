"""Commands and soaks as processes of their own, on a database of their own."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)


@contextmanager
def fresh_database(folder, like=None):
    """The environment of an empty database of the same make as the test's own, or of a copy of another one."""
    if like:
        shutil.copytree(like["IMPRIMATUR_DATA_DIR"], folder, dirs_exist_ok=True)
    environment = {**os.environ, "IMPRIMATUR_DATA_DIR": str(folder)}
    if connection.vendor == "sqlite":
        yield {**environment, "IMPRIMATUR_DATABASE": f"sqlite:///{folder}/own.sqlite3"}
        return
    name = f"own_{uuid4().hex[:12]}"
    address = os.environ["IMPRIMATUR_DATABASE"]
    template = like["IMPRIMATUR_DATABASE"].partition("?")[0].rpartition("/")[2] if like else "template1"
    _maintain(address, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield {**environment, "IMPRIMATUR_DATABASE": elsewhere(address, name)}
    finally:
        _maintain(address, f'DROP DATABASE "{name}" WITH (FORCE)')


def elsewhere(address, name):
    """The address of another database of the same server."""
    where, question, options = address.partition("?")
    return f"{where.rpartition('/')[0]}/{name}{question}{options}"


def run(environment, *arguments):
    """Runs Python with these arguments and waits for it."""
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


def start(environment, *arguments):
    """Starts Python with these arguments; what it prints comes through a pipe."""
    command = [sys.executable, *map(str, arguments)]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def soak(environment, part, **options):
    """Runs one part of the soak; returns its figures. Fails where an invariant was violated."""
    arguments = [f"--{name}={value}" for name, value in options.items()]
    done = run(environment, "-m", "tests.soak.run", part, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return dict(line.rsplit(maxsplit=1) for line in done.stdout.splitlines() if line.strip())


def _maintain(address, statement):
    with psycopg.connect(elsewhere(address, "postgres"), autocommit=True) as maintenance:
        maintenance.execute(statement)
