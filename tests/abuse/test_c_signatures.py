"""ABUSE C, 36 to 55: signatures and the workflow. Numbers are those of the list of abuses."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django_otp.oath import totp

from governance.models import (
    ApprovedStatement,
    AuditEntry,
    FoundClaim,
    JudgedClaim,
    Live,
    Meaning,
    Outcome,
    Publication,
    SignOff,
    Withdrawal,
)
from governance.policy.gate import Code
from governance.policy.verbs import Role
from governance.services import exceptions, people, publishing, signing
from governance.services.acting import Denied, MovedOn, Refusal
from governance.services.actors import Actor
from governance.services.verifying import bad_signatures
from tests import factories as make

pytestmark = pytest.mark.django_db
CONFLICT = make.KETAMINE_FITS + " Ketamine cures migraine."
OPERATOR = Actor(None, frozenset({Role.OPERATOR}))
STRICTER = make.STATEMENT.read_text().replace('version: "2026.1"', 'version: "2026.2"')


@pytest.fixture(autouse=True)
def statement():
    return make.make_statement()


def sign(review, by, **values):
    values = {
        "digest": review.version.digest,
        "meaning": Meaning.FULL,
        "password": make.PASSWORD,
        "code": make.make_code(by),
        "at": make.NOW,
        **values,
    }
    return signing.sign_off(actor=Actor.of(by), review=review, **values)


def codes(refusal):
    assert isinstance(refusal, Refusal), refusal
    # Whether a sentence is unclear is the engine's to say, and not what these tests are about.
    return {blocker.code for blocker in refusal.blockers} - {Code.UNSETTLED}


def signed(page, at=make.NOW, by=None):
    review = make.submit(page, at=at)
    make.sign(review, by=by, at=at)
    return review


def grant(person, *roles):
    for role in roles:
        people.grant_role(actor=OPERATOR, person=person, role=role, at=make.NOW)
    return person


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


def test_45_a_clock_that_goes_back_keeps_the_order_of_the_trail():
    page = make.make_page()
    make.submit(page, at=make.NOW - timedelta(days=1))
    entries = AuditEntry.objects.order_by("-sequence")[:2]
    assert entries[0].at < entries[1].at
    assert entries[0].previous == entries[1].hash


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC), "2029-02-28"),
        (datetime(2026, 8, 31, 12, 0, tzinfo=UTC), "2027-08-31"),
    ],
)
def test_46_the_next_review_falls_on_a_day_that_exists(at, day):
    publication = make.publish(make.make_page(at=at), at=at)
    assert publication.next_review.isoformat() == day


def test_46_the_day_of_a_signature_is_the_sites_own(settings):
    settings.TIME_ZONE = "America/New_York"
    at = datetime(2026, 7, 2, 2, 30, tzinfo=UTC)
    publication = make.publish(make.make_page(at=at), at=at)
    assert publication.last_reviewed.isoformat() == "2026-07-01"


def stricter():
    """The statement in which not even a last resort is left for migraine."""
    old = "conditions: [migraine, headache], min: no_role, max: last_resort"
    assert old in STRICTER
    return STRICTER.replace(old, old.replace("last_resort", "no_role"))


def test_48_a_stricter_statement_withdraws_the_live_pages_in_conflict_in_the_same_step():
    fits = f"{make.KETAMINE_FITS} It is a last resort for refractory chronic migraine in specialist care."
    page = make.make_page(where_ketamine_fits=fits)
    make.publish(page)
    harmless = make.make_faq()
    make.publish(harmless)
    make.make_statement(source=stricter(), at=make.NOW)
    assert set(Live.objects.values_list("document", flat=True)) == {harmless.pk}
    assert "2026.2" in Withdrawal.objects.get().reason
    entry = AuditEntry.objects.filter(verb="withdraw").get()
    assert entry.document_id == page.pk


def test_48_drafts_are_judged_by_the_new_statement_too():
    page = make.make_page()
    newer = make.make_statement(source=STRICTER, at=make.NOW)
    judged = JudgedClaim.objects.filter(claim__extraction__version__document=page.pk, statement=newer)
    assert judged.count() == FoundClaim.objects.filter(extraction__version__document=page.pk).count() > 0


def test_48_two_statements_of_one_version_cannot_be():
    with pytest.raises(IntegrityError), transaction.atomic():
        make.make_statement()
    assert ApprovedStatement.objects.count() == 1


def test_48_a_statement_dated_ahead_is_not_in_force_yet():
    ahead = STRICTER.replace("effective: 2026-06-01", "effective: 2026-12-01")
    make.make_statement(source=ahead, at=make.NOW)
    assert ApprovedStatement.objects.binding(at=make.NOW).version == "2026.1"
    assert ApprovedStatement.objects.binding(at=make.NOW + timedelta(days=200)).version == "2026.2"


def test_49_a_statement_is_not_approved_by_one_person():
    both = grant(make.make_physician(), Role.STATEMENT_OWNER)
    actor = Actor.of(both)
    with pytest.raises(PermissionDenied):
        make.statements.approve_statement(actor=actor, second=actor, source=STRICTER, at=make.NOW)
    assert ApprovedStatement.objects.count() == 1


def asked(review, physician, expires=30):
    conflict = make.case_of(review.version, at=make.NOW).conflicts[0]
    return exceptions.ask_exception(
        actor=Actor.of(physician),
        review=review,
        claim=conflict.row,
        reason="Quoted from a regulator's warning.",
        expires_on=make.NOW.date() + timedelta(days=expires),
        at=make.NOW,
    )


def excepted(page):
    review = make.submit(page)
    physician = make.make_physician()
    officer = Actor.of(make.make_person(Role.COMPLIANCE))
    for _ in make.case_of(review.version, at=make.NOW).conflicts:
        exceptions.grant_exception(actor=officer, request=asked(review, physician), at=make.NOW)
    return review


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


def test_55_a_role_that_was_taken_while_the_form_was_open_signs_nothing():
    physician = make.make_physician()
    review = make.submit(make.make_page())
    people.end_role(actor=OPERATOR, person=physician, role=Role.PHYSICIAN, at=make.NOW)
    with pytest.raises(Denied):
        sign(review, physician)
    assert not SignOff.objects.exists()


def copied(record, **values):
    """A record like another one, with other values, born past the service."""
    fields = {field.name: getattr(record, field.name) for field in record._meta.fields} | {"id": None}
    return type(record)(**fields | values)


def refused_by(name, record):
    with pytest.raises(DatabaseError, match=name), transaction.atomic():
        record.save(force_insert=True)


def test_41_the_database_refuses_a_signature_of_another_digest():
    signoff = make.sign(make.submit(make.make_page()))
    review = make.submit(make.make_page())
    record = copied(signoff, review=review, version=review.version)
    refused_by("signoff_is_of_its_versions_digest", record)
    assert SignOff.objects.get() == signoff


def test_53_the_database_refuses_a_publication_on_a_retracted_signature():
    physician = make.make_physician()
    publication = make.publish(make.make_page(), by=physician)
    review = signed(make.make_page(), by=physician)
    publishing.retract(actor=Actor.of(physician), signoff=review.signoff, reason="Wrong.", at=make.NOW)
    refused_by("publication_rests_on_a_standing_signature", published(publication, review))
    assert Publication.objects.get() == publication


def published(publication, review):
    version = review.version
    return copied(
        publication,
        document=review.document,
        version=version,
        signoff=review.signoff,
        digest=version.digest,
        text=version.text,
    )


def test_47_the_database_refuses_a_publication_in_conflict():
    fits = f"{make.KETAMINE_FITS} It is a last resort for refractory chronic migraine in specialist care."
    publication = make.publish(make.make_page())
    review = signed(make.make_page(where_ketamine_fits=fits))
    newer = make.make_statement(source=stricter(), at=make.NOW)
    make.case_of(review.version, at=make.NOW)
    record = published(publication, review)
    record.statement = newer
    refused_by("publication_has_no_conflict", record)
    assert Publication.objects.get() == publication


def test_36_a_person_who_is_no_physician_signs_nothing_even_with_the_role():
    person = make.make_person(Role.PHYSICIAN)
    assert Code.NOT_A_PHYSICIAN in codes(sign(make.submit(make.make_page()), person))


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


def test_49_a_second_signature_on_a_statement_is_a_physicians():
    owner = Actor.of(make.make_person(Role.STATEMENT_OWNER))
    with pytest.raises(PermissionDenied):
        make.statements.approve_statement(
            actor=owner, second=Actor.of(make.make_writer()), source=STRICTER, at=make.NOW
        )
    with pytest.raises(PermissionDenied):
        make.statements.approve_statement(
            actor=Actor.of(make.make_physician()), second=owner, source=STRICTER, at=make.NOW
        )
    assert ApprovedStatement.objects.count() == 1


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


def test_51_a_version_is_under_review_once():
    page = make.make_page()
    make.submit(page)
    with pytest.raises(MovedOn):
        make.submit(page)
    assert AuditEntry.objects.first().outcome == Outcome.REFUSED


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
