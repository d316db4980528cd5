"""ABUSE C, 51 to 55: many people, retracted signatures, roles that end. Numbers are those of the list of abuses."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from governance.models import (
    AuditEntry,
    Live,
    Outcome,
    Publication,
    Settlement,
    Settling,
    SignOff,
)
from governance.policy.gate import Code
from governance.policy.states import ReviewState
from governance.policy.verbs import Role
from governance.services import exceptions, people, publishing
from governance.services.acting import Denied, MovedOn
from governance.services.actors import Actor
from governance.services.verifying import bad_signatures
from tests import factories as make
from tests.abuse.workflow import CONFLICT, OPERATOR, asked, codes, grant, published, refused_by, sign, signed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def statement():
    return make.make_statement()


def test_52_one_person_with_all_roles_cannot_take_a_page_the_whole_way():
    everything = grant(make.make_physician(is_superuser=True), *Role)
    page = make.make_page(by=everything, where_ketamine_fits=CONFLICT)
    review = make.submit(page, by=everything)
    request = asked(review, everything)
    with pytest.raises(PermissionDenied):
        exceptions.grant_exception(actor=Actor.of(everything), request=request, at=make.NOW)
    assert {Code.OWN_TEXT, Code.CONFLICT} <= codes(sign(review, everything))


def test_53_a_retracted_signature_withholds_the_page():
    physician = make.make_physician()
    page = make.make_page()
    publication = make.publish(page, by=physician)
    actor = Actor.of(physician)
    publishing.retract(actor=actor, signoff=publication.signoff, reason="I misread a dose.", at=make.NOW)
    assert not Live.objects.exists()
    with pytest.raises(MovedOn):
        publishing.retract(actor=actor, signoff=publication.signoff, reason="Again.", at=make.NOW)


def test_53_nobody_retracts_somebody_elses_signature():
    publication = make.publish(make.make_page())
    with pytest.raises(PermissionDenied):
        publishing.retract(
            actor=Actor.of(make.make_physician()), signoff=publication.signoff, reason="No.", at=make.NOW
        )
    assert Live.objects.exists()


def test_53_a_signature_that_was_retracted_before_publishing_publishes_nothing():
    physician = make.make_physician()
    review = signed(make.make_page(), by=physician)
    publishing.retract(actor=Actor.of(physician), signoff=review.signoff, reason="Wrong page.", at=make.NOW)
    found = publishing.publish(actor=Actor.of(physician), review=review, at=make.NOW)
    assert Code.SIGNATURE_RETRACTED in codes(found)


def test_53_words_whose_signature_was_retracted_can_be_sent_and_signed_again_by_another():
    first, second = make.make_physician(), make.make_physician()
    page = make.make_page()
    before = signed(page, by=first)
    publishing.retract(actor=Actor.of(first), signoff=before.signoff, reason="Wrong page.", at=make.NOW)
    before.refresh_from_db()
    assert before.state == ReviewState.RETRACTED
    publication = make.publish(page, by=second)
    assert publication.signoff.physician == second
    assert Code.SIGNATURE_RETRACTED in codes(
        publishing.publish(actor=Actor.of(first), review=before, at=make.NOW)
    )


def test_53_words_that_were_live_can_be_signed_again_after_a_retraction():
    first, second = make.make_physician(), make.make_physician()
    page = make.make_page()
    taken = make.publish(page, by=first)
    publishing.retract(actor=Actor.of(first), signoff=taken.signoff, reason="A dose.", at=make.NOW)
    again = make.publish(page, by=second)
    assert (again.digest, Live.objects.get().publication) == (taken.digest, again)
    assert bad_signatures()[1] == []


def test_51_of_two_words_on_one_sentence_the_second_is_shown_the_first():
    odd = make.KETAMINE_FITS + " Ketamine does something wonderful to the soul of a patient."
    review = make.submit(make.make_page(where_ketamine_fits=odd))
    claim = make.case_of(review.version, at=make.NOW).unsettled[0].row
    settle = partial(make.reviews.settle, review=review, claim=claim, reason="Read.", seen=0, at=make.NOW)
    settle(actor=Actor.of(make.make_physician()), settled_as=Settling.INSIDE)
    with pytest.raises(MovedOn):
        settle(actor=Actor.of(make.make_physician()), settled_as=Settling.CONFLICT)
    assert Settlement.objects.get().settled_as == Settling.INSIDE


def test_55_a_role_that_was_taken_while_the_form_was_open_signs_nothing():
    physician = make.make_physician()
    review = make.submit(make.make_page())
    people.end_role(actor=OPERATOR, person=physician, role=Role.PHYSICIAN, at=make.NOW)
    with pytest.raises(Denied):
        sign(review, physician)
    assert not SignOff.objects.exists()


def test_53_the_database_refuses_a_publication_on_a_retracted_signature():
    physician = make.make_physician()
    publication = make.publish(make.make_page(), by=physician)
    review = signed(make.make_page(), by=physician)
    publishing.retract(actor=Actor.of(physician), signoff=review.signoff, reason="Wrong.", at=make.NOW)
    refused_by("publication_rests_on_a_standing_signature", published(publication, review))
    assert Publication.objects.get() == publication


def test_51_a_version_is_under_review_once():
    page = make.make_page()
    make.submit(page)
    with pytest.raises(MovedOn):
        make.submit(page)
    assert AuditEntry.objects.first().outcome == Outcome.REFUSED
