"""One document's way: draft, review, signature, publication, withdrawal; and what each step leaves behind."""

from datetime import timedelta

import pytest

from content.models import Version
from governance.claims.values import Claim
from governance.models import AuditEntry, Live, Meaning, Outcome, Publication, Settlement, SignOff
from governance.policy.gate import Code
from governance.policy.states import ReviewState
from governance.services import drafts, publishing, reviews, signing
from governance.services.acting import Denied, MovedOn, Refusal
from governance.services.actors import Actor
from tests import factories as make

pytestmark = pytest.mark.django_db
OVERCLAIM = make.KETAMINE_FITS + " Ketamine cures migraine."


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
    assert isinstance(refusal, Refusal)
    return [blocker.code for blocker in refusal.blockers]


def test_a_draft_is_published_once_signed():
    make.make_statement()
    page = make.make_page()
    physician = make.make_physician(name="Amara Osei")
    publication = make.publish(page, by=physician)
    assert Live.objects.get().publication == publication
    assert publication.digest == make.newest(page).digest == publication.signoff.digest
    assert publication.last_reviewed == publication.signoff.signed_on == make.NOW.date()
    assert publication.next_review.isoformat() == "2027-06-02"
    assert publication.signoff.physician_name == "Amara Osei"
    assert "not a standard treatment" in publication.html


def test_each_step_leaves_one_entry():
    make.make_statement()
    page = make.make_page()
    before = AuditEntry.objects.count()
    physician = make.make_physician()
    steps_for_people = AuditEntry.objects.count() - before
    make.publish(page, by=physician)
    verbs = list(AuditEntry.objects.order_by("sequence").values_list("verb", flat=True))[
        before + steps_for_people :
    ]
    assert [verb for verb in verbs if verb not in ("settle", "grant role")] == [
        "submit",
        "sign off",
        "publish",
    ]


def test_a_page_in_conflict_is_refused_with_every_reason_at_once():
    make.make_statement()
    page = make.make_page(where_ketamine_fits="Ketamine cures migraine. It has no side effects.")
    review = make.submit(page)
    found = codes(sign(review, make.make_physician(), password="wrong"))
    assert found.count(Code.CONFLICT) >= 2
    assert Code.REQUIRED_SENTENCE in found
    assert not SignOff.objects.exists()
    entry = AuditEntry.objects.first()
    assert (entry.verb, entry.outcome) == ("sign off", Outcome.REFUSED)
    assert "conflict" in entry.detail


def test_nothing_is_signed_without_a_statement_in_force():
    review = make.submit(make.make_page())
    assert Code.NO_STATEMENT in codes(sign(review, make.make_physician()))


def test_who_ever_saved_a_version_does_not_sign_the_page():
    make.make_statement()
    both = make.make_physician()
    make.people.grant_role(
        actor=Actor(None, frozenset({make.Role.OPERATOR})), person=both, role=make.Role.WRITER, at=make.NOW
    )
    page = make.make_page(by=both)
    page.lead = "Attacks of head pain, and what helps."
    make.save(page, by=make.make_writer())
    assert Code.OWN_TEXT in codes(sign(make.submit(page), both))


def test_a_physician_whose_licence_ended_does_not_sign():
    make.make_statement()
    review = make.submit(make.make_page())
    lapsed = make.make_physician(licence_expires=make.NOW.date() - timedelta(days=1))
    assert Code.LICENCE_EXPIRED in codes(sign(review, lapsed))


def test_the_last_day_of_a_licence_counts():
    make.make_statement()
    review = make.submit(make.make_page())
    assert make.sign(review, by=make.make_physician(licence_expires=make.NOW.date()))


def test_other_words_than_those_shown_are_not_signed():
    make.make_statement()
    review = make.submit(make.make_page())
    assert Code.TEXT_MOVED_ON in codes(sign(review, make.make_physician(), digest="0" * 64))


def test_an_unclear_sentence_is_settled_by_name_before_signing(monkeypatch):
    make.make_statement()
    page = make.make_page()
    monkeypatch.setattr("governance.services.findings.extract", uncertain)
    page.lead = "Ketamine does odd things."
    make.save(page, by=page.owner)
    review = make.submit(page)
    physician = make.make_physician()
    assert Code.UNSETTLED in codes(sign(review, physician))
    signoff = make.sign(review, by=physician)
    assert signoff.physician == physician
    assert Settlement.objects.get().physician_name == str(physician)


def uncertain(document):
    """An engine that reads the required sentences, and one that it cannot place."""
    words = "Ketamine does odd things."
    sure = [
        Claim("x.0.text", 0, 9, "Not standard.", topic, 0, 1, conditions=("migraine",))
        for topic in ("role", "approval")
    ]
    return (*sure, Claim("lead.0.text", 0, len(words), words, None, 0, 0))


def test_an_edit_after_the_signature_makes_publishing_impossible():
    make.make_statement()
    page = make.make_page()
    review = make.submit(page)
    physician = make.make_physician()
    make.sign(review, by=physician)
    page.lead = "Other words."
    make.save(page, by=page.owner)
    found = publishing.publish(actor=Actor.of(physician), review=review, at=make.NOW)
    assert Code.TEXT_MOVED_ON in codes(found)
    assert not Publication.objects.exists()


def test_an_edit_leaves_the_live_page_as_it_was():
    make.make_statement()
    page = make.make_page()
    publication = make.publish(page)
    page.lead = "Ketamine cures migraine."
    make.save(page, by=page.owner)
    assert Live.objects.get().publication == publication


def test_a_new_publication_replaces_the_old_one():
    make.make_statement()
    page = make.make_page()
    first = make.publish(page)
    page.lead = "Attacks of head pain that can stop a day."
    make.save(page, by=page.owner)
    second = make.publish(page)
    assert Live.objects.get().publication == second != first


def test_a_withdrawn_page_is_not_live_and_keeps_its_publication():
    make.make_statement()
    page = make.make_page()
    publication = make.publish(page)
    compliance = make.make_person(make.Role.COMPLIANCE)
    publishing.withdraw(
        actor=Actor.of(compliance), document=page.document_ptr, reason="New warning", at=make.NOW
    )
    assert not Live.objects.exists()
    assert Publication.objects.get() == publication


def test_withdrawing_twice_is_refused_and_recorded():
    make.make_statement()
    page = make.make_page()
    make.publish(page)
    actor = Actor.of(make.make_physician())
    publishing.withdraw(actor=actor, document=page.document_ptr, reason="New warning", at=make.NOW)
    with pytest.raises(MovedOn):
        publishing.withdraw(actor=actor, document=page.document_ptr, reason="New warning", at=make.NOW)
    assert AuditEntry.objects.first().outcome == Outcome.REFUSED


def test_a_review_that_was_sent_back_says_why_and_cannot_be_signed():
    make.make_statement()
    review = make.submit(make.make_page())
    reviews.send_back(
        actor=Actor.of(make.make_physician()), review=review, reason="Name the dose.", at=make.NOW
    )
    assert (review.state, review.reason) == (ReviewState.SENT_BACK, "Name the dose.")
    with pytest.raises(MovedOn):
        sign(review, make.make_physician())


def test_a_save_without_change_is_no_version():
    page = make.make_page()
    assert make.save(page, by=page.owner) is None
    assert Version.objects.count() == 1


def test_restoring_makes_a_new_unsigned_version_with_the_old_words():
    make.make_statement()
    page = make.make_page()
    make.publish(page)
    first = make.newest(page)
    page.lead = "Other words."
    make.save(page, by=page.owner)
    restored = drafts.restore(actor=Actor.of(page.owner), version=first, seen=2, at=make.NOW)
    assert (restored.number, restored.digest) == (3, first.digest)
    assert not restored.signoffs.exists()


@pytest.mark.parametrize("role", [make.Role.COMPLIANCE, make.Role.OPERATOR, make.Role.STATEMENT_OWNER])
def test_a_role_that_may_not_save_is_denied_and_recorded(role):
    page = make.make_page()
    page.lead = "Other words."
    with pytest.raises(Denied):
        make.save(page, by=make.make_person(role))
    entry = AuditEntry.objects.first()
    assert (entry.verb, entry.outcome) == ("save", Outcome.DENIED)
    assert Version.objects.count() == 1


def test_a_superuser_has_no_exemption():
    make.make_statement()
    review = make.submit(make.make_page())
    with pytest.raises(Denied):
        sign(review, make.make_person(is_superuser=True))


def test_a_faq_leaves_the_required_sentences_to_the_live_page_that_shows_it():
    make.make_statement()
    page = make.make_page()
    physician = make.make_physician()
    faq = make.make_faq(answer="Ask about ketamine at your next visit.", pages=(page,))
    review = make.submit(faq)
    make.settle_all(review, by=physician)
    assert Code.REQUIRED_SENTENCE in codes(sign(review, physician))
    make.publish(page)
    assert isinstance(sign(review, physician), SignOff)


def test_a_faq_that_stands_alone_carries_the_required_sentences():
    make.make_statement()
    make.publish(make.make_page())
    review = make.submit(make.make_faq(answer="Ask about ketamine at your next visit."))
    assert Code.REQUIRED_SENTENCE in codes(sign(review, make.make_physician()))
