"""Accounts, roles and the register: changed by the operator, read by compliance, each change one entry."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from governance.models import AuditEntry, Outcome, Person, Physician
from governance.policy.verbs import Role
from tests import factories as make

pytestmark = pytest.mark.django_db
ADD = "/admin/governance/person/add/"
NEW = {"username": "m.osei", "first_name": "Mary", "last_name": "Osei", "email": "m@example.org"}
ENTRY = {
    "degree": "MD",
    "specialty": "neurology",
    "licence_number": "35.1",
    "licence_region": "Ohio",
    "licence_expires": "2031-01-01",
    "interests": "Speaker's fees in 2025",
}


@pytest.fixture
def operator(logged_in):
    return logged_in(Role.OPERATOR)


def screen(person):
    return f"/admin/governance/person/{person.pk}/change/"


def act(client, person, name, **values):
    return client.post(f"/admin/people/{person.pk}/{name}/", values)


def last():
    return AuditEntry.objects.first()


def test_an_account_is_opened_without_roles_and_its_one_time_password_shown_once(operator):
    response = operator.post(ADD, NEW)
    person = Person.objects.get(username="m.osei")
    one_time = re.search(r'id="one-time">([^<]+)<', response.content.decode())[1]
    assert (str(person), person.roles, person.is_superuser) == ("Mary Osei", frozenset(), False)
    assert not person.has_usable_password()
    assert (last().verb, last().outcome, last().object_id) == ("open account", Outcome.DONE, str(person.pk))
    assert one_time not in operator.get(screen(person)).content.decode()
    assert one_time not in f"{last().detail}{last().reason}{last().object_label}"


@pytest.mark.parametrize(
    "values",
    [
        {"username": "PERSON.ONE"},
        {"username": "two words"},
        {"first_name": ""},
        {"last_name": "Osei\u202e"},
        {"email": "nobody"},
    ],
)
def test_a_name_that_is_taken_or_cannot_be_read_opens_nothing(operator, values):
    Person.objects.create(username="person.one")
    count = Person.objects.count()
    response = operator.post(ADD, {**NEW, **values})
    assert response.status_code == 422
    assert 'class="errorlist' in response.content.decode()
    assert Person.objects.count() == count


def test_opening_twice_is_one_account(operator):
    operator.post(ADD, NEW)
    assert operator.post(ADD, NEW).status_code == 422
    assert Person.objects.filter(username="m.osei").count() == 1
    assert last().outcome == Outcome.REFUSED


def test_a_closed_account_is_out_at_the_next_request_and_stays_by_name(operator, logged_in):
    writer = logged_in(Role.WRITER)
    assert writer.get("/admin/").status_code == 200
    act(operator, writer.person, "close", **{"close-reason": "Left the house"})
    assert (last().verb, last().reason) == ("close account", "Left the house")
    assert writer.get("/admin/").status_code == 302
    assert Person.objects.get(pk=writer.person.pk).is_active is False
    act(operator, writer.person, "reopen", **{"reopen-reason": "Back again"})
    assert Person.objects.get(pk=writer.person.pk).roles == {Role.WRITER}


def test_closing_needs_a_reason_and_is_done_once(operator):
    writer = make.make_writer()
    assert act(operator, writer, "close").status_code == 422
    act(operator, writer, "close", **{"close-reason": "Left"})
    assert act(operator, writer, "close", **{"close-reason": "Left"}).status_code == 409
    assert act(operator, writer, "grant-role", role="physician").status_code == 302
    assert last().outcome == Outcome.REFUSED
    assert act(operator, writer, "reset-password").status_code == 302
    assert last().outcome == Outcome.REFUSED


def test_roles_are_given_and_ended_each_with_one_entry(operator):
    person = make.make_writer()
    act(operator, person, "grant-role", role="compliance")
    assert person.roles == {Role.WRITER, Role.COMPLIANCE}
    assert (last().verb, last().detail, last().actor) == ("grant role", "compliance", operator.person)
    act(operator, person, "end-role", role="writer")
    assert person.roles == {Role.COMPLIANCE}
    assert (last().verb, last().detail) == ("end role", "writer")
    assert act(operator, person, "end-role", role="writer").status_code == 409


@pytest.mark.parametrize("role", ["", "superuser", "Operator"])
def test_an_unknown_role_changes_nothing(operator, role):
    person = make.make_writer()
    assert act(operator, person, "grant-role", role=role).status_code == 302
    assert person.roles == {Role.WRITER}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("grant-role", {"role": "physician"}),
        ("end-role", {"role": "operator"}),
        ("close", {"close-reason": "Bye"}),
        ("reset-password", {}),
    ],
)
def test_an_operator_does_not_change_their_own_account(operator, name, values):
    assert act(operator, operator.person, name, **values).status_code == 403
    assert operator.person.roles == {Role.OPERATOR}
    assert (last().outcome, last().actor) == (Outcome.DENIED, operator.person)
    assert "Another operator changes your own roles" in operator.get(screen(operator.person)).content.decode()


def test_an_operator_does_not_enter_themselves_in_the_register(operator):
    make.people.grant_role(
        actor=make.Actor(None, frozenset({Role.OPERATOR})),
        person=operator.person,
        role=Role.PHYSICIAN,
        at=make.NOW,
    )
    response = operator.post("/admin/governance/physician/add/", {**ENTRY, "person": operator.person.pk})
    assert response.status_code == 403
    assert not Physician.objects.exists()


@pytest.mark.parametrize("role", [Role.WRITER, Role.PHYSICIAN, Role.COMPLIANCE, Role.STATEMENT_OWNER])
@pytest.mark.parametrize("name", ["grant-role", "end-role", "close", "reopen", "reset-password"])
def test_nobody_else_changes_accounts(logged_in, role, name):
    client, person = logged_in(role), make.make_writer()
    sent = {"role": "physician", "close-reason": "x", "reopen-reason": "x"}
    assert act(client, person, name, **sent).status_code == 403
    assert person.roles == {Role.WRITER}
    assert Person.objects.get(pk=person.pk).is_active
    if role == Role.COMPLIANCE:
        assert (last().outcome, last().actor) == (Outcome.DENIED, client.person)


def test_compliance_reads_and_has_nothing_to_press(logged_in, statement):
    physician = make.make_physician()
    client = logged_in(Role.COMPLIANCE)
    person = client.get(screen(physician)).content.decode()
    assert physician.physician.credential in person
    assert f"auditentry/?actor={physician.pk}" in person
    entry = client.get(f"/admin/governance/physician/{physician.physician.pk}/change/").content.decode()
    for text in (person, entry):
        assert text.count("<form") == text.count('id="logout-form"') == 1
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, NEW).status_code == 403
    assert last().outcome == Outcome.DENIED


def test_the_register_keeps_interests_and_each_change(operator):
    person = make.make_person(Role.PHYSICIAN)
    operator.post("/admin/governance/physician/add/", {**ENTRY, "person": person.pk})
    entry = Physician.objects.get()
    assert entry.interests == "Speaker's fees in 2025"
    change = f"/admin/governance/physician/{entry.pk}/change/"
    operator.post(change, {**ENTRY, "person": person.pk, "licence_expires": "2032-01-01", "interests": ""})
    assert last().verb == "register physician"
    assert "Speaker's fees in 2025 → " in last().detail
    assert last().detail.endswith("to 2032-01-01; interests: none declared")


def test_an_entry_lists_the_live_pages_that_rest_on_the_signature(statement, operator):
    physician = make.make_physician()
    make.publish(make.make_page(title="A page that rests"), by=physician)
    make.publish(make.make_page(title="A page of somebody else"))
    for address in (screen(physician), f"/admin/governance/physician/{physician.physician.pk}/change/"):
        text = operator.get(address).content.decode()
        assert "A page that rests" in text
        assert "A page of somebody else" not in text


@pytest.mark.parametrize(("days", "says"), [(-1, "Ended on"), (0, "Ends soon"), (60, "Ends soon"), (61, "")])
def test_the_register_marks_lapsed_and_soon_lapsing_licences(operator, days, says):
    make.make_physician(licence_expires=timezone.localdate() + timedelta(days=days))
    text = operator.get("/admin/governance/physician/").content.decode()
    assert [word for word in ("Ended on", "Ends soon") if word in text] == [says] * bool(says)


def test_a_forgotten_password_ends_and_a_one_time_one_is_shown(operator):
    person = make.make_writer()
    text = act(operator, person, "reset-password").content.decode()
    assert re.search(r'id="one-time">[^<]{20,}<', text)
    assert last().verb == "reset password"
    refused = Client().post("/admin/login/", {"username": person.username, "password": make.PASSWORD})
    assert refused.status_code == 200


@pytest.mark.parametrize("pk", [0, 999999])
def test_an_unknown_account_is_not_found(operator, pk):
    assert operator.post(f"/admin/people/{pk}/close/", {"close-reason": "x"}).status_code == 404
    assert operator.get(f"/admin/people/{pk}/close/").status_code == 405
