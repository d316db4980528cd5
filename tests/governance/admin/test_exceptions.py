"""Exceptions on the screens: a physician asks, compliance grants, and the review says how each stands."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from governance.models import AuditEntry, ExceptionDecline, ExceptionGrant, ExceptionRequest, Outcome
from governance.policy.verbs import Role
from tests import factories as make
from tests.governance.admin import addresses

pytestmark = pytest.mark.django_db
OVERCLAIM = make.KETAMINE_FITS + " Ketamine cures migraine."
REASON = "A quotation, and marked as one."


@pytest.fixture
def overclaim(statement):
    return make.make_page(where_ketamine_fits=OVERCLAIM)


@pytest.fixture
def review(overclaim):
    return make.submit(overclaim)


def until(days=30):
    return timezone.localdate() + timedelta(days=days)


def numbers(review):
    return sorted({item.row.number for item in make.case_of(review.version, at=timezone.now()).conflicts})


def ask(client, review, number=None, **values):
    number = number or numbers(review)[0]
    sent = {"reason": REASON, "expires_on": until().isoformat(), **values}
    posted = {f"x{number}-{name}": value for name, value in sent.items()}
    return client.post(addresses.review(review, f"except/{number}"), posted)


def grant(client, request):
    return client.post(f"/admin/exceptions/{request.pk}/grant/")


def shown(client, review):
    return client.get(addresses.review(review)).content.decode()


def test_a_physician_asks_and_the_card_says_so(review, logged_in):
    client = logged_in(Role.PHYSICIAN)
    assert "Ask for an exception" in shown(client, review)
    assert ask(client, review).status_code == 302
    request = ExceptionRequest.objects.get()
    assert (request.reason, request.expires_on, request.physician) == (REASON, until(), client.person)
    text = shown(client, review)
    assert f"Asked by {client.person}" in text
    assert "Compliance has not granted it yet" in text
    assert AuditEntry.objects.first().verb == "ask for an exception"


def test_asking_twice_is_one_request(review, logged_in):
    client = logged_in(Role.PHYSICIAN)
    ask(client, review)
    assert ask(client, review).status_code == 302
    assert ExceptionRequest.objects.count() == 1


@pytest.mark.parametrize(
    "values", [{"reason": " "}, {"expires_on": ""}, {"expires_on": "soon"}, {"expires_on": "2020-01-01"}]
)
def test_asking_needs_a_reason_and_an_end_and_keeps_what_was_typed(review, logged_in, values):
    client = logged_in(Role.PHYSICIAN)
    response = ask(client, review, **values)
    assert response.status_code == 422
    assert not ExceptionRequest.objects.exists()
    assert AuditEntry.objects.first().outcome == Outcome.REFUSED
    if "reason" not in values:
        assert REASON in response.content.decode()


def test_a_sentence_that_is_no_conflict_has_no_exception(statement, logged_in):
    review = make.submit(make.make_page())
    client = logged_in(Role.PHYSICIAN)
    assert "Ask for an exception" not in shown(client, review)
    assert ask(client, review, number=1).status_code == 404


def test_compliance_sees_all_of_it_on_the_desk_and_grants_it(overclaim, review, logged_in):
    physician, compliance = logged_in(Role.PHYSICIAN), logged_in(Role.COMPLIANCE)
    ask(physician, review)
    request = ExceptionRequest.objects.get()
    desk = compliance.get("/admin/").content.decode()
    for words in (
        request.claim.sentence,
        str(review.version),
        REASON,
        str(physician.person),
        f"{until():%B %Y}",
    ):
        assert words in desk
    position = make.case_of(review.version, at=timezone.now()).conflicts[0].finding.position
    assert position.says in desk
    assert grant(compliance, request).headers["Location"] == "/admin/"
    assert (AuditEntry.objects.first().verb, AuditEntry.objects.first().actor) == (
        "grant an exception",
        compliance.person,
    )
    assert REASON not in compliance.get("/admin/").content.decode()


def test_the_review_shows_an_excepted_sentence_with_both_names_and_the_end(review, logged_in):
    physician, compliance = logged_in(Role.PHYSICIAN), logged_in(Role.COMPLIANCE)
    for number in numbers(review):
        ask(physician, review, number)
    for request in ExceptionRequest.objects.all():
        grant(compliance, request)
    text = shown(physician, review)
    assert "Exception holds" in text
    assert f"Granted by {compliance.person}" in text
    assert f"Asked by {physician.person}" in text
    assert "contradicts the position statement" not in text


def test_granting_twice_is_told_and_grants_once(review, logged_in):
    ask(logged_in(Role.PHYSICIAN), review)
    request, client = ExceptionRequest.objects.get(), logged_in(Role.COMPLIANCE)
    grant(client, request)
    assert grant(client, request).status_code == 409
    assert ExceptionGrant.objects.count() == 1


def test_who_asks_does_not_grant(review, logged_in):
    both = make.make_physician()
    operator = make.Actor(None, frozenset({Role.OPERATOR}))
    make.people.grant_role(actor=operator, person=both, role=Role.COMPLIANCE, at=make.NOW)
    client = logged_in(both)
    ask(client, review)
    assert grant(client, ExceptionRequest.objects.get()).status_code == 403
    assert not ExceptionGrant.objects.exists()


@pytest.mark.parametrize("role", [Role.WRITER, Role.COMPLIANCE, Role.STATEMENT_OWNER])
def test_others_do_not_ask_and_the_try_is_recorded(review, logged_in, role):
    client = logged_in(role)
    assert "Ask for an exception" not in shown(client, review)
    assert ask(client, review).status_code == 403
    assert (AuditEntry.objects.first().outcome, AuditEntry.objects.first().actor) == (
        Outcome.DENIED,
        client.person,
    )


@pytest.mark.parametrize("role", [Role.WRITER, Role.PHYSICIAN, Role.STATEMENT_OWNER])
def test_others_do_not_grant(review, logged_in, role):
    ask(logged_in(Role.PHYSICIAN), review)
    assert grant(logged_in(role), ExceptionRequest.objects.get()).status_code == 403
    assert not ExceptionGrant.objects.exists()


def test_an_edit_uses_an_exception_up_and_the_next_review_says_so(overclaim, review, logged_in):
    client, compliance = logged_in(Role.PHYSICIAN), logged_in(Role.COMPLIANCE)
    ask(client, review)
    grant(compliance, ExceptionRequest.objects.get())
    overclaim.lead = "Attacks of head pain."
    make.save(overclaim, by=overclaim.owner)
    text = shown(client, make.submit(overclaim))
    assert "It was for version 1. The words are others now." in text
    assert "Used up" in text
    assert "Ask for an exception" in text


def test_what_is_used_up_is_not_on_the_desk_any_more(overclaim, review, logged_in):
    ask(logged_in(Role.PHYSICIAN), review)
    overclaim.lead = "Attacks of head pain."
    make.save(overclaim, by=overclaim.owner)
    assert REASON not in logged_in(Role.COMPLIANCE).get("/admin/").content.decode()


def test_an_exception_that_ended_says_so_and_can_be_asked_again(review, logged_in, monkeypatch):
    client, compliance = logged_in(Role.PHYSICIAN), logged_in(Role.COMPLIANCE)
    ask(client, review, expires_on=until(0).isoformat())
    grant(compliance, ExceptionRequest.objects.get())
    assert "Exception holds" in shown(client, review)
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    text = shown(logged_in(client.person), review)
    assert "Exception ended" in text
    assert "Exception holds" not in text


def test_the_desk_costs_the_same_queries_for_one_and_for_ten(statement, logged_in, django_assert_num_queries):
    physician, compliance = logged_in(Role.PHYSICIAN), logged_in(Role.COMPLIANCE)
    ask(physician, make.submit(make.make_page(where_ketamine_fits=OVERCLAIM)))
    compliance.get("/admin/")
    with CaptureQueriesContext(connection) as one:
        compliance.get("/admin/")
    count = len(one)
    for _ in range(9):
        ask(physician, make.submit(make.make_page(where_ketamine_fits=OVERCLAIM)))
    with django_assert_num_queries(count):
        text = compliance.get("/admin/").content.decode()
    assert text.count("Grant it") == 10


def decline(client, request, reason="The quotation is not needed here."):
    return client.post(f"/admin/exceptions/{request.pk}/decline/", {"reason": reason})


def test_compliance_declines_with_a_reason_and_the_physician_may_ask_again(review, logged_in):
    physician, compliance = logged_in(Role.PHYSICIAN), logged_in(Role.COMPLIANCE)
    ask(physician, review)
    request = ExceptionRequest.objects.get()
    assert "Decline it" in compliance.get("/admin/").content.decode()
    assert decline(compliance, request).headers["Location"] == "/admin/"
    entry = AuditEntry.objects.first()
    assert (entry.verb, entry.outcome, entry.reason) == (
        "decline an exception",
        Outcome.DONE,
        "The quotation is not needed here.",
    )
    assert request.claim.sentence not in compliance.get("/admin/").content.decode().split("Taken down")[0]
    text = shown(physician, review)
    assert f"{compliance.person} declined it: The quotation is not needed here." in text
    assert ask(physician, review, reason="With a better reason.").status_code == 302
    assert ExceptionRequest.objects.count() == 2


def test_declining_needs_a_reason(review, logged_in):
    ask(logged_in(Role.PHYSICIAN), review)
    decline(logged_in(Role.COMPLIANCE), ExceptionRequest.objects.get(), reason=" ")
    assert not ExceptionDecline.objects.exists()
    assert AuditEntry.objects.first().outcome == Outcome.REFUSED


def test_what_was_declined_is_not_granted_and_what_was_granted_is_not_declined(review, logged_in):
    compliance = logged_in(Role.COMPLIANCE)
    ask(logged_in(Role.PHYSICIAN), review)
    request = ExceptionRequest.objects.get()
    decline(compliance, request)
    assert grant(compliance, request).status_code == 409
    assert decline(compliance, request).status_code == 409
    assert (ExceptionDecline.objects.count(), ExceptionGrant.objects.count()) == (1, 0)


@pytest.mark.parametrize("role", [Role.PHYSICIAN, Role.WRITER, Role.STATEMENT_OWNER])
def test_nobody_else_declines_and_the_try_is_recorded(review, logged_in, role):
    ask(logged_in(Role.PHYSICIAN), review)
    client = logged_in(role)
    assert decline(client, ExceptionRequest.objects.get()).status_code == 403
    entry = AuditEntry.objects.first()
    assert (entry.verb, entry.outcome) == ("decline an exception", Outcome.DENIED)
