"""What is watched by the clock, and whether the site says that it is ready."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from governance.models import AuditEntry, Outcome, Publication, ScheduleRun, Watch
from governance.services.anchor import append_anchor
from governance.services.trail import verify
from governance.services.watching import compare_live, mail_anchor
from tests import factories as make
from tests.support import remove_triggers

pytestmark = pytest.mark.django_db


@pytest.fixture
def anchored(settings, tmp_path):
    """A site whose trail is anchored up to its head."""
    settings.AUDIT_ANCHOR = tmp_path / "anchor.jsonl"
    make.make_statement()
    make.publish(make.make_page())
    return anchor_all


def anchor_all():
    for entry in AuditEntry.objects.order_by("sequence"):
        append_anchor(entry.sequence, entry.hash)


def changed_past_the_rules():
    remove_triggers(connection)
    Publication.objects.update(html="<p>Ketamine cures migraine.</p>")


def test_a_live_page_that_is_not_what_was_signed_raises_an_alarm_and_the_site_is_not_ready(client, anchored):
    assert compare_live(at=make.NOW) == 0
    changed_past_the_rules()
    assert compare_live(at=make.NOW + timedelta(minutes=30)) == 0  # once an hour
    assert compare_live(at=make.NOW + timedelta(hours=2)) == 1
    entry = AuditEntry.objects.first()
    assert (entry.verb, entry.outcome, entry.actor) == ("compare live", Outcome.FAILED, None)
    assert "its page differs" in entry.detail
    response = client.get("/readyz")
    assert (response.status_code, response.json()["live pages"]) == (503, False)


def test_a_comparison_that_finds_nothing_leaves_no_entry(anchored):
    entries = AuditEntry.objects.count()
    assert compare_live(at=make.NOW) == 0
    assert AuditEntry.objects.count() == entries
    assert Watch.objects.get().pages == 1


def test_the_site_is_ready_where_all_is_well_and_says_nothing_else(client, anchored):
    anchored()
    assert client.get("/readyz").json()["schedule"] is False
    ScheduleRun.objects.create(ran_at=timezone.now())
    response = client.get("/readyz")
    assert (response.status_code, "no-store" in response["Cache-Control"]) == (200, True)
    parts = ["database", "migrations", "rules", "live pages", "anchor", "schedule"]
    assert response.json() == dict.fromkeys(parts, True)
    assert not response.cookies
    assert client.post("/readyz").status_code == 405


def test_the_site_is_not_ready_without_its_rules(client, anchored):
    anchored()
    remove_triggers(connection)
    assert (client.get("/readyz").status_code, client.get("/readyz").json()["rules"]) == (503, False)


def test_the_site_is_not_ready_where_the_anchor_does_not_follow(client, anchored, settings):
    assert client.get("/readyz").json()["anchor"] is False
    anchored()
    settings.AUDIT_ANCHOR.write_text(settings.AUDIT_ANCHOR.read_text() + "torn\n")
    assert client.get("/readyz").json()["anchor"] is False


def test_the_head_of_the_trail_is_mailed_once_a_day_and_the_mail_finds_a_new_chain(
    anchored, settings, tmp_path
):
    anchored()
    settings.MAIL, settings.ANCHOR_MAIL = "console:", ["auditor@example.org"]
    now = timezone.now()
    assert [mail_anchor(at=now), mail_anchor(at=now), mail_anchor(at=now + timedelta(days=1))] == [1, 0, 1]
    assert mail.outbox[0].to == ["auditor@example.org"]
    line = mail.outbox[0].body.splitlines()[0]
    kept = tmp_path / "mailed.jsonl"
    kept.write_text(line + "\n")
    assert verify(anchor=kept).fault == ""
    last = AuditEntry.objects.first()
    assert json.loads(line)["sequence"] == last.sequence
    remove_triggers(connection)
    last.delete()
    assert "gone from the chain" in verify(anchor=kept).fault


def test_an_anchor_that_could_not_be_mailed_is_mailed_by_the_next_run(anchored, settings, monkeypatch):
    anchored()
    settings.MAIL, settings.ANCHOR_MAIL = "console:", ["auditor@example.org"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    now = timezone.now()
    assert mail_anchor(at=now) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert mail_anchor(at=now) == 1


def test_nothing_is_mailed_where_the_site_names_nobody(anchored):
    anchored()
    assert mail_anchor(at=timezone.now()) == 0
