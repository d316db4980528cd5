"""ABUSE C, 50: exceptions. Numbers are those of the list of abuses."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from governance.models import (
    AuditEntry,
    ExceptionDecline,
    ExceptionGrant,
    Outcome,
    Publication,
)
from governance.policy.gate import Code
from governance.policy.verbs import Role
from governance.services import exceptions, publishing
from governance.services.acting import Denied, MovedOn
from governance.services.actors import Actor
from tests import factories as make
from tests.abuse.workflow import CONFLICT, STRICTER, asked, codes, excepted, refused_by, sign

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def statement():
    return make.make_statement()


def test_50_an_exception_lets_one_sentence_of_one_digest_pass():
    page = make.make_page(where_ketamine_fits=CONFLICT)
    physician = make.make_physician()
    review = excepted(page)
    make.sign(review, by=physician)
    assert isinstance(publishing.publish(actor=Actor.of(physician), review=review, at=make.NOW), Publication)


def test_50_an_exception_is_used_up_by_any_edit():
    page = make.make_page(where_ketamine_fits=CONFLICT)
    excepted(page)
    page.lead += "!"
    make.save(page, by=page.owner)
    assert Code.CONFLICT in codes(sign(make.submit(page), make.make_physician()))


def test_50_an_exception_ends_on_its_day():
    review = excepted(make.make_page(where_ketamine_fits=CONFLICT))
    later = make.NOW + timedelta(days=31)
    assert Code.CONFLICT in codes(sign(review, make.make_physician(), at=later))


@pytest.mark.parametrize("role", [Role.WRITER, Role.PHYSICIAN, Role.STATEMENT_OWNER, Role.OPERATOR])
def test_50_an_exception_is_granted_by_compliance_alone(role):
    review = make.submit(make.make_page(where_ketamine_fits=CONFLICT))
    request = asked(review, make.make_physician())
    with pytest.raises(Denied):
        exceptions.grant_exception(actor=Actor.of(make.make_person(role)), request=request, at=make.NOW)
    assert Code.CONFLICT in codes(sign(review, make.make_physician()))


def test_50_a_writer_does_not_ask_for_an_exception():
    review = make.submit(make.make_page(where_ketamine_fits=CONFLICT))
    with pytest.raises(Denied):
        asked(review, make.make_writer())
    with pytest.raises(ValidationError):
        asked(review, make.make_physician(), expires=400)
    assert Code.CONFLICT in codes(sign(review, make.make_physician()))


def test_50_a_granted_exception_is_not_granted_again_nor_after_its_end():
    review = make.submit(make.make_page(where_ketamine_fits=CONFLICT))
    request = asked(review, make.make_physician())
    officer = Actor.of(make.make_person(Role.COMPLIANCE))
    with pytest.raises(ValidationError):
        exceptions.grant_exception(actor=officer, request=request, at=make.NOW + timedelta(days=31))
    exceptions.grant_exception(actor=officer, request=request, at=make.NOW)
    with pytest.raises(MovedOn):
        exceptions.grant_exception(actor=officer, request=request, at=make.NOW)
    assert AuditEntry.objects.filter(verb="grant an exception", outcome=Outcome.REFUSED).count() == 2


def test_50_an_exception_does_not_outlive_its_statement():
    review = excepted(make.make_page(where_ketamine_fits=CONFLICT))
    make.make_statement(source=STRICTER, at=make.NOW)
    assert Code.CONFLICT in codes(sign(review, make.make_physician()))


def test_50_an_exception_is_asked_once_at_a_time():
    review = make.submit(make.make_page(where_ketamine_fits=CONFLICT))
    asked(review, make.make_physician())
    with pytest.raises(MovedOn):
        asked(review, make.make_physician())
    assert AuditEntry.objects.first().outcome == Outcome.REFUSED


def test_50_the_database_refuses_a_grant_of_what_was_declined_and_the_other_way_round():
    officer = make.make_person(Role.COMPLIANCE)
    said = {"officer": officer, "officer_name": str(officer)}
    first, second = (
        asked(make.submit(make.make_page(where_ketamine_fits=CONFLICT)), make.make_physician())
        for _ in range(2)
    )
    actor = Actor.of(officer)
    exceptions.decline_exception(actor=actor, request=first, reason="Not needed.", at=make.NOW)
    exceptions.grant_exception(actor=actor, request=second, at=make.NOW)
    refused_by(
        "exception_granted_was_not_declined", ExceptionGrant(request=first, granted_at=make.NOW, **said)
    )
    refused_by(
        "exception_declined_was_not_granted",
        ExceptionDecline(request=second, declined_at=make.NOW, reason="No.", **said),
    )
    assert (ExceptionDecline.objects.count(), ExceptionGrant.objects.count()) == (1, 1)
