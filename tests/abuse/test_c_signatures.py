"""ABUSE C, 36 to 44: who signs what. Numbers are those of the list of abuses."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django_otp.oath import totp

from governance.models import (
    AuditEntry,
    Live,
    Outcome,
    Publication,
    SignOff,
)
from governance.policy.gate import Code
from governance.policy.verbs import Role
from governance.services import publishing
from governance.services.acting import Denied, MovedOn
from governance.services.actors import Actor
from governance.services.verifying import bad_signatures
from tests import factories as make
from tests.abuse.workflow import CONFLICT, codes, copied, grant, refused_by, sign, signed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def statement():
    return make.make_statement()


def test_36_an_author_with_a_second_role_does_not_sign_their_page():
    author = grant(make.make_physician(), Role.WRITER)
    assert codes(sign(make.submit(make.make_page(by=author)), author)) == {Code.OWN_TEXT}


def test_36_an_author_does_not_sign_after_somebody_elses_one_letter_edit():
    author = grant(make.make_physician(), Role.WRITER)
    page = make.make_page(by=author)
    page.lead += "!"
    make.save(page, by=make.make_writer())
    assert codes(sign(make.submit(page), author)) == {Code.OWN_TEXT}


def test_37_a_physician_who_edits_does_not_sign():
    physician = grant(make.make_physician(), Role.WRITER)
    page = make.make_page()
    page.lead += "!"
    make.save(page, by=physician)
    assert codes(sign(make.submit(page), physician)) == {Code.OWN_TEXT}


def test_37_nor_past_the_service():
    physician = grant(make.make_physician(), Role.WRITER)
    other = make.sign(make.submit(make.make_page()))
    review = make.submit(make.make_page(by=physician))
    fields = {field.name: getattr(other, field.name) for field in SignOff._meta.fields}
    fields |= {"id": None, "review": review, "version": review.version, "digest": review.version.digest}
    with pytest.raises(DatabaseError, match="signoff_physician_is_not_an_editor"), transaction.atomic():
        SignOff.objects.create(**fields | {"physician": physician})


def test_38_an_edit_between_form_and_submit_refuses_the_signature():
    page = make.make_page()
    review = make.submit(page)
    seen = review.version.digest
    page.lead += "!"
    make.save(page, by=page.owner)
    with pytest.raises(MovedOn):
        make.reviews.submit(actor=Actor.of(page.owner), version=review.version, at=make.NOW)
    assert Code.TEXT_MOVED_ON in codes(sign(review, make.make_physician(), digest=seen))
    assert not SignOff.objects.exists()


def test_39_an_edit_between_signing_and_publishing_refuses():
    page = make.make_page()
    physician = make.make_physician()
    review = signed(page, by=physician)
    page.lead += "!"
    make.save(page, by=page.owner)
    found = publishing.publish(actor=Actor.of(physician), review=review, at=make.NOW)
    assert Code.TEXT_MOVED_ON in codes(found)


def test_40_an_unsigned_version_is_not_published():
    review = make.submit(make.make_page())
    found = publishing.publish(actor=Actor.of(make.make_physician()), review=review, at=make.NOW)
    assert Code.NOT_SIGNED in codes(found)
    assert not Publication.objects.exists()


def test_41_a_signature_cannot_be_copied_to_other_words():
    page = make.make_page()
    first = make.sign(make.submit(page))
    other = make.submit(make.make_page())
    fields = {field.name: getattr(first, field.name) for field in SignOff._meta.fields} | {"id": None}
    with pytest.raises(DatabaseError), transaction.atomic():
        SignOff.objects.create(**fields | {"review": other})
    SignOff.objects.create(
        **fields | {"review": other, "version": other.version, "digest": other.version.digest}
    )
    assert "does not verify" in " ".join(bad_signatures()[1])


def test_42_a_licence_that_ends_after_publishing_leaves_the_page_and_stops_new_signatures():
    physician = make.make_physician(licence_expires=make.NOW.date())
    page = make.make_page()
    make.publish(page, by=physician)
    tomorrow = make.NOW + timedelta(days=1)
    review = make.submit(make.make_page(), at=tomorrow)
    assert codes(sign(review, physician, at=tomorrow)) == {Code.LICENCE_EXPIRED}
    assert Live.objects.filter(document=page.pk).exists()
    assert bad_signatures()[1] == []


def test_42_a_closed_account_does_not_sign():
    physician = make.make_physician()
    review = make.submit(make.make_page())
    physician.is_active = False
    physician.save()
    with pytest.raises(Denied):
        sign(review, physician)
    assert AuditEntry.objects.first().outcome == Outcome.DENIED


def test_41_the_database_refuses_a_signature_of_another_digest():
    signoff = make.sign(make.submit(make.make_page()))
    review = make.submit(make.make_page())
    record = copied(signoff, review=review, version=review.version)
    refused_by("signoff_is_of_its_versions_digest", record)
    assert SignOff.objects.get() == signoff


def test_36_a_person_who_is_no_physician_signs_nothing_even_with_the_role():
    person = make.make_person(Role.PHYSICIAN)
    assert Code.NOT_A_PHYSICIAN in codes(sign(make.submit(make.make_page()), person))


def test_a_sentence_that_is_clear_cannot_be_settled_away():
    review = make.submit(make.make_page(where_ketamine_fits=CONFLICT))
    physician = make.make_physician()
    conflict = make.case_of(review.version, at=make.NOW).conflicts[0]
    with pytest.raises(ValidationError):
        make.reviews.settle(
            actor=Actor.of(physician),
            review=review,
            claim=conflict.row,
            settled_as="inside",
            reason="It is fine.",
            at=make.NOW,
        )
    assert Code.CONFLICT in codes(sign(review, physician))


def test_43_the_session_alone_signs_nothing():
    physician = make.make_physician()
    review = make.submit(make.make_page())
    make.settle_all(review, by=physician)
    for wrong in ({"password": ""}, {"password": "wrong"}, {"code": ""}, {"code": "000000"}):
        assert codes(sign(review, physician, **wrong)) == {Code.NOT_AUTHENTICATED}
    assert not SignOff.objects.exists()


def test_43_a_used_code_signs_nothing():
    physician = make.make_physician()
    code = make.make_code(physician)
    first, second = make.submit(make.make_page()), make.submit(make.make_page())
    for review in (first, second):
        make.settle_all(review, by=physician)
    assert isinstance(sign(first, physician, code=code), SignOff)
    assert codes(sign(second, physician, code=code)) == {Code.NOT_AUTHENTICATED}


def test_43_a_code_of_the_app_signs_once():
    physician = make.make_physician()
    device = physician.totpdevice_set.get()
    code = f"{totp(device.bin_key, device.step, device.t0, device.digits):06d}"
    first, second = make.submit(make.make_page()), make.submit(make.make_page())
    for review in (first, second):
        make.settle_all(review, by=physician)
    assert isinstance(sign(first, physician, code=code), SignOff)
    assert codes(sign(second, physician, code=code)) == {Code.NOT_AUTHENTICATED}


def test_43_guessing_slows_down_even_the_right_code():
    physician = make.make_physician()
    review = make.submit(make.make_page())
    make.settle_all(review, by=physician)
    right = make.make_code(physician)
    sign(review, physician, code="000000")
    assert codes(sign(review, physician, code=right)) == {Code.NOT_AUTHENTICATED}


def test_44_a_password_that_somebody_else_has_set_signs_nothing_without_the_code():
    physician = make.make_physician()
    review = make.submit(make.make_page())
    make.settle_all(review, by=physician)
    physician.set_password("a new password by the admin")
    physician.save()
    found = sign(review, physician, password="a new password by the admin", code="123456")
    assert codes(found) == {Code.NOT_AUTHENTICATED}


def test_44_a_physician_without_a_second_factor_does_not_sign():
    physician = make.make_physician()
    physician.totpdevice_set.all().delete()
    assert Code.NO_SECOND_FACTOR in codes(sign(make.submit(make.make_page()), physician))


def test_43_a_refused_signature_uses_no_code_up():
    physician = make.make_physician()
    code = make.make_code(physician)
    conflict = make.submit(make.make_page(where_ketamine_fits=CONFLICT))
    assert Code.CONFLICT in codes(sign(conflict, physician, code=code))
    review = make.submit(make.make_page())
    make.settle_all(review, by=physician)
    assert isinstance(sign(review, physician, code=code), SignOff)
