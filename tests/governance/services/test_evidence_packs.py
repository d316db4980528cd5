"""The evidence pack: the same bytes for the same input, verified by Python alone, each changed byte found and named."""

import io
import json
import random
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from content.models import Document
from governance.models import AuditEntry, Publication
from governance.policy.verbs import Role
from governance.services.acting import Denied
from governance.services.actors import Actor
from governance.services.anchor import append_anchor
from governance.services.evidence.making import make_pack
from governance.services.evidence.packing import write_pack
from governance.services.evidence.scope import page_scope, period_scope
from governance.verifier import verify_pack
from tests import factories as make

pytestmark = pytest.mark.django_db

VERIFIER = Path(verify_pack.__file__)
DAY = timedelta(days=1)


@pytest.fixture
def document(settings, tmp_path):
    """A page with two publications between the acts of another one, in a trail that is anchored."""
    settings.AUDIT_ANCHOR = tmp_path / "anchor.jsonl"
    make.make_statement()
    page = make.make_page(title="Migraine – „Łódź“")
    make.publish(page)
    make.publish(make.make_page())
    page.lead = "Other words."
    make.save(page, by=page.owner, at=make.NOW + DAY)
    make.publish(page, at=make.NOW + DAY)
    anchor_all()
    return Document.objects.get(pk=page.pk)


def anchor_all():
    for entry in AuditEntry.objects.order_by("sequence"):
        append_anchor(entry.sequence, entry.hash)


def packed(scope):
    file = io.BytesIO()
    write_pack(scope, file)
    return file.getvalue()


def faults(data, tmp_path, *, known=()):
    path = tmp_path / "pack.zip"
    path.write_bytes(data)
    return list(verify_pack.faults_of(verify_pack.Zip(path), set(known)))


def changed(data, name, position=0.5):
    """The pack with one byte of one file changed, the zip itself made well again."""
    source, made = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for info in source.infolist():
            content = bytearray(source.read(info))
            if info.filename == name:
                content[int(position * (len(content) - 1))] ^= 1
            target.writestr(info, bytes(content))
    return made.getvalue()


def test_the_pack_of_a_page_holds_and_names_its_key(document, tmp_path, signing_key):
    data = packed(page_scope(document))
    assert faults(data, tmp_path) == []
    # Other tests of the same run may have made keys: all that the site ever used are in the pack.
    known = [path.stem for path in Path(settings.KEY_DIR).glob("*.pub")]
    assert signing_key in known and faults(data, tmp_path, known=known) == []
    assert "none of the keys that you know" in " ".join(faults(data, tmp_path, known=["0" * 16]))


def test_the_pack_holds_all_that_proves_the_page(document):
    with zipfile.ZipFile(io.BytesIO(packed(page_scope(document)))) as pack:
        evidence = json.loads(pack.read("evidence.json"))
        lines = [json.loads(line) for line in pack.read("trail.jsonl").splitlines()]
        names = pack.namelist()
    assert len(evidence["publications"]) == len(evidence["signatures"]) == len(evidence["versions"]) == 2
    assert evidence["signatures"][0]["findings"]
    kept = {line["sealed"]["document_id"] for line in lines}
    assert kept == {document.pk, None}  # of no other page, and the approval of the statement
    assert sum(name.startswith("pages/") for name in names) == 2
    assert sum(name.startswith("statements/") for name in names) == 1
    assert {"README.txt", "verify_pack.py", "evidence.pdf", "anchors.jsonl", "manifest.sig"} <= set(names)


def test_the_same_scope_makes_the_same_bytes_whatever_came_later(document):
    scope = page_scope(document)
    before = packed(scope)
    page = document.concrete
    page.lead = "Words that came later."
    make.save(page, by=page.owner, at=make.NOW + 2 * DAY)
    assert packed(scope) == before


def test_a_pack_verifies_with_python_alone_in_a_folder_and_as_a_zip(document, tmp_path):
    path = tmp_path / "pack.zip"
    path.write_bytes(packed(page_scope(document)))
    with zipfile.ZipFile(path) as pack:
        pack.extractall(tmp_path / "out")
    for given in (path, tmp_path / "out"):
        command = [sys.executable, "-I", "-S", str(tmp_path / "out" / "verify_pack.py"), str(given)]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (told.returncode, told.stderr) == (0, "")
        assert "It holds: " in told.stdout


def test_one_changed_byte_in_any_file_is_found_and_the_file_named(document, tmp_path):
    data = packed(page_scope(document))
    for name in zipfile.ZipFile(io.BytesIO(data)).namelist():
        for position in (0, 0.37, 1):
            told = faults(changed(data, name, position), tmp_path)
            assert any(name in fault for fault in told), (name, position, told)


def test_one_changed_byte_anywhere_in_the_zip_is_found(document, tmp_path):
    data = packed(page_scope(document))
    chosen = random.Random(7).sample(range(len(data)), 150)
    directory = range(data.rindex(b"PK\x05\x06"), len(data))
    for place in [*chosen, *directory, 4, 6, 10, 14, 26, 28]:
        broken = bytearray(data)
        broken[place] ^= 1
        path = tmp_path / "pack.zip"
        path.write_bytes(broken)
        told = subprocess_like(path)
        assert told, place


def subprocess_like(path):
    """What the program tells, without a process for each byte."""
    try:
        return list(verify_pack.faults_of(verify_pack.Zip(path), set()))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        return [str(error)]


@pytest.mark.parametrize("name", ["evidence.json", "pages", "trail.jsonl"])
def test_a_file_that_is_taken_out_or_put_in_is_named(document, tmp_path, name):
    source, made = zipfile.ZipFile(io.BytesIO(packed(page_scope(document)))), io.BytesIO()
    gone = next(item for item in source.namelist() if item.startswith(name))
    with zipfile.ZipFile(made, "w") as target:
        for info in source.infolist():
            if info.filename != gone:
                target.writestr(info, source.read(info))
        target.writestr("more.txt", "nobody wrote this")
    told = " ".join(faults(made.getvalue(), tmp_path))
    assert f"{gone}: it is missing" in told and "more.txt: nobody put it there" in told


def test_a_trail_that_is_not_anchored_is_told(document, tmp_path, settings):
    settings.AUDIT_ANCHOR = tmp_path / "none.jsonl"
    assert "is not anchored by a signature" in " ".join(faults(packed(page_scope(document)), tmp_path))


def test_the_pack_of_a_period_holds_what_was_live_in_it(document, tmp_path):
    later = period_scope(date(2026, 6, 3), date(2026, 6, 4), at=make.NOW + 9 * DAY)
    data = packed(later)
    assert faults(data, tmp_path) == []
    evidence = json.loads(zipfile.ZipFile(io.BytesIO(data)).read("evidence.json"))
    # The first version was still live in the first hours of that day.
    assert len(evidence["publications"]) == Publication.objects.count() == 3
    before = packed(period_scope(date(2026, 1, 1), date(2026, 1, 2), at=make.NOW))
    assert json.loads(zipfile.ZipFile(io.BytesIO(before)).read("evidence.json"))["publications"] == []


def test_days_in_the_wrong_order_or_to_come_are_refused(document):
    with pytest.raises(ValidationError, match="comes after the last one"):
        period_scope(date(2026, 6, 3), date(2026, 6, 2), at=make.NOW)
    with pytest.raises(ValidationError, match="still to come"):
        period_scope(date(2026, 6, 1), date(2026, 6, 3), at=make.NOW)


def test_asking_for_a_pack_is_one_entry_with_its_seal(document):
    entries = AuditEntry.objects.count()
    person = make.make_person(Role.COMPLIANCE)
    entries = AuditEntry.objects.count()
    file = io.BytesIO()
    pack = make_pack(actor=Actor.of(person), scope=page_scope(document), file=file, at=make.NOW)
    entry = AuditEntry.objects.first()
    assert AuditEntry.objects.count() == entries + 1
    assert (entry.verb, entry.after, entry.document_id) == ("make an evidence pack", pack.seal, document.pk)
    assert pack.size == len(file.getvalue())


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COMPLIANCE}))
def test_a_pack_is_denied_to_other_roles_and_nothing_is_written(document, role):
    file = io.BytesIO()
    with pytest.raises(Denied):
        make_pack(actor=Actor.of(make.make_person(role)), scope=page_scope(document), file=file, at=make.NOW)
    assert file.getvalue() == b""
    assert AuditEntry.objects.first().outcome == "denied"
