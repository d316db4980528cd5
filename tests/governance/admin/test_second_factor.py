"""One's own second factor: set up, replaced, recovery codes; never a secret in the trail."""

import re

import pytest
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from governance.models import AuditEntry, Outcome
from governance.policy.verbs import Role
from governance.services.second_factor import has_second_factor, verify_code
from tests import factories as make
from tests.governance.admin import addresses

pytestmark = pytest.mark.django_db
BASE = "/admin/second-factor/"


@pytest.fixture
def owner(logged_in):
    """A statement owner, who has no app yet."""
    return logged_in(Role.STATEMENT_OWNER)


@pytest.fixture
def physician(logged_in):
    """A physician with an app."""
    return logged_in(Role.PHYSICIAN)


def code_of(device):
    return f"{totp(device.bin_key):06d}"


def begin(client, **values):
    return client.post(BASE + "begin/", {"password": make.PASSWORD, **values})


def renew(client, *, code, password=make.PASSWORD):
    return client.post(BASE + "recovery-codes/", {"codes-password": password, "codes-code": code})


def pending(client):
    return TOTPDevice.objects.get(user=client.person, confirmed=False)


def codes_in(response):
    return re.findall(r'<li class="code">([^<]+)</li>', response.content.decode())


def test_an_app_is_set_up_by_its_secret_and_a_first_code(owner):
    shown = begin(owner).content.decode()
    device = pending(owner)
    secret = re.search(r'id="secret">([A-Z2-7 ]+)<', shown)[1]
    assert all(len(group) == 4 for group in secret.split(" "))
    assert f"otpauth://totp/Imprimatur%3A{owner.person.username}?secret={secret.replace(' ', '')}" in shown
    assert not has_second_factor(owner.person)
    codes = codes_in(owner.post(BASE + "confirm/", {"code": code_of(device)}))
    assert has_second_factor(owner.person)
    assert len(set(codes)) == 10
    entry = AuditEntry.objects.first()
    assert (entry.verb, entry.outcome, entry.detail) == (
        "set up second factor",
        Outcome.DONE,
        "the first app",
    )
    assert verify_code(owner.person, codes[0])
    assert not verify_code(owner.person, codes[0])


def test_setting_up_leaves_one_entry_and_a_wrong_code_another(owner):
    entries = AuditEntry.objects.count()
    begin(owner)
    assert AuditEntry.objects.count() == entries
    wrong = owner.post(BASE + "confirm/", {"code": "000000"})
    assert wrong.status_code == 422
    assert "not the code that the app shows" in wrong.content.decode()
    assert AuditEntry.objects.first().outcome == Outcome.REFUSED
    assert AuditEntry.objects.count() == entries + 1
    assert not has_second_factor(owner.person)


def test_the_password_is_asked_before_a_secret_is_shown(owner):
    response = owner.post(BASE + "begin/", {"password": "not this one, sorry"})
    assert response.status_code == 422
    assert not TOTPDevice.objects.filter(user=owner.person).exists()
    entry = AuditEntry.objects.first()
    assert (entry.verb, entry.outcome) == ("set up second factor", Outcome.REFUSED)


@pytest.mark.parametrize("sent", [{}, {"code": "000000"}, {"password": "not this one, sorry"}])
def test_the_app_is_not_replaced_without_password_and_code(physician, sent):
    sent = {"code": make.make_code(physician.person), **sent} if "password" in sent else sent
    assert begin(physician, **sent).status_code == 422
    assert not TOTPDevice.objects.filter(user=physician.person, confirmed=False).exists()


def test_the_old_app_counts_until_the_new_one_has_shown_a_code(physician):
    old = TOTPDevice.objects.get(user=physician.person)
    begin(physician, code=make.make_code(physician.person))
    assert TOTPDevice.objects.get(user=physician.person, confirmed=True) == old
    physician.post(BASE + "confirm/", {"code": code_of(pending(physician))})
    assert not TOTPDevice.objects.filter(pk=old.pk).exists()
    assert AuditEntry.objects.first().detail == "another app took the place of the old one"


def test_a_confirmation_without_a_beginning_is_told_so(owner):
    assert owner.post(BASE + "confirm/", {"code": "123456"}).status_code == 409


def test_new_recovery_codes_need_password_and_code_and_end_the_old_ones(physician):
    before = make.make_code(physician.person)
    assert renew(physician, password="wrong", code=make.make_code(physician.person)).status_code == 422
    assert renew(physician, code="wrong").status_code == 422
    StaticDevice.objects.update(
        throttling_failure_timestamp=None
    )  # else a wrong code slows the next one down
    codes = codes_in(renew(physician, code=make.make_code(physician.person)))
    assert len(set(codes)) == 10
    assert not verify_code(physician.person, before)
    entries = AuditEntry.objects.filter(verb="make recovery codes").order_by("sequence")
    assert [entry.outcome for entry in entries] == [Outcome.REFUSED, Outcome.REFUSED, Outcome.DONE]


def test_without_an_app_there_are_no_recovery_codes(owner):
    response = owner.post(BASE + "recovery-codes/", {"codes-password": make.PASSWORD})
    assert response.status_code == 422
    assert "not set up yet" in response.content.decode()
    assert "Set up your authenticator app first" in AuditEntry.objects.first().detail


@pytest.mark.parametrize("role", [Role.WRITER, Role.COMPLIANCE, Role.OPERATOR])
@pytest.mark.parametrize("act", ["begin", "confirm", "recovery-codes"])
def test_other_roles_have_no_second_factor_and_the_try_is_recorded(logged_in, role, act):
    client = logged_in(role)
    assert client.get(BASE).status_code == 403
    assert client.post(f"{BASE}{act}/", {"password": make.PASSWORD, "code": "1"}).status_code == 403
    entry = AuditEntry.objects.first()
    assert (entry.outcome, entry.actor) == (Outcome.DENIED, client.person)


def test_no_secret_and_no_code_is_in_the_trail_or_the_log(owner, caplog):
    shown = begin(owner)
    device = pending(owner)
    first = code_of(device)
    codes = codes_in(owner.post(BASE + "confirm/", {"code": first}))
    begin(owner, code=codes[0])
    codes += codes_in(renew(owner, code=codes[1]))
    assert len(codes) == 20
    begin(owner, code="wrong-code-of-mine")
    secret = re.search(r'id="secret">([A-Z2-7 ]+)<', shown.content.decode())[1]
    kept = caplog.text + " ".join(
        str(value)
        for row in AuditEntry.objects.values_list("object_label", "reason", "detail")
        for value in row
    )
    for word in (secret, secret.replace(" ", ""), device.key, *codes, "wrong-code-of-mine", make.PASSWORD):
        assert word not in kept


def test_a_secret_and_codes_are_not_kept_by_the_browser_or_shown_again(owner):
    response = begin(owner)
    assert "no-store" in response.headers["Cache-Control"]
    again = owner.get(BASE).content.decode()
    assert pending(owner).config_url not in again
    assert 'id="secret"' not in again


def test_a_physician_without_an_app_is_led_to_set_it_up(statement, logged_in):
    client = logged_in(Role.PHYSICIAN)
    TOTPDevice.objects.filter(user=client.person).delete()
    shown = client.get(addresses.review(make.submit(make.make_page()))).content.decode()
    assert f'href="{BASE}">Set up your app</a>' in shown


def test_one_person_never_sees_the_app_of_another(logged_in):
    first, second = logged_in(Role.STATEMENT_OWNER), logged_in(Role.STATEMENT_OWNER)
    begin(first)
    assert second.post(BASE + "confirm/", {"code": code_of(pending(first))}).status_code == 409
    assert not has_second_factor(second.person)


def test_an_operator_who_takes_a_password_over_can_neither_sign_nor_bring_an_app_of_their_own(
    statement, logged_in
):
    physician, review = make.make_physician(), make.submit(make.make_page())
    make.settle_all(review, by=physician)
    taken = logged_in(Role.OPERATOR).post(f"/admin/people/{physician.pk}/reset-password/").content.decode()
    one_time = re.search(r'id="one-time">([^<]+)<', taken)[1]
    thief, new = Client(), "a phrase of the thief's own"
    thief.post("/admin/login/", {"username": physician.username, "password": one_time})
    thief.post("/admin/first-password/", {"new": new, "again": new})
    thief.post("/admin/login/", {"username": physician.username, "password": new})
    assert thief.get("/admin/").status_code == 200
    assert thief.post(BASE + "begin/", {"password": new, "code": "000000"}).status_code == 422
    codes = thief.post(BASE + "recovery-codes/", {"codes-password": new, "codes-code": "000000"})
    signed = {"digest": review.version.digest, "password": new, "code": "000000"}
    assert thief.post(addresses.review(review, "sign"), signed).status_code == 422
    assert codes.status_code == 422
