"""The queue: mine first, then the urgent and the oldest; filters, taking and giving; and where one goes on."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.models import Review
from governance.policy.verbs import Role
from governance.services import assigning, reviews
from governance.services.actors import Actor
from tests import factories as make
from tests.governance.admin import addresses
from tests.governance.admin.test_review_screen import signing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("steady_engine")]
QUEUE = "/admin/reviews/"


@pytest.fixture
def physician(statement, logged_in):
    return logged_in(Role.PHYSICIAN)


def shown(client, query=""):
    return [row.review.pk for row in client.get(QUEUE + query).context["rows"]]


def send(page=None, *, days=0, **values):
    page = page or make.make_page()
    at = make.NOW + make.timedelta(days=days)
    return reviews.submit(actor=Actor.of(page.owner), version=make.newest(page), at=at, **values)


def test_mine_comes_first_then_the_urgent_then_the_oldest_and_my_own_text_last(physician, logged_in):
    operator = Actor(None, frozenset({Role.OPERATOR}))
    make.people.grant_role(actor=operator, person=physician.person, role=Role.WRITER, at=make.NOW)
    later, sooner = send(days=2), send(days=-3)
    urgent = send(days=9, urgent_because="A recall.")
    own = send(make.make_page(by=physician.person), days=-9)
    mine, taken = send(days=5), send(days=-5)
    other = Actor.of(make.make_physician())
    assigning.take(actor=Actor.of(physician.person), review=mine, seen=0, at=make.NOW)
    assigning.take(actor=other, review=taken, seen=0, at=make.NOW)
    expected = [mine, urgent, sooner, later, taken, own]
    assert shown(physician) == [review.pk for review in expected]
    reviews.take_back(actor=Actor.of(make.make_writer()), review=sooner, at=make.NOW)
    assert sooner.pk not in shown(physician)


def test_a_row_tells_what_changed_how_much_and_why_it_is_urgent(physician):
    page = make.make_page(definition="It lasts for two hours. It is common.")
    make.publish(page)
    page.refresh_from_db()
    page.definition = "It lasts for three hours. It is common."
    make.save(page, by=page.owner)
    send(page, urgent_because="A recall of one batch.")
    text = physician.get(QUEUE).content.decode()
    assert "A number." in text
    assert "1 sentence of " in text
    assert "A recall of one batch." in text


def test_the_queue_is_filtered_by_what_changed_by_condition_and_by_mine(physician):
    first, other = send(), send(make.make_page(condition="ptsd", title="PTSD"))
    assigning.take(actor=Actor.of(physician.person), review=other, seen=0, at=make.NOW)
    assert set(shown(physician, "?risk=first")) == {first.pk, other.pk}
    assert shown(physician, "?risk=dose") == []
    assert shown(physician, "?condition=ptsd") == [other.pk]
    assert shown(physician, "?mine=on") == [other.pk]
    assert "Show all" in physician.get(f"{QUEUE}?risk=dose").content.decode()


def test_a_filter_that_is_not_known_filters_nothing(physician):
    send()
    for query in ("?risk=%27--", "?condition=nowhere", "?p=999", "?p=x"):
        assert len(shown(physician, query)) == 1


def test_the_queue_and_the_desk_cost_the_same_queries_at_1_and_at_50_rows(physician):
    send()
    for address in (QUEUE, "/admin/"):
        physician.get(address)
    few = {address: queries(physician, address) for address in (QUEUE, "/admin/")}
    writer = make.make_writer()
    for _ in range(55):
        send(make.make_page(by=writer))
    assert len(shown(physician)) == 50
    assert {address: queries(physician, address) for address in (QUEUE, "/admin/")} == few


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def test_a_review_is_taken_from_the_queue_and_put_back_on_its_screen(physician):
    review = send()
    assert "Take it" in physician.get(QUEUE).content.decode()
    response = physician.post(addresses.review(review, "take"), {"seen": "0"}, follow=True)
    assert "It is yours now" in response.content.decode()
    assert Review.objects.get().assigned_to == physician.person
    physician.post(addresses.review(review, "release"))
    assert Review.objects.get().assigned_to is None


def test_who_was_slower_in_taking_is_told_who_has_it(physician, logged_in):
    review = send()
    quicker = logged_in(make.make_physician(name="Lewis Hart"))
    quicker.post(addresses.review(review, "take"), {"seen": "0"})
    response = physician.post(addresses.review(review, "take"), {"seen": "0"})
    assert response.status_code == 409
    assert "Lewis Hart took this review" in response.content.decode()
    screen = physician.get(addresses.review(review)).content.decode()
    assert "Lewis Hart has it since" in screen
    assert "still open to you" in screen
    assert physician.post(addresses.review(review, "sign"), signing(review, physician)).status_code == 302


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30, "²"])
def test_a_strange_holder_is_no_error(physician, seen):
    review = send()
    assert physician.post(addresses.review(review, "take"), {"seen": seen}).status_code in (302, 409)


def test_a_review_is_given_to_a_physician_who_did_not_edit_it(physician):
    review = send()
    other, writer = make.make_physician(), make.make_writer()
    address = addresses.review(review, "assign")
    physician.post(address, {"assign-seen": "0", "assign-to": writer.pk})
    assert Review.objects.get().assigned_to is None
    physician.post(address, {"assign-seen": "0", "assign-to": other.pk})
    assert Review.objects.get().assigned_to == other


def test_who_does_not_sign_is_offered_no_taking(statement, logged_in):
    review = send()
    client = logged_in(Role.COMPLIANCE)
    assert "Take it" not in client.get(QUEUE).content.decode()
    assert "Take it" not in client.get(addresses.review(review)).content.decode()
    assert client.post(addresses.review(review, "take"), {"seen": "0"}).status_code == 403


def test_a_writer_says_why_it_is_urgent_when_sending(statement, logged_in):
    page = make.make_page()
    client = logged_in(Role.WRITER)
    sent = {"version": "1", "note": "For Monday.", "urgent_because": "A recall."}
    client.post(addresses.of(page, "submit"), sent)
    review = Review.objects.get()
    assert (review.note, review.urgent_because, review.priority) == ("For Monday.", "A recall.", "urgent")
    assert "A recall." in client.get(addresses.review(review)).content.decode()


def test_after_signing_the_next_review_is_offered_with_how_many_are_left(physician):
    review, second = send(days=-2), send(days=-1)
    send()
    response = physician.post(addresses.review(review, "sign"), signing(review, physician), follow=True)
    text = response.content.decode()
    assert f'href="{addresses.review(second)}"' in text
    assert "2 left for you" in text


def test_after_the_last_review_all_is_done(physician):
    review = send()
    response = physician.post(addresses.review(review, "send-back"), {"back-reason": "Name it."}, follow=True)
    assert "Nothing is left for you" in response.content.decode()
