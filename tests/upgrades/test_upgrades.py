"""The database of each earlier release is migrated, proves itself as before, and goes on.

A release adds its own with make_fixture.sh; none is ever made anew, for what it holds was signed then.
"""

import gzip
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure  # each runs on a database of its own
ROOT = Path(__file__).resolve().parents[2]
RELEASES = sorted(path.parent for path in Path(__file__).parent.glob("*/site.sql.gz"))
GOES_ON = """
from itertools import count
from governance.models import Live, Review
from governance.services import publishing
from governance.services.actors import Actor
from tests import factories as make
make._numbers = count(1000)  # the people of then have the first ones
review = Review.objects.get(document__slug="signed")
publishing.publish(actor=Actor.of(review.signoff.physician), review=review, at=make.NOW)
make.publish(make.make_page(slug="after-the-upgrade"))
print(sorted(Live.objects.pages().values_list("path", flat=True)))
"""


@pytest.fixture(params=RELEASES, ids=lambda folder: folder.name)
def folder(request, tmp_path):
    """A data folder as that release left it."""
    with sqlite3.connect(tmp_path / "imprimatur.sqlite3") as connection:
        connection.executescript(gzip.decompress((request.param / "site.sql.gz").read_bytes()).decode())
    connection.close()
    shutil.copytree(request.param / "keys", tmp_path / "keys")
    shutil.copy(request.param / "anchor.jsonl", tmp_path)
    return tmp_path


def manage(folder, *command):
    values = {name: value for name, value in os.environ.items() if not name.startswith("IMPRIMATUR_")}
    values |= {"IMPRIMATUR_SECRET_KEY": "only-for-tests-" * 4, "IMPRIMATUR_HTTPS": "0"}
    values |= {"IMPRIMATUR_DATA_DIR": str(folder), "IMPRIMATUR_DATABASE": ""}
    ended = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=values,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_there_is_a_database_of_each_release():
    assert len(RELEASES) >= 2


def test_an_earlier_release_is_migrated_proves_itself_and_goes_on(folder):
    manage(folder, "migrate", "--verbosity=0")
    manage(folder, "check", "--database", "default")
    assert "entries hold" in manage(folder, "verify_audit")
    assert manage(folder, "verify_signatures").startswith("3 ")
    assert manage(folder, "verify_live")
    manage(folder, "make_key")  # the private key of that time is no part of the fixture
    live = manage(folder, "shell", "--verbosity=0", "-c", GOES_ON)
    assert all(slug in live for slug in ("live", "signed", "after-the-upgrade"))
    assert "entries hold" in manage(folder, "verify_audit")
    manage(folder, "verify_live")
