"""The door: log-ins, failed ones, lock-outs and log-outs leave one entry each; who changes which password."""

import pytest
from django.test import Client

from governance.models import AuditEntry, Outcome, Person
from governance.policy.verbs import Role
from governance.services import accounts
from tests import factories as make

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"
CHANGE = "/admin/account/password/"
NEW = "another long pass phrase"


def log_in(person, password=make.PASSWORD, client=None, **extra):
    client = client or Client()
    return client, client.post(
        LOGIN, {"username": getattr(person, "username", person), "password": password}, **extra
    )


def last():
    return AuditEntry.objects.first()


def test_a_log_in_leaves_one_entry_with_the_address():
    person = make.make_writer()
    entries = AuditEntry.objects.count()
    client, response = log_in(person)
    assert response.headers["Location"] == "/admin/"
    entry = last()
    assert (entry.verb, entry.outcome, entry.actor, entry.address) == (
        "log in",
        Outcome.DONE,
        person,
        "127.0.0.1",
    )
    assert entry.request_id
    assert AuditEntry.objects.count() == entries + 1
    assert client.get("/admin/").status_code == 200


def test_a_log_out_leaves_one_entry_and_ends_the_session(logged_in):
    client = logged_in(Role.WRITER)
    assert client.get("/admin/logout/").status_code == 405
    assert client.post("/admin/logout/").headers["Location"] == LOGIN
    assert (last().verb, last().outcome, last().actor) == ("log out", Outcome.DONE, client.person)
    assert client.get("/admin/").status_code == 302


def test_a_failed_log_in_names_the_account_and_not_the_password():
    person = make.make_writer()
    log_in(person, "a password typed wrong")
    entry = last()
    assert (entry.verb, entry.outcome, entry.actor) == ("log in", Outcome.DENIED, None)
    assert (entry.object_id, entry.object_label) == (str(person.pk), person.username)
    assert "typed wrong" not in f"{entry.detail}{entry.reason}{entry.object_label}"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("nobody", "nobody"), ("correct horse battery staple", "correct hors…"), ("a\r\nb", "a��b")],
)
def test_of_a_strange_name_only_the_beginning_is_kept(typed, kept):
    log_in(typed, "whatever it was")
    assert last().object_label == kept


def test_a_form_that_lacks_something_is_no_try():
    entries = AuditEntry.objects.count()
    _, response = log_in("", "")
    assert response.status_code == 200
    log_in("a\0b", "x")
    assert AuditEntry.objects.count() == entries


def test_too_many_tries_are_answered_alike_for_a_known_and_a_strange_name():
    known = make.make_writer().username
    answers = {}
    for name in (known, "nobody-of-this-name"):
        for _ in range(5):
            _, response = log_in(name, "wrong wrong wrong")
        answers[name] = response
        assert (response.status_code, response.headers["Retry-After"]) == (429, "900")
        assert "wait 15 minutes" in response.content.decode()
        assert last().detail.startswith("Too many tries")
    assert answers[known].content == answers["nobody-of-this-name"].content


def test_a_locked_name_is_locked_for_the_right_password_too_and_each_try_is_recorded():
    person = make.make_writer()
    for _ in range(5):
        log_in(person, "wrong wrong wrong")
    entries = AuditEntry.objects.count()
    client, response = log_in(person)
    assert response.status_code == 429
    assert client.get("/admin/").status_code == 302
    assert AuditEntry.objects.count() == entries + 1


def test_somebody_elsewhere_is_not_locked_out():
    person = make.make_writer()
    for _ in range(6):
        log_in(person, "wrong wrong wrong")
    assert log_in(person, REMOTE_ADDR="192.0.2.7")[1].status_code == 302


def test_a_password_is_changed_and_other_sessions_end(logged_in):
    person = make.make_writer()
    here, elsewhere = logged_in(person), logged_in(person)
    response = here.post(CHANGE, {"old": make.PASSWORD, "new": NEW, "again": NEW})
    assert response.status_code == 302
    assert (last().verb, last().outcome, last().actor) == ("change password", Outcome.DONE, person)
    assert here.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302
    assert log_in(person, NEW)[1].status_code == 302


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"old": "not this one, sorry"}, "not your present password"),
        ({"new": "14 characters.", "again": "14 characters."}, "at least 15 characters"),
        ({"new": "x" * 129, "again": "x" * 129}, "at most 128 characters"),
        ({"new": "hannalindqvist1", "again": "hannalindqvist1"}, "too similar"),
        ({"again": "another long pass phrasE"}, "not the same"),
    ],
)
def test_a_bad_password_is_refused_with_a_reason(logged_in, sent, says):
    person = make.make_writer(name="Hanna Hannalindqvist")
    client = logged_in(person)
    response = client.post(CHANGE, {"old": make.PASSWORD, "new": NEW, "again": NEW, **sent})
    assert response.status_code == 422
    assert says in response.content.decode()
    person.refresh_from_db()
    assert person.check_password(make.PASSWORD)


def test_a_refused_password_is_in_the_trail_without_its_words(logged_in):
    client = logged_in(Role.WRITER)
    client.post(CHANGE, {"old": make.PASSWORD, "new": "short words", "again": "short words"})
    assert (last().verb, last().outcome) == ("change password", Outcome.REFUSED)
    assert "short words" not in last().detail


def test_a_one_time_password_leads_to_a_password_of_ones_own():
    person, one_time = opened()
    client, response = log_in(person, one_time)
    assert response.headers["Location"] == "/admin/first-password/"
    assert client.get("/admin/").status_code == 302
    assert client.post("/admin/first-password/", {"new": NEW, "again": NEW}).headers["Location"] == LOGIN
    assert (last().verb, last().outcome, last().actor) == ("change password", Outcome.DONE, person)
    assert log_in(person, NEW, client)[1].headers["Location"] == "/admin/"
    assert log_in(person, one_time)[1].status_code == 200


def test_a_one_time_password_opens_nothing_but_the_choice():
    person, one_time = opened()
    client, _ = log_in(person, one_time)
    weak = client.post("/admin/first-password/", {"new": "too short", "again": "too short"})
    assert weak.status_code == 422
    assert client.get("/admin/").status_code == 302
    assert not Person.objects.get(pk=person.pk).has_usable_password()


def test_a_one_time_password_that_was_replaced_or_is_old_is_not_taken(settings, monkeypatch):
    person, first = opened()
    second = make_one_time(person)
    assert log_in(person, first)[1].status_code == 200
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert log_in(person, second)[1].status_code == 200


def test_two_browsers_with_one_one_time_password_make_one_choice():
    person, one_time = opened()
    first, second = log_in(person, one_time)[0], log_in(person, one_time)[0]
    first.post("/admin/first-password/", {"new": NEW, "again": NEW})
    late = second.post("/admin/first-password/", {"new": "yet another phrase", "again": "yet another phrase"})
    assert late.status_code == 422
    person.refresh_from_db()
    assert person.check_password(NEW)


def test_the_first_password_screen_is_closed_without_a_one_time_password(client):
    assert client.get("/admin/first-password/").headers["Location"] == LOGIN
    assert client.post("/admin/first-password/", {"new": NEW, "again": NEW}).headers["Location"] == LOGIN


def opened():
    operator = make.Actor.of(make.make_person(Role.OPERATOR))
    account = make_account(operator)
    make.people.grant_role(actor=operator, person=account.person, role=Role.WRITER, at=make.NOW)
    return account.person, account.one_time_password


def make_account(operator):
    return accounts.open_account(
        actor=operator,
        username="new.person",
        first_name="New",
        last_name="Person",
        email="n@example.org",
        at=make.NOW,
    )


def make_one_time(person):
    operator = make.Actor.of(make.make_person(Role.OPERATOR))
    return accounts.reset_password(actor=operator, person=person, at=make.NOW)
