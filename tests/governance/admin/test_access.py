"""Who opens which screen: by roles alone, closed by default, and for nobody a way to delete."""

import pytest
from django.contrib.admin.sites import site
from django.contrib.auth.models import Group

from governance.models import AuditEntry, Outcome
from governance.policy.verbs import Role
from tests import factories as make
from tests.governance.admin import addresses

pytestmark = pytest.mark.django_db

READERS = {Role.WRITER, Role.PHYSICIAN, Role.COMPLIANCE, Role.STATEMENT_OWNER}
OPENS = {
    "/admin/": set(Role),
    "/admin/reviews/": READERS,
    "/admin/content/conditionpage/": READERS,
    "/admin/content/conditionpage/add/": {Role.WRITER},
    "/admin/content/faq/": READERS,
    "/admin/content/article/add/": {Role.WRITER},
    "/admin/governance/approvedstatement/": READERS,
    "/admin/governance/auditentry/": {Role.COMPLIANCE},
    "/admin/governance/person/": {Role.COMPLIANCE, Role.OPERATOR},
    "/admin/governance/physician/": {Role.COMPLIANCE, Role.OPERATOR},
    "/admin/governance/physician/add/": {Role.OPERATOR},
}
# (act on a page or a review, who may do it)
ACTS = {
    "change": {Role.WRITER},
    "submit": {Role.WRITER},
    "restore": {Role.WRITER},
    "withdraw": {Role.PHYSICIAN, Role.COMPLIANCE},
    "sign": {Role.PHYSICIAN},
    "publish": {Role.PHYSICIAN},
    "send-back": {Role.PHYSICIAN},
    "take-back": {Role.WRITER},
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("address", list(OPENS))
def test_a_screen_opens_for_its_roles_alone(logged_in, address, role):
    expected = 200 if role in OPENS[address] else 403
    assert logged_in(role).get(address).status_code == expected


@pytest.mark.parametrize(
    ("act", "role"), [(act, role) for act in ACTS for role in Role if role not in ACTS[act]]
)
def test_an_act_is_denied_to_other_roles_and_the_denial_is_recorded(statement, logged_in, act, role):
    page = make.make_page()
    review = make.submit(page)
    client = logged_in(role)
    entries = AuditEntry.objects.count()
    if act in ("change", "submit", "restore", "withdraw"):
        address = addresses.of(page, act, number=1)
    else:
        address = addresses.review(review, act)
    response = client.post(address, {"version": 1, "seen": 1, "reason": "x", "back-reason": "x"})
    assert response.status_code == 403
    if role == Role.OPERATOR:  # does not reach the act: the screen itself is closed
        return
    entry = AuditEntry.objects.first()
    assert (AuditEntry.objects.count(), entry.outcome, entry.actor) == (
        entries + 1,
        Outcome.DENIED,
        client.person,
    )


def test_nobody_without_a_role_comes_in_not_even_a_superuser(logged_in):
    client = logged_in(make.make_person(is_superuser=True))
    for address in OPENS:
        assert client.get(address).status_code == 302


def test_a_superuser_has_only_what_their_roles_give(logged_in):
    person = make.make_person(Role.OPERATOR, is_superuser=True)
    client = logged_in(person)
    assert client.get("/admin/content/conditionpage/").status_code == 403
    assert client.get("/admin/governance/auditentry/").status_code == 403


def test_a_role_taken_away_closes_the_screens_at_once(logged_in):
    client = logged_in(Role.WRITER)
    client.person.groups.clear()
    assert client.get("/admin/content/conditionpage/").status_code == 302


def test_a_closed_account_is_out(logged_in):
    client = logged_in(Role.WRITER)
    type(client.person).objects.filter(pk=client.person.pk).update(is_active=False)
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("flags", [{}, {"is_superuser": True}])
def test_logging_in_needs_a_role_and_no_flag_replaces_it(client, flags):
    person = make.make_person(**flags)
    sent = {"username": person.username, "password": make.PASSWORD}
    assert client.post("/admin/login/", sent).status_code == 200
    make.people.grant_role(
        actor=make.Actor(None, frozenset({Role.OPERATOR})), person=person, role=Role.WRITER, at=make.NOW
    )
    type(person).objects.filter(pk=person.pk).update(is_staff=False)
    assert client.post("/admin/login/", sent).status_code == 302


@pytest.mark.parametrize("role", list(Role))
def test_there_is_no_address_to_delete_or_to_go_round_the_services(statement, logged_in, role):
    page = make.make_page()
    client = logged_in(role)
    for address in (
        f"/admin/content/conditionpage/{page.pk}/delete/",
        f"/admin/governance/person/{client.person.pk}/delete/",
        f"/admin/governance/person/{client.person.pk}/password/",
        "/admin/password_change/",
        "/admin/autocomplete/",
        "/admin/r/1/1/",
        "/admin/auth/group/",
        "/admin/reversion/version/",
    ):
        assert client.post(address).status_code in (302, 404), address
        assert client.get(address, follow=True).status_code in (403, 404), address


def test_only_screens_made_for_roles_are_registered():
    site.register(Group)
    assert not site.is_registered(Group)
    for model, screen in site._registry.items():
        assert not screen.has_delete_permission(None), model
        assert screen.actions is None


@pytest.mark.parametrize(
    "lookup",
    ["owner__password__startswith=p", "notes__contains=x", "versions__text__contains=x", "owner__email=x"],
)
def test_a_list_cannot_be_asked_for_what_it_does_not_show(logged_in, lookup):
    make.make_page()
    assert logged_in(Role.WRITER).get(f"/admin/content/conditionpage/?{lookup}").status_code == 400


def test_the_list_of_people_does_not_tell_of_passwords(logged_in):
    client = logged_in(Role.COMPLIANCE)
    assert client.get("/admin/governance/person/?password__startswith=md5").status_code == 400
    assert client.get("/admin/governance/person/?_to_field=password&_popup=1").status_code == 400


@pytest.mark.parametrize("pk", ["999999", "0", "-1", "abc", "1" * 40, "%00"])
def test_an_unknown_key_is_not_found(logged_in, pk):
    client = logged_in(Role.COMPLIANCE)
    for address in (
        f"/admin/content/conditionpage/{pk}/change/",
        f"/admin/content/conditionpage/{pk}/history/",
        f"/admin/reviews/{pk}/",
        f"/admin/governance/auditentry/{pk}/change/",
        f"/admin/governance/physician/{pk}/change/",
        f"/admin/governance/approvedstatement/{pk}/change/",
    ):
        assert client.get(address, follow=True).status_code == 404, address


def test_a_key_of_another_kind_is_not_found(logged_in):
    page = make.make_page()
    for address in (f"/admin/content/faq/{page.pk}/change/", f"/admin/content/faq/{page.pk}/history/"):
        assert logged_in(Role.WRITER).get(address).status_code == 404
