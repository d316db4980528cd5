"""The screens of the second look: draw, read, record; each to its roles alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.models import SampleDraw, SampledSignature, SecondLook
from governance.policy.verbs import Role
from tests import factories as make

pytestmark = pytest.mark.django_db

SENT = {"since": "2026-06-02", "until": "2026-06-02", "size": "2"}


@pytest.fixture
def sampled(statement, logged_in):
    for _ in range(2):
        make.publish(make.make_page())
    response = logged_in(Role.COMPLIANCE).post("/admin/oversight/", SENT)
    assert response.status_code == 302
    return SampledSignature.objects.all()[0]


def test_compliance_draws_and_sees_that_it_can_be_drawn_again(sampled, logged_in):
    shown = logged_in(Role.COMPLIANCE).get(f"/admin/oversight/{sampled.draw_id}/").content.decode()
    assert "Drawn again just now: the same" in shown
    assert str(sampled.signoff.version) in shown and SampleDraw.objects.get().seed in shown


def test_a_physician_reads_the_words_that_were_signed_and_records_it(sampled, logged_in):
    client = logged_in(Role.PHYSICIAN)
    address = f"/admin/oversight/look/{sampled.pk}/"
    assert make.KETAMINE_FITS[:40] in client.get(address).content.decode()
    sent = {"opinion": "disagrees", "reason": "The risks are not named."}
    assert client.post(address, sent).status_code == 302
    assert SecondLook.objects.get().physician == client.person
    assert client.post(address, sent).status_code == 409
    assert "The risks are not named." in logged_in(Role.COMPLIANCE).get(address).content.decode()


def test_who_signed_it_is_told_why_there_is_no_form(sampled, logged_in):
    client = logged_in(sampled.signoff.physician)
    shown = client.get(f"/admin/oversight/look/{sampled.pk}/").content.decode()
    assert "You signed this page" in shown and "Record it" not in shown
    sent = {"opinion": "agrees", "reason": "x"}
    assert client.post(f"/admin/oversight/look/{sampled.pk}/", sent).status_code == 403


def test_what_was_typed_is_kept_where_something_lacks(sampled, logged_in):
    sent = {"opinion": "", "reason": "A long thought."}
    response = logged_in(Role.PHYSICIAN).post(f"/admin/oversight/look/{sampled.pk}/", sent)
    assert response.status_code == 422 and "A long thought." in response.content.decode()


def test_a_period_that_is_not_over_is_refused_in_place(statement, logged_in):
    response = logged_in(Role.COMPLIANCE).post("/admin/oversight/", {**SENT, "until": "2999-01-01"})
    assert response.status_code == 422 and "a period that is over" in response.content.decode()


def test_other_roles_come_nowhere_near_and_a_physician_does_not_draw(sampled, logged_in):
    for role in set(Role) - {Role.COMPLIANCE, Role.PHYSICIAN}:
        for address in ("/admin/oversight/", f"/admin/oversight/look/{sampled.pk}/"):
            assert logged_in(role).get(address).status_code == 403
    assert logged_in(Role.PHYSICIAN).post("/admin/oversight/", SENT).status_code == 403
    sent = {"opinion": "agrees", "reason": "x"}
    assert logged_in(Role.COMPLIANCE).post(f"/admin/oversight/look/{sampled.pk}/", sent).status_code == 403
    assert SampleDraw.objects.count() == 1 and not SecondLook.objects.exists()


def test_many_samples_are_listed_with_as_many_queries_as_few(sampled, logged_in):
    client = logged_in(Role.COMPLIANCE)

    def count():
        with CaptureQueriesContext(connection) as asked:
            client.get("/admin/oversight/")
            client.get(f"/admin/oversight/{sampled.draw_id}/")
        return len(asked)

    before = count()
    for number in range(10):
        client.post("/admin/oversight/", SENT)
        make.publish(make.make_page(), at=make.NOW + timedelta(days=1 + number))
    assert count() == before
