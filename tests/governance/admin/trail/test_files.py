"""What a search finds is taken as a file, entry by entry, and that it was taken is an entry."""

import csv
import io
import json

import pytest

from governance.models import AuditEntry
from governance.policy.verbs import Role
from governance.services.audit import FORMAT
from tests import factories as make
from tests.governance.admin.addresses import TRAIL

pytestmark = pytest.mark.django_db
EXPORT = f"{TRAIL}export/"


@pytest.fixture
def compliance(logged_in):
    make.make_page(title="Cluster headache")
    make.make_page(title="Of another kind")
    return logged_in(Role.COMPLIANCE)


def text_of(response):
    return b"".join(response.streaming_content).decode()


def test_a_spreadsheet_holds_what_was_found(compliance):
    response = compliance.post(f"{EXPORT}?verb=save&q=cluster", {"format": "csv"})
    heads, *rows = csv.reader(io.StringIO(text_of(response)))
    assert 'filename="audit-trail.csv"' in response["Content-Disposition"]
    assert [dict(zip(heads, row, strict=True))["object_label"] for row in rows] == ["Cluster headache"]


def test_json_lines_hold_what_is_sealed_and_its_seal(compliance):
    response = compliance.post(f"{EXPORT}?q=cluster", {"format": "lines"})
    (line,) = text_of(response).splitlines()
    entry = AuditEntry.objects.get(object_label="Cluster headache")
    value = json.loads(line)
    assert (value["hash"], value["sealed"]["format"]) == (entry.hash, FORMAT)


def test_taking_a_file_is_one_entry_that_says_what_was_asked(compliance):
    before = AuditEntry.objects.count()
    compliance.post(f"{EXPORT}?verb=save&who=hanna&below=9", {"format": "lines"})
    entry = AuditEntry.objects.first()
    assert AuditEntry.objects.count() == before + 1
    assert (entry.verb, entry.actor, entry.role) == ("export", compliance.person, "compliance")
    assert entry.detail == "The audit trail as JSON lines: verb=save&who=hanna"


def test_a_file_is_not_taken_by_get(compliance):
    assert compliance.get(EXPORT).status_code == 405


@pytest.mark.parametrize(
    ("query", "sent"), [("", {"format": "exe"}), ("?since=x", {"format": "csv"}), ("?x=1", {})]
)
def test_a_file_that_is_not_there_is_refused_and_leaves_no_entry(compliance, query, sent):
    before = AuditEntry.objects.count()
    assert compliance.post(EXPORT + query, sent).status_code == 400
    assert AuditEntry.objects.count() == before
