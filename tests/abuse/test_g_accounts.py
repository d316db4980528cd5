"""ABUSE G, 99 to 102: accounts. Numbers are those of the list of abuses; 103 to 107 are beside this."""

import re
import time

import pytest
from django.conf import settings as project
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from governance.models import AuditEntry, Person
from governance.policy.verbs import Role
from governance.services import accounts
from governance.services.actors import Actor
from tests import factories as make

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"
NEW = "another long pass phrase"
WRONG = "wrong wrong wrong"
OWN = ["/admin/account/", "/admin/account/password/", "/admin/second-factor/"]


def log_in(name, password=make.PASSWORD, client=None, **extra):
    return (client or Client()).post(LOGIN, {"username": name, "password": password}, **extra)


def enter(person):
    client = Client()
    assert log_in(person.username, client=client).status_code == 302
    return client


def plain(response):
    return re.sub(rb'name="(csrfmiddlewaretoken|username)"[^>]+', b"", response.content)


def change(client, new, old=make.PASSWORD):
    return client.post("/admin/account/password/", {"old": old, "new": new, "again": new})


def test_99_a_spoofed_address_does_not_lift_the_lock():
    name = make.make_writer().username
    for number in range(5):
        log_in(name, WRONG, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}", HTTP_USER_AGENT=f"browser {number}")
    assert log_in(name, HTTP_X_FORWARDED_FOR="198.51.100.1", HTTP_X_REAL_IP="198.51.100.1").status_code == 429
    assert {entry.address for entry in AuditEntry.objects.filter(verb="log in")} == {"127.0.0.1"}


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "203.0.113.9, evil\u202e", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (0, "203.0.113.9", "127.0.0.1"),
        (-1, "203.0.113.9", "127.0.0.1"),
    ],
)
def test_99_behind_proxies_the_address_is_what_the_outermost_one_saw(settings, proxies, header, address):
    settings.PROXIES = proxies
    log_in("nobody", WRONG, HTTP_X_FORWARDED_FOR=header)
    assert AuditEntry.objects.first().address == address


def test_99_behind_a_proxy_a_spoofed_address_does_not_lift_the_lock(settings):
    settings.PROXIES = 1
    name = make.make_writer().username
    for number in range(5):
        log_in(name, WRONG, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}, 203.0.113.9")
    assert log_in(name, HTTP_X_FORWARDED_FOR="192.0.2.77, 203.0.113.9").status_code == 429
    assert log_in(name, HTTP_X_FORWARDED_FOR="192.0.2.77, 203.0.113.10").status_code == 302


def test_99_nobody_is_locked_out_from_elsewhere():
    person = make.make_writer()
    for _ in range(20):
        log_in(person.username, WRONG, REMOTE_ADDR="192.0.2.1")
    assert log_in(person.username, REMOTE_ADDR="192.0.2.2").status_code == 302


def test_99_every_stuffed_name_is_in_the_trail_by_its_beginning():
    entries = AuditEntry.objects.count()
    for number in range(30):
        log_in(f"stuffed-name-{number}@example.org", WRONG)
    assert AuditEntry.objects.count() == entries + 30
    assert AuditEntry.objects.first().object_label == "stuffed-name…"


def test_100_a_closed_a_roleless_an_unopened_and_a_strange_account_are_answered_alike():
    closed = make.make_writer()
    Person.objects.filter(pk=closed.pk).update(is_active=False)
    roleless, unopened = make.make_person(), make.make_writer()
    unopened.set_unusable_password()
    unopened.save()
    known = make.make_writer().username
    answers = [log_in(known, WRONG), log_in("nobody-at-all", WRONG), log_in(unopened.username, WRONG)]
    answers += [log_in(person.username) for person in (closed, roleless)]
    assert {answer.status_code for answer in answers} == {200}
    assert len({plain(answer) for answer in answers}) == 1


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password was worked on."""

    count = 0

    def encode(self, password, salt):
        type(self).count += 1
        return super().encode(password, salt)


def test_100_a_strange_name_costs_the_same_work_as_a_known_one(settings):
    settings.PASSWORD_HASHERS = ["tests.abuse.test_g_accounts.CountingHasher"]
    known, unopened = make.make_writer(), make.make_writer()
    unopened.set_unusable_password()
    unopened.save()
    costs = []
    for name in (known.username, "nobody-at-all", unopened.username):
        CountingHasher.count = 0
        log_in(name, WRONG)
        costs.append(CountingHasher.count)
    assert costs == [1, 1, 1]


@pytest.mark.parametrize(
    ("password", "is_taken"),
    [
        ("fourteen signs", False),
        ("fifteen signs..", True),
        ("w" * 13 + " ü", True),
        ("four words in a row, no digits", True),
        ("Ω漢字 и ещё слова, ☂ 傘", True),
        ("  blanks before and after  ", True),
        ("sixty-four " * 6, True),
        ("y" * 64, True),
        ("z" * 127 + "ü", True),
        ("z" * 129, False),
        ("123456789987654321", False),
        ("1Q2W3E4R5T6Y7U8I9O0P", False),
        ("", False),
        (" " * 14, False),
    ],
)
def test_101_a_password_is_taken_by_its_length_and_the_list_alone(password, is_taken):
    person = make.make_writer()
    answer = change(enter(person), password)
    assert answer.status_code == (302 if is_taken else 422)
    person.refresh_from_db()
    assert person.check_password(password) == is_taken
    if is_taken:
        assert log_in(person.username, password).status_code == 302


def test_101_a_one_time_choice_obeys_the_same_rules():
    operator = Actor.of(make.make_person(Role.OPERATOR))
    opened = accounts.open_account(
        actor=operator,
        username="new.one",
        first_name="New",
        last_name="One",
        email="n@example.org",
        at=make.NOW,
    )
    client = Client()
    log_in("new.one", opened.one_time_password, client)
    for weak in ("fourteen signs", "123456789987654321", "z" * 129):
        assert client.post("/admin/first-password/", {"new": weak, "again": weak}).status_code == 422
    assert client.post("/admin/first-password/", {"new": NEW, "again": NEW}).status_code == 302


def session_of(client):
    return client.cookies[project.SESSION_COOKIE_NAME].value


def test_102_a_log_in_and_a_new_password_change_the_id_of_the_session():
    person, client = make.make_writer(), Client()
    planted = client.session
    planted["planted"] = 1
    planted.save()
    client.cookies[project.SESSION_COOKIE_NAME] = planted.session_key
    log_in(person.username, client=client)
    first = session_of(client)
    assert first != planted.session_key
    change(client, NEW)
    assert session_of(client) != first
    thief = Client()
    thief.cookies[project.SESSION_COOKIE_NAME] = first
    assert thief.get("/admin/").status_code == 302


def test_102_the_choice_of_a_first_password_is_not_in_a_session_that_was_planted():
    operator = Actor.of(make.make_person(Role.OPERATOR))
    opened = accounts.open_account(
        actor=operator,
        username="new.one",
        first_name="New",
        last_name="One",
        email="n@example.org",
        at=make.NOW,
    )
    client, thief = Client(), Client()
    planted = client.session
    planted["planted"] = 1
    planted.save()
    for browser in (client, thief):
        browser.cookies[project.SESSION_COOKIE_NAME] = planted.session_key
    log_in("new.one", opened.one_time_password, client)
    assert thief.get("/admin/first-password/").headers["Location"] == LOGIN
    assert client.get("/admin/first-password/").status_code == 200


def test_102_an_idle_session_ends(settings):
    client = enter(make.make_writer())
    client.get("/admin/")
    session = client.session
    session["seen"] = int(time.time()) - settings.SESSION_IDLE_SECONDS - 1
    session.save()
    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("flags", [{}, {"is_superuser": True}])
def test_102_a_closed_account_is_out_of_every_browser(flags):
    person, operator = make.make_person(Role.WRITER, **flags), make.make_person(Role.OPERATOR)
    browsers = [enter(person), enter(person)]
    enter(operator).post(f"/admin/people/{person.pk}/close/", {"close-reason": "A lost laptop"})
    assert [browser.get("/admin/").status_code for browser in browsers] == [302, 302]
    assert log_in(person.username).status_code == 200


def test_102_the_cookie_is_for_the_staffs_addresses_and_for_no_script():
    client = enter(make.make_writer())
    cookie = client.cookies[project.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["path"], cookie["samesite"]) == (True, "/admin/", "Lax")
    assert project.SESSION_COOKIE_SECURE == project.CSRF_COOKIE_SECURE == project.HTTPS
