"""Words on the same sentence in an earlier version are shown, and count only once a physician confirms them."""

import pytest

from governance.models import AuditEntry, Outcome, Settlement
from governance.policy.verbs import Role
from governance.services import reviews
from governance.services.actors import Actor
from governance.services.remembering import remembered
from tests import factories as make
from tests.governance.admin import addresses
from tests.governance.admin.test_review_screen import signing

pytestmark = pytest.mark.django_db


@pytest.fixture
def osei(statement):
    return make.make_physician(name="Amara Osei")


@pytest.fixture
def hart(logged_in):
    return logged_in(make.make_physician(name="Lewis Hart"))


def waiting(review):
    return make.case_of(review.version, at=make.NOW).unsettled


def settle(review, by, settled_as="inside", reason="Said of its smell."):
    for item in waiting(review):
        reviews.settle(
            actor=Actor.of(by),
            review=review,
            claim=item.row,
            settled_as=settled_as,
            reason=reason,
            at=make.NOW,
        )


def again(review, **values):
    """The page of a review, sent back and sent again with other values."""
    reviews.send_back(actor=Actor.of(make.make_physician()), review=review, reason="Again.", at=make.NOW)
    page = review.document.concrete
    for name, value in values.items():
        setattr(page, name, value)
    make.save(page, by=page.owner)
    return make.submit(page)


@pytest.fixture
def second(osei, steady_engine):
    """A second version with the unclear sentence that Osei settled in the first, one line further down."""
    first = make.submit(make.make_page(points=[{"text": steady_engine}], definition="It lasts."))
    settle(first, osei)
    return again(first, points=[{"text": "It is real."}, {"text": steady_engine}])


def values(client, review):
    shown = client.get(addresses.review(review)).context["open_cards"]
    return [item.value for card, _ in shown for item in card.remembered]


def test_an_earlier_word_is_shown_with_name_date_and_reason_and_does_not_count(hart, second):
    text = hart.get(addresses.review(second)).content.decode()
    assert "said Amara Osei of these very words on 2 June 2026: “Said of its smell.”" in text
    assert waiting(second)
    assert hart.post(addresses.review(second, "sign"), signing(second, hart)).status_code == 422


def test_a_confirmed_word_is_the_physicians_own_and_names_the_earlier_one(hart, osei, second):
    hart.post(addresses.review(second, "confirm"), {"confirmed": values(hart, second)})
    latest = Settlement.objects.latest("pk")
    assert (latest.physician, latest.settled_as, latest.reason) == (
        hart.person,
        "inside",
        "Said of its smell.",
    )
    assert latest.confirms.physician == osei
    entry = AuditEntry.objects.first()
    assert (entry.verb, entry.outcome) == ("settle", Outcome.DONE)
    assert "as Amara Osei settled it on 2026-06-02" in entry.detail
    assert hart.post(addresses.review(second, "sign"), signing(second, hart)).status_code == 302


def test_that_it_contradicts_is_remembered_too(hart, osei, steady_engine):
    first = make.submit(make.make_page(definition=steady_engine))
    settle(first, osei, "conflict", "It says more than is known.")
    second = again(first, lead="Other words.")
    assert "It contradicts the statement" in hart.get(addresses.review(second)).content.decode()
    hart.post(addresses.review(second, "confirm"), {"confirmed": values(hart, second)})
    assert make.case_of(second.version, at=make.NOW).conflicts


@pytest.mark.parametrize("field", ["lead", "where_ketamine_fits", "differences"])
def test_the_same_words_elsewhere_are_not_remembered(osei, steady_engine, field):
    first = make.submit(make.make_page(definition=f"It lasts. {steady_engine}"))
    settle(first, osei)
    value = [{"name": "Other", "text": steady_engine}] if field == "differences" else steady_engine
    second = again(first, **{"definition": "It lasts.", field: value})
    assert waiting(second)
    assert remembered(make.case_of(second.version, at=make.NOW)) == {}


def test_words_that_differ_by_one_letter_are_not_remembered(osei):
    first = make.submit(make.make_page(definition="Ketamine does zorbish things to migraine."))
    assert waiting(first)
    settle(first, osei)
    second = again(first, definition="Ketamine does zorbush things to migraine.")
    assert "zorbush" in " ".join(item.row.sentence for item in waiting(second))
    known = remembered(make.case_of(second.version, at=make.NOW)).values()
    assert "zorb" not in " ".join(item.claim.sentence for item in known)


def test_another_page_remembers_nothing(osei, steady_engine):
    settle(make.submit(make.make_page(definition=steady_engine)), osei)
    other = make.submit(make.make_page(definition=steady_engine))
    assert remembered(make.case_of(other.version, at=make.NOW)) == {}


def test_the_latest_word_is_the_one_remembered(hart, osei, second, steady_engine):
    settle(second, osei, "no_claim", "On reflection, nothing.")
    third = again(second, lead="Other words.")
    text = hart.get(addresses.review(third)).content.decode()
    assert "On reflection, nothing." in text
    assert "Said of its smell." not in text


def test_a_word_that_changed_since_it_was_read_is_not_confirmed(hart, osei, second):
    stale = values(hart, second)
    first = second.document.reviews.order_by("pk").first()
    claim = Settlement.objects.get().claim
    Settlement.objects.create(
        claim=claim,
        settled_as="conflict",
        reason="No.",
        physician=osei,
        physician_name="A",
        settled_at=make.NOW,
    )
    count = Settlement.objects.count()
    response = hart.post(addresses.review(second, "confirm"), {"confirmed": stale})
    assert response.status_code == 409
    assert (Settlement.objects.count(), AuditEntry.objects.first().outcome) == (count, Outcome.REFUSED)
    assert first != second


def test_confirming_twice_is_one_act(hart, second):
    sent = {"confirmed": values(hart, second)}
    hart.post(addresses.review(second, "confirm"), sent)
    count = Settlement.objects.count()
    assert hart.post(addresses.review(second, "confirm"), sent).status_code == 409
    assert Settlement.objects.count() == count


@pytest.mark.parametrize(
    "sent", [[], ["x"], ["1"], ["1-2-3"], ["999999-1"], ["1-999999"], ["9" * 40 + "-1"], ["²-1"]]
)
def test_strange_words_confirm_nothing(hart, second, sent):
    count = Settlement.objects.count()
    assert hart.post(addresses.review(second, "confirm"), {"confirmed": sent}).status_code in (302, 409)
    assert Settlement.objects.count() == count


def test_who_does_not_settle_confirms_nothing(second, hart, logged_in):
    sent = {"confirmed": values(hart, second)}
    for role in (Role.WRITER, Role.COMPLIANCE, Role.STATEMENT_OWNER):
        client = logged_in(role)
        assert "Confirm in my name" not in client.get(addresses.review(second)).content.decode()
        assert client.post(addresses.review(second, "confirm"), sent).status_code == 403
    assert Settlement.objects.count() == 1


def test_a_list_that_was_read_is_confirmed_at_once(hart, osei, steady_engine):
    first = make.submit(make.make_page(definition=steady_engine, when_standard_fails=steady_engine))
    settle(first, osei)
    second = again(first, lead="Other words.")
    text = hart.get(addresses.review(second)).content.decode()
    assert "I have read all 2: confirm them in my name" in text
    hart.post(addresses.review(second, "confirm"), {"confirmed": values(hart, second)})
    assert not waiting(second)
