"""Corrections: typography alone may be signed without moving the date of the last review, and nothing more."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from governance.models import AuditEntry, Live, Meaning, Outcome, Publication, Review, SignOff
from governance.policy.gate import Code
from governance.services import publishing, signing
from governance.services.acting import Refusal
from governance.services.actors import Actor
from governance.services.corrections import correction_of
from governance.services.verifying import bad_signatures, live_that_differs
from tests import factories as make

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(days=40)
WORDS = "It is real, and it isn't a mood. Give 10 mg over 40-60 minutes to them, not more."


@pytest.fixture(autouse=True)
def allowed(settings):
    settings.ALLOW_CORRECTIONS = True


@pytest.fixture
def migraine(db):
    """A live migraine, signed in full on the first day."""
    make.make_statement()
    page = make.make_page(definition=WORDS)
    make.publish(page)
    return page


def changed(migraine, **values):
    """A newer version of the page in review."""
    for name, value in values.items():
        setattr(migraine, name, value)
    make.save(migraine, by=migraine.owner, reason="Changed", at=LATER)
    return make.submit(migraine, at=LATER)


def corrected(review, *, by=None, at=LATER, **values):
    by = by or make.make_physician()
    make.settle_all(review, by=by, at=at)
    return signing.sign_off(
        actor=Actor.of(by),
        review=review,
        digest=review.version.digest,
        meaning=Meaning.CORRECTION,
        password=make.PASSWORD,
        code=make.make_code(by),
        at=at,
        **values,
    )


def codes(refusal):
    assert isinstance(refusal, Refusal)
    return {blocker.code for blocker in refusal.blockers}


def test_a_correction_goes_live_and_the_date_of_the_last_review_stays(migraine):
    first = Live.objects.get().publication
    review = changed(migraine, definition=WORDS.replace("'", "’").replace("40-60", "40–60"))
    signoff = corrected(review)
    assert (signoff.meaning, signoff.corrects) == (Meaning.CORRECTION, first.signoff)
    publication = publishing.publish(actor=Actor.of(make.make_physician()), review=review, at=LATER)
    assert publication.last_reviewed == first.last_reviewed == make.NOW.date()
    assert publication.next_review == first.next_review
    assert publication.reviewed == first.signoff
    assert bad_signatures()[1] == [] and live_that_differs()[1] == []


@pytest.mark.parametrize(
    "words",
    [
        WORDS.replace("isn't", "is"),
        WORDS.replace("10 mg", "100 mg"),
        WORDS.replace("10 mg", "10 g"),
        WORDS.replace("40-60", "40-90"),
        WORDS.replace("a mood", "a moods"),
        WORDS.replace("not more", "more"),
        WORDS.replace("real, and", "real and"),
        WORDS.replace("them, not", "them not,"),
        WORDS.replace("It is", "it is"),
        f"- {WORDS}",
        f"[{WORDS[:10]}](/x){WORDS[10:]}",
    ],
)
def test_a_changed_word_digit_dose_or_sign_of_meaning_is_no_correction(migraine, words):
    refusal = corrected(changed(migraine, definition=words))
    assert codes(refusal) == {Code.MORE_THAN_TYPOGRAPHY}
    assert "Clinical definition" in refusal.blockers[0].sentence
    assert SignOff.objects.count() == 1


@pytest.mark.parametrize(
    "values",
    [
        {"slug": "another-place"},
        {"condition": "any"},
        {"title": "Migraines"},
        {"references": [{"authors": "Lind H", "year": "2024", "journal": "J", "doi": "10.1111/head.13013"}]},
        {"points": [{"text": "It is real."}]},
    ],
)
def test_what_is_not_read_as_words_may_not_differ_at_all(migraine, values):
    assert Code.MORE_THAN_TYPOGRAPHY in codes(corrected(changed(migraine, **values)))


def test_a_correction_of_a_correction_is_compared_with_the_words_signed_in_full(migraine):
    review = changed(migraine, definition=WORDS.replace("'", "’"))
    corrected(review)
    publishing.publish(actor=Actor.of(make.make_physician()), review=review, at=LATER)
    again = changed(migraine, definition=WORDS.replace("'", "’").replace("40-60", "40–60"))
    signoff = corrected(again)
    assert signoff.corrects == SignOff.objects.get(meaning=Meaning.FULL)
    assert correction_of(again.version).corrects.version.number == 1


def test_words_that_were_signed_in_full_and_are_back_need_no_correction(migraine):
    changed(migraine, definition="Other words.")
    assert codes(corrected(changed(migraine, definition=WORDS))) == {Code.NO_CORRECTION}


def test_a_site_that_does_not_allow_corrections_has_none(migraine, settings):
    settings.ALLOW_CORRECTIONS = False
    refusal = corrected(changed(migraine, definition=WORDS.replace("'", "’")))
    assert codes(refusal) == {Code.NO_CORRECTION}
    assert AuditEntry.objects.filter(verb="sign off", outcome=Outcome.REFUSED).exists()


def test_a_page_that_nobody_signed_in_full_has_nothing_to_correct(db):
    make.make_statement()
    assert codes(corrected(make.submit(make.make_page()))) == {Code.NO_CORRECTION}


def test_an_author_corrects_nothing_and_a_conflict_is_no_typography(migraine):
    review = changed(migraine, where_ketamine_fits=f"{make.KETAMINE_FITS} Ketamine cures migraine.")
    assert {Code.CONFLICT, Code.MORE_THAN_TYPOGRAPHY} <= codes(corrected(review))
    writer = make.make_physician()
    migraine.definition = WORDS.replace("'", "’")
    make.people.grant_role(
        actor=Actor(None, frozenset({make.Role.OPERATOR})), person=writer, role=make.Role.WRITER, at=LATER
    )
    make.save(migraine, by=writer, at=LATER)
    assert Code.OWN_TEXT in codes(corrected(make.submit(migraine, at=LATER), by=writer))


def test_when_the_full_signature_is_retracted_the_correction_that_rests_on_it_is_taken_down(migraine):
    full = SignOff.objects.get()
    review = changed(migraine, definition=WORDS.replace("'", "’"))
    corrected(review)
    publishing.publish(actor=Actor.of(make.make_physician()), review=review, at=LATER)
    publishing.retract(actor=Actor.of(full.physician), signoff=full, reason="I erred.", at=LATER)
    assert not Live.objects.exists()
    assert codes(corrected(changed(migraine, definition=WORDS.replace("40-60", "40–60")))) == {
        Code.NO_CORRECTION
    }


def test_a_signed_correction_is_not_published_once_the_full_signature_is_retracted(migraine):
    full = SignOff.objects.get()
    review = changed(migraine, definition=WORDS.replace("'", "’"))
    signoff = corrected(review)
    publishing.retract(actor=Actor.of(full.physician), signoff=full, reason="I erred.", at=LATER)
    review.refresh_from_db()
    refused = publishing.publish(actor=Actor.of(make.make_physician()), review=review, at=LATER)
    assert codes(refused) == {Code.SIGNATURE_RETRACTED}
    with (
        pytest.raises(DatabaseError, match="publication_rests_on_a_standing_signature"),
        transaction.atomic(),
    ):
        published_by_hand(review, signoff)


def test_a_full_signature_of_typography_moves_the_date(migraine):
    review = changed(migraine, definition=WORDS.replace("'", "’"))
    make.sign(review, at=LATER)
    publication = publishing.publish(actor=Actor.of(make.make_physician()), review=review, at=LATER)
    assert publication.last_reviewed == LATER.date()


@pytest.mark.parametrize(
    "words",
    [WORDS.replace("isn't", "is"), WORDS.replace("10 mg", "100 mg"), WORDS.replace("them, not", "them not")],
)
def test_the_database_refuses_a_correction_of_other_words_whoever_writes_it(migraine, words):
    review = changed(migraine, definition=words)
    with refused("correction_changes_no_word_of_the_last_full_signoff"):
        by_hand(review, corrects=SignOff.objects.get())


def test_the_database_refuses_a_correction_that_rests_on_a_correction_or_on_nothing(migraine):
    first = corrected(changed(migraine, definition=WORDS.replace("'", "’")))
    publishing.publish(actor=Actor.of(make.make_physician()), review=first.review, at=LATER)
    review = changed(migraine, definition=WORDS.replace("40-60", "40–60"))
    with refused("correction_changes_no_word_of_the_last_full_signoff"):
        by_hand(review, corrects=first)
    with refused("correction"):
        by_hand(review, corrects=None)


def test_the_database_refuses_a_publication_that_moves_the_date_of_a_correction(migraine):
    review = changed(migraine, definition=WORDS.replace("'", "’"))
    signoff = corrected(review)
    with refused("publication_was_reviewed_on_the_day_of_its_full_signature"):
        published_by_hand(review, signoff, last_reviewed=LATER.date())


def test_verification_finds_a_correction_of_more_than_typography(migraine):
    """Other words of the same letters get past the database alone; the check of signatures tells."""
    review = changed(migraine, definition=WORDS.replace("a mood", "am ood"))
    by_hand(review, corrects=SignOff.objects.get())
    assert any("more than typography" in fault for fault in bad_signatures()[1])


def refused(name):
    return _Refused(name)


class _Refused:
    """Expects the database to refuse inside its own savepoint."""

    def __init__(self, name):
        self.raises = pytest.raises(DatabaseError, match=name)
        self.atomic = transaction.atomic()

    def __enter__(self):
        self.raises.__enter__()
        self.atomic.__enter__()

    def __exit__(self, *error):
        self.atomic.__exit__(*error)
        return self.raises.__exit__(*error)


def by_hand(review, *, corrects):
    """A sign-off as a forger writes it: a copy of the full one with another review, version and meaning."""
    signoff = SignOff.objects.filter(meaning=Meaning.FULL).order_by("-pk")[0]
    signoff.pk, signoff._state.adding = None, True
    signoff.review, signoff.version, signoff.digest = review, review.version, review.version.digest
    signoff.meaning, signoff.corrects = Meaning.CORRECTION, corrects
    signoff.save(force_insert=True)
    return signoff


def published_by_hand(review, signoff, **values):
    publication = Publication.objects.order_by("-pk")[0]
    publication.pk, publication._state.adding = None, True
    publication.signoff, publication.version = signoff, review.version
    publication.digest, publication.text = review.version.digest, review.version.text
    for name, value in values.items():
        setattr(publication, name, value)
    publication.save(force_insert=True)
    assert Review.objects.exists()
