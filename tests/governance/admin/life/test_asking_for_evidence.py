"""Asking for an evidence pack, over the counter and by the command."""

import hashlib
import io
import zipfile

import pytest
from django.core.management import CommandError, call_command

from governance.models import AuditEntry
from governance.policy.verbs import Role
from tests import factories as make

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/evidence/"


@pytest.fixture
def document(statement):
    document = make.make_page()
    make.publish(document)
    return document


def test_a_pack_is_sent_as_a_file_and_its_seal_is_in_the_trail(document, logged_in):
    response = logged_in(Role.COMPLIANCE).post(ADDRESS, {"path": f"/{document.path}/"})
    data = b"".join(response)
    entry = AuditEntry.objects.first()
    assert entry.after == hashlib.sha256(data).hexdigest()
    assert f"evidence-conditions-{document.slug}-entry-" in response["Content-Disposition"]
    assert "evidence.pdf" in zipfile.ZipFile(io.BytesIO(data)).namelist()


def test_a_pack_of_a_period_is_sent(document, logged_in):
    sent = {"path": "", "since": "2026-06-01", "until": "2026-06-03"}
    response = logged_in(Role.COMPLIANCE).post(ADDRESS, sent)
    assert response["Content-Type"] == "application/zip"
    assert "2026-06-01 to 2026-06-03" in AuditEntry.objects.first().detail


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Give the address of a page"),
        ({"path": "/conditions/none/"}, "There is no page with the address /conditions/none/."),
        ({"since": "2026-06-01"}, "Give the address of a page"),
        ({"path": "/faqs/x/", "since": "2026-06-01", "until": "2026-06-02"}, "Give the address"),
        ({"since": "2026-06-02", "until": "2026-06-01"}, "comes after the last one"),
        ({"since": "2026-06-02", "until": "2999-06-01"}, "is still to come"),
        ({"since": "x", "until": "2026-06-01"}, "Enter a valid date"),
        ({"path": "\x00"}, "Null characters are not allowed"),
    ],
)
def test_what_is_no_page_and_no_period_gets_a_sentence_and_leaves_nothing(
    document, logged_in, sent, sentence
):
    client = logged_in(Role.COMPLIANCE)
    entries = AuditEntry.objects.count()
    response = client.post(ADDRESS, {"path": "", **sent})
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert AuditEntry.objects.count() == entries


def test_the_form_is_for_compliance_alone(document, logged_in):
    for role in set(Role) - {Role.COMPLIANCE}:
        client = logged_in(role)
        assert client.get(ADDRESS).status_code == 403
        assert client.post(ADDRESS, {"path": document.path}).status_code == 403


def test_the_command_writes_the_pack_and_never_over_a_file(document, tmp_path):
    make.make_person(Role.COMPLIANCE)
    file, out = tmp_path / "pack.zip", io.StringIO()
    call_command("evidence_pack", str(file), page=document.path, stdout=out)
    assert hashlib.sha256(file.read_bytes()).hexdigest() in out.getvalue()
    assert AuditEntry.objects.first().verb == "make an evidence pack"
    with pytest.raises(CommandError, match="is there already"):
        call_command("evidence_pack", str(file), page=document.path)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({}, "Give --page PATH, or --from DAY and --to DAY"),
        ({"page": "conditions/none"}, "no page with the address /conditions/none/"),
        ({"page": "x", "by": "nobody"}, "no page with the address /x/"),
    ],
)
def test_the_command_refuses_what_is_no_scope_with_a_sentence(document, tmp_path, options, sentence):
    make.make_person(Role.COMPLIANCE)
    with pytest.raises(CommandError, match=sentence):
        call_command("evidence_pack", str(tmp_path / "pack.zip"), **options)
    assert not (tmp_path / "pack.zip").exists()
