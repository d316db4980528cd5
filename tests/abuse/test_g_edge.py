"""ABUSE G, 103 to 106: the edge. Numbers are those of the list of abuses."""

import re

import pytest
from django.conf import settings as project
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver

from governance.models import Person, Review
from governance.policy.verbs import Role
from tests import factories as make
from tests.governance.admin import addresses

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


def test_103_no_act_is_done_without_the_token_of_its_form():
    make.make_statement()
    page = make.make_page()
    make.publish(page)
    review = Review.objects.get()
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.make_person(*Role), backend="django.contrib.auth.backends.ModelBackend")
    acts = [LOGIN, "/admin/logout/", *OWN, "/admin/first-password/", f"/admin/people/{page.owner.pk}/close/"]
    acts += ["/admin/second-factor/begin/", "/admin/exceptions/1/grant/", addresses.review(review, "retract")]
    for address in acts:
        assert client.post(address).status_code == 403, address


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_103_a_log_in_leads_nowhere_else(target):
    name = make.make_writer().username
    for where, sent in ((f"{LOGIN}?next={target}", {}), (LOGIN, {"next": target})):
        answer = Client().post(where, {"username": name, "password": make.PASSWORD, **sent})
        assert answer.headers["Location"] == "/admin/"


def test_103_another_host_is_refused_and_no_frame_is_allowed():
    assert Client().get(LOGIN, HTTP_HOST="evil.example").status_code == 400
    assert Client().get(LOGIN, HTTP_X_FORWARDED_HOST="evil.example").status_code == 200
    for address in (LOGIN, "/"):
        headers = Client().get(address).headers
        assert headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path", ["metrics", "debug", "__debug__/", "server-status", ".env", ".git/config", "admin/doc/"]
)
def test_104_there_is_no_page_that_tells_of_the_program(path):
    answer = Client().get(f"/{path}", follow=True)
    assert answer.status_code == 404 or answer.request["PATH_INFO"] == LOGIN
    assert b"urlconf" not in answer.content.lower()
    assert b"Traceback" not in answer.content


def test_104_an_error_shows_nothing_of_the_program(monkeypatch):
    client = enter(make.make_writer())
    client.raise_request_exception = False
    monkeypatch.setattr("governance.admin.desk.desk_of", lambda actor: 1 / 0)
    answer = client.get("/admin/")
    assert answer.status_code == 500
    assert not re.search(rb"ZeroDivision|Traceback|desk_of|/governance/", answer.content)
    assert project.DEBUG is False


def test_105_a_new_site_has_no_account_and_no_way_to_make_the_first_one_over_the_web():
    assert not Person.objects.exists()
    for address in (
        LOGIN,
        "/admin/governance/person/add/",
        "/admin/first-password/",
        "/admin/password_reset/",
    ):
        Client().post(
            address, {"username": "admin", "password": "admin", "first_name": "A", "last_name": "B"}
        )
    assert not Person.objects.exists()
    assert not [name for name in get_resolver().reverse_dict if isinstance(name, str) and "signup" in name]


def test_105_a_superuser_of_the_command_line_has_no_role_and_does_not_come_in():
    call_command("createsuperuser", interactive=False, username="root", email="root@example.org")
    root = Person.objects.get()
    root.set_password(make.PASSWORD)
    root.save()
    assert log_in("root").status_code == 200
    assert root.roles == frozenset()


INLINE = re.compile(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=\"|javascript:|<style", re.IGNORECASE)
# A canonical or another address of the same page is told, not loaded.
LOADED = re.compile(r'(?:src|<link(?![^>]+rel="(?:canonical|alternate)")[^>]+href)="(?:https?:)?//')


@pytest.mark.parametrize("role", list(Role))
def test_106_no_screen_has_a_script_or_style_of_its_own_or_from_elsewhere(role):
    make.make_statement()
    page = make.make_page(where_ketamine_fits=make.KETAMINE_FITS + " Ketamine cures migraine.")
    make.submit(page)
    client = enter(make.make_physician() if role == Role.PHYSICIAN else make.make_person(role))
    for address in [*addresses.every(), *OWN, "/", LOGIN]:
        answer = client.get(address)
        text = answer.content.decode()
        assert not INLINE.search(text), (address, INLINE.search(text))
        assert not LOADED.search(text), address
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_106_what_is_shown_once_is_under_the_policy_too():
    operator, physician = enter(make.make_person(Role.OPERATOR)), make.make_physician()
    client = enter(physician)
    renewal = {"codes-password": make.PASSWORD, "codes-code": make.make_code(physician)}
    begun = {"password": make.PASSWORD, "code": make.make_code(physician)}
    answers = [
        client.post("/admin/second-factor/begin/", begun),
        client.post("/admin/second-factor/confirm/", {}),
    ]
    answers.append(client.post("/admin/second-factor/recovery-codes/", renewal))
    answers.append(operator.post(f"/admin/people/{physician.pk}/reset-password/"))
    for answer in answers:
        assert not INLINE.search(answer.content.decode())
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "no-store" in answer.headers["Cache-Control"]
