"""What waits for a physician: how grave, how urgent, and who has it. Nothing here closes a door."""

import pytest
from django.core.exceptions import ValidationError

from governance.models import AuditEntry, Notice, Outcome, Priority, Review
from governance.policy.changes import Kind
from governance.policy.verbs import Role
from governance.services import assigning, drafts, reviews
from governance.services.acting import Denied, MovedOn
from governance.services.actors import Actor
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(statement):
    return make.submit(make.make_page())


@pytest.fixture
def statement():
    return make.make_statement()


@pytest.fixture
def osei():
    return Actor.of(make.make_physician(name="Amara Osei"))


@pytest.fixture
def hart():
    return Actor.of(make.make_physician(name="Lewis Hart"))


def changed(page, **values):
    """A live page, sent to review again with other values."""
    make.publish(page)
    page.refresh_from_db()
    for name, value in values.items():
        setattr(page, name, value)
    make.save(page, by=page.owner, reason="Again")
    return make.submit(page)


def take(actor, review, seen=None):
    seen = review.assigned_to_id or 0 if seen is None else seen
    return assigning.take(actor=actor, review=review, seen=seen, at=make.NOW)


def test_a_first_version_is_told_as_one(review):
    assert (review.base, review.kinds) == (None, [Kind.FIRST])
    assert review.touched == review.sentences > 0


def test_a_change_is_told_against_the_live_version(statement):
    page = make.make_page(definition="It lasts for two hours. It is common.")
    again = changed(page, definition="It lasts for three hours. It is common.")
    assert again.base.number == 1
    assert (again.kinds, again.touched) == ([Kind.NUMBER], 1)
    assert again.sentences == 5


def test_a_sentence_that_is_read_as_another_claim_is_told(statement):
    page = make.make_page(where_ketamine_fits=f"{make.KETAMINE_FITS} It may relieve migraine for a while.")
    again = changed(page, where_ketamine_fits=f"{make.KETAMINE_FITS} It cures migraine.")
    assert again.kinds[0] is Kind.CLAIM


def test_another_reference_is_told(statement):
    page = make.make_page(references=[{"authors": "Lind H", "pmid": "123"}])
    again = changed(page, references=[{"authors": "Lind H", "pmid": "124"}])
    assert again.kinds == [Kind.REFERENCE]


def test_quotation_marks_alone_are_typography(statement):
    page = make.make_page(definition='It is called "severe" by many.')
    again = changed(page, definition="It is called “severe” by many.")
    assert again.kinds == [Kind.TYPOGRAPHY]


def test_where_nothing_is_live_the_base_is_what_was_signed_last(statement):
    page = make.make_page(definition="It often starts early.")
    make.sign(make.submit(page))
    page.definition = "It often begins early."
    make.save(page, by=page.owner)
    again = make.submit(page)
    assert (again.base.number, again.kinds) == (1, [Kind.WORDING])


def test_an_urgent_review_says_why_is_due_sooner_and_comes_first(review):
    page = make.make_page()
    urgent = reviews.submit(
        actor=Actor.of(page.owner),
        version=make.newest(page),
        urgent_because=" A recall of one batch. ",
        at=make.NOW,
    )
    assert (urgent.priority, urgent.urgent_because) == (Priority.URGENT, "A recall of one batch.")
    assert urgent.due_on < review.due_on
    assert list(Review.objects.waiting()) == [urgent, review]
    assert "A recall of one batch." in AuditEntry.objects.first().detail


def test_who_takes_a_review_has_it_until_they_put_it_back(review, osei):
    take(osei, review)
    assert (review.assigned_to, review.assigned_at) == (osei.person, make.NOW)
    assigning.release(actor=osei, review=review, at=make.NOW)
    assert (review.assigned_to, review.assigned_at) == (None, None)
    assert list(AuditEntry.objects.values_list("verb", "outcome")[:2]) == [
        ("release", Outcome.DONE),
        ("take", Outcome.DONE),
    ]


def test_of_two_who_take_a_review_at_once_one_has_it(review, osei, hart):
    take(osei, review, seen=0)
    with pytest.raises(MovedOn, match="Amara Osei took this review"):
        take(hart, review, seen=0)
    review.refresh_from_db()
    assert review.assigned_to == osei.person
    assert AuditEntry.objects.first().outcome == Outcome.REFUSED


def test_a_review_that_somebody_has_is_taken_over_by_who_saw_that(review, osei, hart):
    take(osei, review)
    take(hart, review)
    assert review.assigned_to == hart.person
    assert AuditEntry.objects.first().detail == "from Amara Osei"


def test_a_review_that_is_not_ones_own_is_not_put_back(review, osei, hart):
    take(osei, review)
    with pytest.raises(MovedOn):
        assigning.release(actor=hart, review=review, at=make.NOW)
    review.refresh_from_db()
    assert review.assigned_to == osei.person


def test_who_is_given_a_review_is_told(review, osei, hart):
    assigning.assign(actor=osei, review=review, to=hart.person, seen=0, at=make.NOW)
    assert review.assigned_to == hart.person
    assert list(
        Notice.objects.filter(person=hart.person, kind="assigned").values_list("review", flat=True)
    ) == [review.pk]


def test_a_review_is_given_to_physicians_alone(review, osei):
    closed = make.make_physician()
    closed.is_active = False
    closed.save()
    for person in (make.make_writer(), closed):
        with pytest.raises(ValidationError, match="Choose a physician"):
            assigning.assign(actor=osei, review=review, to=person, seen=0, at=make.NOW)


def test_who_edited_the_page_cannot_have_its_review(statement, osei):
    both = make.make_physician()
    operator = Actor(None, frozenset({Role.OPERATOR}))
    make.people.grant_role(actor=operator, person=both, role=Role.WRITER, at=make.NOW)
    review = make.submit(make.make_page(by=both))
    with pytest.raises(ValidationError, match="edited this page"):
        take(Actor.of(both), review)
    with pytest.raises(ValidationError, match="edited this page"):
        assigning.assign(actor=osei, review=review, to=both, seen=0, at=make.NOW)


@pytest.mark.parametrize("role", [Role.WRITER, Role.COMPLIANCE, Role.STATEMENT_OWNER, Role.OPERATOR])
def test_who_does_not_sign_takes_nothing(review, role):
    with pytest.raises(Denied):
        take(Actor.of(make.make_person(role)), review)


def test_a_decided_review_is_taken_by_nobody(review, osei):
    make.sign(review)
    with pytest.raises(MovedOn, match="is signed"):
        take(osei, review)


def test_a_taken_review_is_still_open_to_others(review, osei, hart):
    take(osei, review)
    assert make.sign(review, by=hart.person).physician == hart.person


def test_a_page_that_comes_again_goes_to_who_had_it(review, osei):
    take(osei, review)
    reviews.send_back(actor=osei, review=review, reason="Name the dose.", at=make.NOW)
    page = review.document.concrete
    page.lead = "Other words of the lead."
    make.save(page, by=page.owner)
    assert make.submit(page).assigned_to == osei.person


def test_words_that_were_restored_differ_in_nothing(statement):
    page = make.make_page()
    make.publish(page)
    page.refresh_from_db()
    page.lead = "Other words of the lead."
    make.save(page, by=page.owner)
    first = page.versions.get(number=1)
    drafts.restore(actor=Actor.of(page.owner), version=first, seen=2, at=make.NOW)
    page.refresh_from_db()
    again = make.submit(page)
    assert (again.kinds, again.touched) == ([], 0)
