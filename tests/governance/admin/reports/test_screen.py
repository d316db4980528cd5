"""Reports on the screen: chart, table and spreadsheet tell the same, at the same cost for one page and for fifty."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from governance.models import AuditEntry
from governance.policy.verbs import Role
from governance.services.reports.questions import QUESTIONS
from tests import factories as make

pytestmark = pytest.mark.django_db
KEYS = [question.key for question in QUESTIONS]


def address(key, act=""):
    return f"/admin/reports/{key}/{act}"


def page_of_every_kind(at):
    """A page live, one whose signature waits, one in review, one drafted; and an act denied."""
    make.publish(make.make_page(at=at), at=at)
    make.sign(make.submit(make.make_page(at=at), at=at), at=at)
    make.submit(make.make_page(at=at), at=at)
    make.make_page(at=at, where_ketamine_fits=f"{make.KETAMINE_FITS} Ketamine cures migraine.")


@pytest.fixture
def compliance(statement, logged_in):
    return logged_in(Role.COMPLIANCE)


def test_the_list_leads_to_every_report(compliance):
    shown = compliance.get("/admin/reports/").content.decode()
    for question in QUESTIONS:
        assert f'href="{address(question.key)}">{question.title}</a>' in shown


@pytest.mark.parametrize("key", KEYS)
def test_a_report_shows_a_chart_with_its_words_and_a_table(compliance, key):
    page_of_every_kind(timezone.now())
    shown = compliance.get(address(key)).content.decode()
    assert "<table" in shown or "There is nothing to tell" in shown
    if 'class="bars"' in shown:
        (words,) = re.findall(r'class="bars"[^>]*aria-label="([^"]+)"', shown)
        for label in re.findall(r"<text[^>]*>([^<]+) <tspan", shown):
            assert label in words


@pytest.mark.parametrize("key", KEYS)
def test_a_report_on_an_empty_site_says_so_or_shows_zeros(logged_in, key):
    response = logged_in(Role.COMPLIANCE).get(address(key))
    assert response.status_code == 200
    assert 'class="bars"' not in response.content.decode() or key == "not-done"


def costs(client):
    """How many queries each report takes."""
    client.get("/admin/reports/")  # a session that was idle for long is written again
    found = {}
    for key in KEYS:
        with CaptureQueriesContext(connection) as counted:
            client.get(address(key))
        found[key] = len(counted)
    return found


@pytest.mark.usefixtures("steady_engine")
def test_fifty_pages_cost_the_queries_of_one(compliance):
    now, physician = timezone.now(), make.make_physician()
    page_of_every_kind(now)
    one = costs(compliance)
    for _ in range(50):
        make.publish(make.make_page(at=now), by=physician, at=now)
    assert costs(compliance) == one
    assert max(one.values()) <= 16


@pytest.mark.parametrize("key", KEYS)
def test_the_spreadsheet_holds_the_table_and_is_an_entry(compliance, key):
    page_of_every_kind(timezone.now())
    before = AuditEntry.objects.count()
    response = compliance.post(address(key, "export/"))
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert AuditEntry.objects.count() == before + 1
    assert AuditEntry.objects.first().verb == "export"
    assert f'filename="report-{key}.csv"' in response["Content-Disposition"]
    shown = compliance.get(address(key)).content.decode()
    assert len(rows) - 1 == shown.count('scope="row"')
    for head in rows[0]:
        assert head in shown or len(rows) == 1


def test_a_spreadsheet_is_not_taken_by_get(compliance):
    assert compliance.get(address("pages", "export/")).status_code == 405


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?since=x", "Write the day as 2026-06-02."),
        ("?since=1000-01-01", "Choose a day from 2000 to 2099."),
        ("?since=2026-06-02&until=2026-06-01", "This day lies before the first one."),
    ],
)
def test_days_that_cannot_be_are_told_in_one_sentence(compliance, query, sentence):
    response = compliance.get(address("signatures") + query)
    assert response.status_code == 400
    assert response.content.decode().count(sentence) == 1
    assert compliance.post(address("signatures", "export/") + query).status_code == 400


def test_the_period_is_kept_in_the_address_of_the_spreadsheet(compliance):
    make.publish(make.make_page())
    shown = compliance.get(address("signatures") + "?since=2026-06-01&until=2026-06-30").content.decode()
    assert "export/?since=2026-06-01&amp;until=2026-06-30" in shown


@pytest.mark.parametrize("role", [role for role in Role if role != Role.COMPLIANCE])
def test_no_other_role_opens_a_report(logged_in, role):
    client = logged_in(role)
    assert client.get("/admin/reports/").status_code == 403
    assert client.get(address("pages")).status_code == 403
    assert client.post(address("pages", "export/")).status_code == 403


def test_a_report_that_is_not_there_is_not_found(compliance):
    assert compliance.get(address("nothing")).status_code == 404
