"""Taking a signature back: by who gave it, with a reason, and the page goes with it."""

import pytest
from django.test import Client

from governance.models import AuditEntry, Live, Outcome, Retraction, SignOff
from governance.policy.verbs import Role
from tests import factories as make
from tests.governance.admin import addresses

pytestmark = pytest.mark.django_db
WHY = {"retract-reason": "The dose was misread."}


@pytest.fixture
def physician(statement, logged_in):
    return logged_in(Role.PHYSICIAN)


def published(physician):
    page = make.make_page()
    make.publish(page, by=physician.person)
    return page, SignOff.objects.get(version__document=page.pk).review


def test_taking_back_a_live_signature_takes_the_page_down(physician):
    _, review = published(physician)
    path = Live.objects.get().path
    shown = physician.get(addresses.review(review)).content.decode()
    assert f"/{path}/</a> is taken down at once" in shown
    assert Client().get(f"/{path}/").status_code == 200
    physician.post(addresses.review(review, "retract"), WHY)
    assert not Live.objects.exists()
    assert Client().get(f"/{path}/").status_code == 410
    entry = AuditEntry.objects.first()
    assert (entry.verb, entry.outcome, entry.reason) == ("retract", Outcome.DONE, "The dose was misread.")
    after = physician.get(addresses.review(review)).content.decode()
    assert "The signature was taken back by" in after
    assert "The dose was misread." in after
    assert "Take your signature back" not in after


def test_a_signature_that_is_not_live_yet_is_taken_back_and_nothing_can_be_published(physician):
    review = make.submit(make.make_page())
    make.sign(review, by=physician.person)
    assert "can then no longer be published" in physician.get(addresses.review(review)).content.decode()
    physician.post(addresses.review(review, "retract"), WHY)
    assert Retraction.objects.count() == 1
    assert physician.post(addresses.review(review, "publish")).status_code == 422
    assert "Publish version" not in physician.get(addresses.review(review)).content.decode()


def test_a_retraction_needs_a_reason_and_keeps_the_page(physician):
    _, review = published(physician)
    response = physician.post(addresses.review(review, "retract"), {"retract-reason": " "})
    assert response.status_code == 422
    assert "Say why, in a few words." in response.content.decode()
    assert Live.objects.exists()
    assert AuditEntry.objects.first().outcome == Outcome.REFUSED


def test_taking_back_twice_is_one_retraction(physician):
    _, review = published(physician)
    physician.post(addresses.review(review, "retract"), WHY)
    again = physician.post(addresses.review(review, "retract"), WHY)
    assert again.status_code == 409
    assert "The dose was misread." in again.content.decode()
    assert Retraction.objects.count() == 1


@pytest.mark.parametrize("role", [Role.PHYSICIAN, Role.WRITER, Role.COMPLIANCE, Role.STATEMENT_OWNER])
def test_nobody_else_takes_it_back_and_the_try_is_recorded(physician, logged_in, role):
    _, review = published(physician)
    other = logged_in(role)
    assert "Take your signature back" not in other.get(addresses.review(review)).content.decode()
    assert other.post(addresses.review(review, "retract"), WHY).status_code == 403
    assert Live.objects.exists()
    entry = AuditEntry.objects.first()
    assert (entry.outcome, entry.actor) == (Outcome.DENIED, other.person)


def test_what_nobody_signed_cannot_be_taken_back(physician):
    review = make.submit(make.make_page())
    assert physician.post(addresses.review(review, "retract"), WHY).status_code == 404
    assert physician.get(addresses.review(review, "retract")).status_code == 405
