"""The word with which somebody lets a person set up an app: from hand to hand, once, never by the operator."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from governance.models import AuditEntry, Outcome
from governance.policy.verbs import Role
from governance.services.actors import Actor
from governance.services.second_factor import has_second_factor
from governance.services.vouching import let_set_up
from tests import factories as make

pytestmark = pytest.mark.django_db
BASE = "/admin/second-factor/"


@pytest.fixture
def giver(logged_in):
    """A physician with an app."""
    return logged_in(Role.PHYSICIAN)


@pytest.fixture
def newcomer(logged_in):
    """A physician without one."""
    client = logged_in(Role.PHYSICIAN)
    TOTPDevice.objects.filter(user=client.person).delete()
    return client


def ask(giver, person, **values):
    code = make.make_code(giver.person)
    return giver.post(
        BASE + "word/", {"person": person.pk, "password": make.PASSWORD, "code": code, **values}
    )


def word_of(response):
    return re.search(r'id="word">([^<]+)<', response.content.decode())[1]


def begin(client, word, password=make.PASSWORD):
    return client.post(BASE + "begin/", {"password": password, "code": word})


def confirm(client):
    device = TOTPDevice.objects.get(user=client.person, confirmed=False)
    return client.post(BASE + "confirm/", {"code": f"{totp(device.bin_key):06d}"})


def test_a_word_lets_one_person_set_up_one_app(giver, newcomer):
    word = word_of(ask(giver, newcomer.person))
    entry = AuditEntry.objects.first()
    assert (entry.verb, entry.outcome, entry.actor) == ("let set up second factor", "done", giver.person)
    assert entry.object_id == str(newcomer.person.pk)
    assert begin(newcomer, word).status_code == 200
    assert confirm(newcomer).status_code == 200
    assert has_second_factor(newcomer.person)
    assert begin(newcomer, word).status_code == 422
    assert word not in str(list(AuditEntry.objects.values_list("detail", "reason", "object_label")))


def test_44_without_a_word_no_physician_sets_up_a_first_app(giver, newcomer):
    assert "The word that you were given" in newcomer.get(BASE).content.decode()
    for word in ("", "cxxxxx-0123456789abcdef", make.make_code(newcomer.person)):
        assert begin(newcomer, word).status_code == 422
    assert not TOTPDevice.objects.filter(user=newcomer.person).exists()
    assert AuditEntry.objects.first().outcome == Outcome.REFUSED


def test_44_a_word_ends_with_the_password_and_is_for_nobody_else(giver, newcomer, logged_in):
    word = word_of(ask(giver, newcomer.person))
    other = logged_in(Role.STATEMENT_OWNER)
    assert begin(other, word).status_code == 422
    reset = logged_in(Role.OPERATOR).post(f"/admin/people/{newcomer.person.pk}/reset-password/")
    one_time = re.search(r'id="one-time">([^<]+)<', reset.content.decode())[1]
    thief, new = Client(), "a phrase of the thief's own"
    thief.post("/admin/login/", {"username": newcomer.person.username, "password": one_time})
    thief.post("/admin/first-password/", {"new": new, "again": new})
    thief.post("/admin/login/", {"username": newcomer.person.username, "password": new})
    assert thief.get("/admin/").status_code == 200
    assert begin(thief, word, password=new).status_code == 422
    assert not has_second_factor(newcomer.person)


def test_44_a_giver_proves_who_they_are(giver, newcomer):
    assert ask(giver, newcomer.person, password="not this one, sorry").status_code == 422
    assert ask(giver, newcomer.person, code="000000").status_code == 422
    assert AuditEntry.objects.first().outcome == Outcome.REFUSED


def test_44_who_has_no_app_gives_no_word(giver, newcomer, logged_in):
    owner = logged_in(Role.STATEMENT_OWNER)
    sent = {"person": newcomer.person.pk, "password": make.PASSWORD, "code": "000000"}
    refused = owner.post(BASE + "word/", sent)
    assert refused.status_code == 422
    assert "Set up your own app first" in refused.content.decode()


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.WRITER, Role.COMPLIANCE])
def test_44_no_other_role_gives_a_word_and_the_try_is_recorded(logged_in, newcomer, role):
    client = logged_in(role)
    assert client.get(BASE + "word/").status_code == 403
    assert client.post(BASE + "word/", {"person": newcomer.person.pk}).status_code == 403
    entry = AuditEntry.objects.first()
    assert (entry.verb, entry.outcome) == ("let set up second factor", Outcome.DENIED)


def test_44_nobody_gives_a_word_to_themselves_or_to_who_signs_nothing(giver, logged_in):
    for person in (giver.person, make.make_writer()):
        assert ask(giver, person).status_code == 422  # neither is on the list
    page = giver.get(BASE + "word/").content.decode()
    assert str(giver.person) not in re.findall(r"<option[^>]*>([^<]*)<", page)


def test_who_lost_phone_and_codes_sets_up_another_app_with_a_word(giver, logged_in):
    lost = logged_in(Role.PHYSICIAN)
    old = TOTPDevice.objects.get(user=lost.person)
    assert begin(lost, word_of(ask(giver, lost.person))).status_code == 200
    confirm(lost)
    assert not TOTPDevice.objects.filter(pk=old.pk).exists()
    assert AuditEntry.objects.first().detail == "another app took the place of the old one"


def test_the_first_app_of_a_site_is_the_statement_owners(logged_in):
    owner, physician = logged_in(Role.STATEMENT_OWNER), logged_in(Role.PHYSICIAN)
    TOTPDevice.objects.all().delete()
    assert begin(physician, "").status_code == 422
    assert "The word that you were given" not in owner.get(BASE).content.decode()
    begin(owner, "")
    assert confirm(owner).status_code == 200
    assert begin(logged_in(Role.STATEMENT_OWNER), "").status_code == 422


def test_44_past_the_screen_nobody_lets_themselves_or_who_signs_nothing():
    physician, writer = make.make_physician(), make.make_writer()
    for person, error in ((physician, PermissionDenied), (writer, ValidationError)):
        with pytest.raises(error):
            let_set_up(
                actor=Actor.of(physician),
                person=person,
                password=make.PASSWORD,
                code=make.make_code(physician),
                at=make.NOW,
            )
