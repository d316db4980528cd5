"""A writer may ask one physician: the page is theirs, they alone are told, and anybody else still may sign it."""

import pytest
from django.core.exceptions import ValidationError

from governance.models import AuditEntry, Notice, NoticeKind, Person, Review
from governance.policy.verbs import Role
from governance.services import reviews
from governance.services.actors import Actor
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def statement(db):
    return make.make_statement()


def send(page, to):
    actor = Actor.of(page.owner)
    return reviews.submit(actor=actor, version=make.newest(page), to=to, at=make.NOW)


def test_the_physician_who_is_asked_has_it_and_alone_is_told():
    osei, _ = make.make_physician(), make.make_physician()
    review = send(make.make_page(), osei)
    assert (review.assigned_to, review.assigned_at) == (osei, make.NOW)
    assert list(Notice.objects.values_list("person", "kind")) == [(osei.pk, NoticeKind.ASSIGNED)]
    assert AuditEntry.objects.get(verb="submit").detail.endswith(f"to {osei}")


def test_another_physician_still_signs_what_one_was_asked_for():
    review = send(make.make_page(), make.make_physician())
    assert make.sign(review).pk


def test_nobody_is_asked_who_may_not_sign():
    both = make.make_person(Role.WRITER)
    page = make.make_page(by=both)
    closed = make.make_physician()
    Person.objects.filter(pk=closed.pk).update(is_active=False)
    for person in (both, make.make_person(Role.PHYSICIAN), closed):
        with pytest.raises(ValidationError, match="did not edit"):
            send(page, person)
    assert not Review.objects.exists()


def test_a_page_that_comes_again_goes_to_who_is_asked_now():
    osei, rao = make.make_physician(), make.make_physician()
    page = make.make_page()
    first = send(page, osei)
    reviews.send_back(actor=Actor.of(osei), review=first, reason="Why?", at=make.NOW)
    assert send(page, rao).assigned_to == rao
