"""The desk, the audit trail, the people, the register and the statements."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from governance.models import AuditEntry, Physician
from governance.policy.verbs import Role
from governance.services import publishing, reviews
from governance.services.actors import Actor
from tests import factories as make
from tests.governance.admin import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("steady_engine")]

TRAIL = "/admin/governance/auditentry/"
REGISTER = "/admin/governance/physician/"


def test_a_writer_sees_first_what_came_back_with_its_reason(statement, logged_in):
    client = logged_in(Role.WRITER)
    mine, draft = make.make_page(by=client.person), make.make_page(by=client.person, title="A draft of mine")
    review = make.submit(mine)
    physician = make.make_physician(name="Lewis Hart")
    reviews.send_back(actor=Actor.of(physician), review=review, reason="Name the dose.", at=make.NOW)
    make.make_page(title="Of another writer")
    shown = client.get("/admin/").content.decode()
    assert shown.index("Name the dose.") < shown.index("A draft of mine")
    assert f'href="{addresses.of(mine)}"' in shown and f'href="{addresses.of(draft)}"' in shown
    assert "Lewis Hart" in shown
    assert "Of another writer" not in shown


def test_a_writer_sees_what_is_with_a_physician_and_what_is_due(statement, logged_in, monkeypatch):
    client = logged_in(Role.WRITER)
    waiting = make.make_page(by=client.person, title="Waiting page")
    review = make.submit(waiting)
    make.publish(make.make_page(by=client.person, title="Live page"))
    shown = client.get("/admin/").content.decode()
    assert f'href="{addresses.review(review)}">Waiting page' in shown
    assert "Live page" not in shown
    monkeypatch.setattr(timezone, "localdate", lambda *args: make.NOW.date() + timedelta(days=330))
    assert "Live page" in client.get("/admin/").content.decode()


def test_a_physician_sees_the_queue_the_licence_and_what_they_signed(statement, logged_in):
    client = logged_in(Role.PHYSICIAN)
    review = make.submit(make.make_page(title="To be read"))
    make.publish(make.make_page(title="Signed page"), by=client.person)
    shown = client.get("/admin/").content.decode()
    assert "Start with To be read" in shown
    assert f'href="{addresses.review(review)}"' in shown
    assert "current until 1 January 2030" in shown
    assert "1 live page rests on your signature" in shown
    assert "Signed page, version 1" in shown


def test_a_physician_whose_licence_ended_is_told(logged_in):
    client = logged_in(make.make_physician(licence_expires=make.NOW.date()))
    assert "ended on 2 June 2026; you can read, not sign" in client.get("/admin/").content.decode()


def test_compliance_sees_what_was_taken_down_and_refused(statement, logged_in):
    now = timezone.now()
    page = make.make_page(title="A bad page", at=now)
    make.publish(page, at=now)
    actor = Actor.of(make.make_physician())
    publishing.withdraw(actor=actor, document=page.document_ptr, reason="New warning", at=now)
    with pytest.raises(publishing.MovedOn):
        publishing.withdraw(actor=actor, document=page.document_ptr, reason="Again", at=now)
    refused = AuditEntry.objects.first()
    shown = logged_in(Role.COMPLIANCE).get("/admin/").content.decode()
    assert "A bad page" in shown and "New warning" in shown
    assert f'href="{TRAIL}{refused.pk}/change/"' in shown


def test_the_operator_sees_who_cannot_sign(logged_in):
    make.make_person(Role.PHYSICIAN, name="Noor Aziz")
    make.make_physician(name="Lewis Hart", licence_expires=timezone.localdate() + timedelta(days=9))
    shown = logged_in(Role.OPERATOR).get("/admin/").content.decode()
    assert "Noor Aziz" in shown and "Lewis Hart" in shown


def test_who_has_two_roles_sees_both_desks(logged_in):
    client = logged_in(make.make_person(Role.WRITER, Role.COMPLIANCE))
    shown = client.get("/admin/").content.decode()
    assert "Your pages" in shown and "What matters today" in shown


@pytest.mark.parametrize("role", list(Role))
def test_an_empty_desk_is_kind(logged_in, role):
    assert logged_in(role).get("/admin/").status_code == 200


def test_the_queue_costs_the_same_queries_with_many_reviews(statement, logged_in):
    client = logged_in(Role.PHYSICIAN)
    counts = []
    for number in (1, 12):
        for _ in range(number):
            make.submit(make.make_page())
        client.get("/admin/reviews/")
        with CaptureQueriesContext(connection) as counted:
            client.get("/admin/reviews/")
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_a_desk_costs_the_same_queries_with_many_pages(statement, logged_in):
    client = logged_in(make.make_person(Role.WRITER, Role.PHYSICIAN, Role.COMPLIANCE))
    counts = []
    for number in (1, 12):
        for _ in range(number):
            make.make_page(by=client.person)
            make.submit(make.make_page(by=client.person))
        client.get("/admin/")
        with CaptureQueriesContext(connection) as counted:
            client.get("/admin/")
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_an_entry_shows_all_that_is_sealed_and_no_field_to_fill(logged_in):
    page = make.make_page()
    entry = AuditEntry.objects.first()
    response = logged_in(Role.COMPLIANCE).get(f"{TRAIL}{entry.pk}/change/")
    shown = response.content.decode()
    for words in (entry.hash, entry.previous, entry.after, "First draft", str(page.owner)):
        assert words in shown
    assert not re.search(r"<(input|textarea|select)(?![^>]*(hidden|csrf))", shown)


def test_posting_to_an_entry_changes_nothing(logged_in):
    make.make_page()
    entry = AuditEntry.objects.first()
    client = logged_in(Role.COMPLIANCE)
    assert client.post(f"{TRAIL}{entry.pk}/change/", {"reason": "Forged"}).status_code == 403
    assert AuditEntry.objects.get(pk=entry.pk).reason == entry.reason


def registering(someone, **values):
    sent = {
        "person": someone.pk, "degree": "MD", "specialty": "psychiatry", "licence_number": "35.1",
        "licence_region": "Ohio", "licence_expires": "2030-05-01",
    }  # fmt: skip
    return {**sent, **values}


def test_the_operator_enters_a_physician(logged_in):
    someone = make.make_person(Role.PHYSICIAN)
    response = logged_in(Role.OPERATOR).post(f"{REGISTER}add/", registering(someone), follow=True)
    assert Physician.objects.get(person=someone).specialty == "psychiatry"
    assert "until 1 May 2030" in response.content.decode()
    assert AuditEntry.objects.first().verb == "register physician"


def test_the_operator_renews_a_licence(logged_in):
    entry = make.make_physician().physician
    sent = registering(entry.person, licence_expires="2031-01-01")
    logged_in(Role.OPERATOR).post(f"{REGISTER}{entry.pk}/change/", sent)
    entry.refresh_from_db()
    assert entry.licence_expires.isoformat() == "2031-01-01"


@pytest.mark.parametrize(
    "wrong", [{"licence_expires": "soon"}, {"degree": ""}, {"person": "999999"}, {"licence_number": "x" * 61}]
)
def test_a_bad_entry_is_refused_and_keeps_what_was_typed(logged_in, wrong):
    someone = make.make_person(Role.PHYSICIAN)
    response = logged_in(Role.OPERATOR).post(f"{REGISTER}add/", registering(someone, **wrong))
    assert response.status_code == 422
    assert 'value="psychiatry"' in response.content.decode()
    assert not Physician.objects.filter(person=someone).exists()


def test_an_entry_stays_with_its_person(logged_in):
    entry, other = make.make_physician().physician, make.make_person(Role.PHYSICIAN)
    response = logged_in(Role.OPERATOR).post(f"{REGISTER}{entry.pk}/change/", registering(other))
    assert response.status_code == 422
    assert not Physician.objects.filter(person=other).exists()


def test_compliance_reads_the_register_and_enters_nobody(logged_in):
    entry = make.make_physician().physician
    client = logged_in(Role.COMPLIANCE)
    shown = client.get(f"{REGISTER}{entry.pk}/change/").content.decode()
    assert entry.licence_number in shown and "<form class=" not in shown
    assert client.post(f"{REGISTER}{entry.pk}/change/", registering(entry.person)).status_code == 403


def test_people_are_listed_with_their_roles_and_never_their_passwords(logged_in):
    someone = make.make_person(Role.WRITER, name="Hanna Lindqvist")
    client = logged_in(Role.COMPLIANCE)
    shown = client.get("/admin/governance/person/?role=writer").content.decode()
    assert "Hanna Lindqvist" in shown and "writer" in shown
    detail = client.get(f"/admin/governance/person/{someone.pk}/change/").content.decode()
    assert someone.password not in detail and "md5" not in detail


def test_a_statement_is_read_with_its_positions(statement, logged_in):
    address = f"/admin/governance/approvedstatement/{statement.pk}/change/"
    shown = logged_in(Role.WRITER).get(address).content.decode()
    for position in statement.parsed().positions:
        assert f'id="{position.id}"' in shown
    assert "In force" in shown and str(statement.seconded_by) in shown
    assert logged_in(Role.STATEMENT_OWNER).post(address, {"source": "x"}).status_code == 404
