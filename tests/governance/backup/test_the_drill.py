"""The restore drill: what was backed up comes back, proves itself, and nothing else does."""

import gzip

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from content.models import Document
from governance.database.triggers import missing_triggers
from governance.models import AuditEntry, Live, Person, Publication
from governance.services.backup import restoring
from governance.services.backup.dumping import back_up, head_now
from governance.services.backup.envelope import BackupBroken
from governance.services.backup.restoring import RestoreRefused, restore
from governance.services.backup.rows import models_kept
from governance.services.search.finding import Search, find
from governance.services.trail import verify
from governance.services.verifying import bad_signatures, live_that_differs
from tests import factories as make
from tests.support import remove_triggers

pytestmark = pytest.mark.django_db(transaction=True)
KEY = b"k" * 32


@pytest.fixture(autouse=True)
def anchor(settings, tmp_path):
    """An anchor of this test's own."""
    settings.AUDIT_ANCHOR = tmp_path / "anchor.jsonl"
    return settings.AUDIT_ANCHOR


@pytest.fixture
def site():
    """A live page, a FAQ in review, and a draft."""
    make.make_statement()
    publication = make.publish(make.make_page())
    make.submit(make.make_faq())
    make.make_article()
    return publication


def empty_the_database():
    remove_triggers(connection)
    call_command("flush", interactive=False, verbosity=0)


def all_rows():
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models_kept()}


def a_backup(tmp_path, key=b""):
    path = tmp_path / "site.backup"
    back_up(path, key=key, at=make.NOW)
    return path


@pytest.mark.parametrize("key", [b"", KEY])
def test_everything_comes_back_and_proves_itself(site, tmp_path, key, anchor):
    rows, head, path = all_rows(), head_now(), a_backup(tmp_path, key)
    empty_the_database()
    restored = restore(path, key=key, at=make.NOW)
    assert all_rows() == rows
    assert (restored.head, restored.signatures, restored.lost) == (head, 1, 0)
    assert (
        verify(anchor=anchor).fault == "" and bad_signatures() == (1, []) and live_that_differs() == (1, [])
    )
    assert missing_triggers() == []
    assert [entry.verb for entry in find(Search(verb="publish")).entries] == ["publish"]


def test_the_site_goes_on_after_a_restore(site, tmp_path):
    path = a_backup(tmp_path)
    empty_the_database()
    restore(path, at=make.NOW)
    make.publish(make.make_page(slug="another"))
    assert Live.objects.count() == 2 and verify().fault == ""
    with pytest.raises(Exception, match="refuses this"), transaction.atomic():
        AuditEntry.objects.update(reason="none")


def test_a_database_with_a_row_takes_no_backup(site, tmp_path):
    path, rows = a_backup(tmp_path), all_rows()
    with pytest.raises(RestoreRefused, match="not empty"):
        restore(path, at=make.NOW)
    assert all_rows() == rows


def test_newer_acts_are_not_lost_unsaid(site, tmp_path, anchor):
    path, head = a_backup(tmp_path), head_now()
    make.make_article()
    newer = head_now().sequence - head.sequence
    empty_the_database()
    with pytest.raises(RestoreRefused, match=f"names {newer} acts that are newer"):
        restore(path, at=make.NOW)
    assert not Person.objects.exists()
    assert restore(path, at=make.NOW, accept_loss=True).lost == newer
    entry = AuditEntry.objects.first()
    assert entry.verb == "restore a backup" and f"{newer} newer acts are lost" in entry.detail
    assert verify(anchor=anchor).fault == ""
    assert [file for file in anchor.parent.iterdir() if ".before-restore-" in file.name]


def test_a_forged_page_does_not_come_back(site, tmp_path):
    remove_triggers(connection)
    Publication.objects.update(html="<p>Ketamine cures migraine.</p>")
    path = a_backup(tmp_path)
    empty_the_database()
    with pytest.raises(RestoreRefused, match=r"does not prove itself: .*its page differs"):
        restore(path, at=make.NOW)
    assert not Document.objects.exists() and missing_triggers() == []


def test_a_forged_entry_does_not_come_back(site, tmp_path):
    remove_triggers(connection)
    AuditEntry.objects.filter(sequence=3).update(reason="another one")
    path = a_backup(tmp_path)
    empty_the_database()
    with pytest.raises(RestoreRefused, match="3"):
        restore(path, at=make.NOW)


def test_a_row_edited_in_a_plain_backup_is_found(site, tmp_path):
    path = a_backup(tmp_path)
    first, packed = path.read_bytes().split(b"\n", 1)
    inside = gzip.decompress(packed).replace(b"migraine", b"migraina", 1)
    path.write_bytes(first + b"\n" + gzip.compress(inside))
    with pytest.raises(BackupBroken, match="digest"):
        restore(path, at=make.NOW)


def test_a_backup_of_another_release_is_refused(site, tmp_path):
    applied = MigrationRecorder(connection)
    applied.record_applied("content", "9999_later")
    path = a_backup(tmp_path)
    applied.record_unapplied("content", "9999_later")
    empty_the_database()
    with pytest.raises(RestoreRefused, match=r"another release: content\.9999_later"):
        restore(path, at=make.NOW)


def test_a_failure_in_the_middle_leaves_nothing(site, tmp_path, monkeypatch):
    path = a_backup(tmp_path)
    empty_the_database()
    monkeypatch.setattr(restoring, "bad_signatures", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        restore(path, at=make.NOW)
    assert not Person.objects.exists() and missing_triggers() == []


def test_the_commands_say_what_they_did(site, tmp_path, capsys):
    path, key = tmp_path / "site.backup", tmp_path / "key"
    key.write_bytes(KEY)
    call_command("backup", path, key_file=key)
    assert f"the trail ends with entry {head_now().sequence}, {head_now().hash}" in capsys.readouterr().out
    with pytest.raises(CommandError, match=r"not empty.*Nothing was changed"):
        call_command("restore", path, key_file=key)
    empty_the_database()
    with pytest.raises(CommandError, match="give its key"):
        call_command("restore", path)
    call_command("restore", path, key_file=key)
    assert "1 signatures hold" in capsys.readouterr().out
