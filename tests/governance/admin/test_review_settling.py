"""Settling on the review screen: a physician's own word, with a reason, and no word lost."""

import pytest

from governance.models import AuditEntry, Outcome, Settlement
from governance.policy.verbs import Role
from tests import factories as make
from tests.governance.admin import addresses
from tests.governance.admin.test_review_screen import signing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("steady_engine")]


def settling(number, **values):
    sent = {"settled_as": "inside", "reason": "Read.", "seen": "0", **values}
    return {f"s{number}-{name}": value for name, value in sent.items()}


def first_unsettled(review):
    return make.case_of(review.version, at=make.NOW).unsettled[0].row.number


def test_an_unclear_sentence_is_settled_in_the_physicians_name(physician, odd):
    number = first_unsettled(odd)
    response = physician.post(addresses.review(odd, f"settle/{number}"), settling(number))
    settlement = Settlement.objects.first()
    assert (settlement.physician, settlement.settled_as, settlement.reason) == (
        physician.person,
        "inside",
        "Read.",
    )
    assert response.url == f"{addresses.review(odd)}#sign"
    shown = physician.get(addresses.review(odd)).content.decode()
    assert "Settled by" in shown
    assert physician.post(addresses.review(odd, "sign"), signing(odd, physician)).status_code == 302


def test_the_same_word_sent_twice_is_one_act(physician, odd):
    number = first_unsettled(odd)
    for _ in range(2):
        physician.post(addresses.review(odd, f"settle/{number}"), settling(number))
    claims = Settlement.objects.values("claim").distinct().count()
    assert Settlement.objects.count() == claims


def test_another_physicians_word_is_shown_before_a_second_one_counts(physician, odd, logged_in):
    number = first_unsettled(odd)
    logged_in(Role.PHYSICIAN).post(addresses.review(odd, f"settle/{number}"), settling(number))
    count = Settlement.objects.count()
    mine = settling(number, settled_as="conflict", reason="I disagree.")
    response = physician.post(addresses.review(odd, f"settle/{number}"), mine)
    assert response.status_code == 409
    assert "I disagree." in response.content.decode()
    assert Settlement.objects.count() == count
    mine[f"s{number}-seen"] = str(Settlement.objects.latest("pk").pk)
    physician.post(addresses.review(odd, f"settle/{number}"), mine)
    assert Settlement.objects.latest("pk").settled_as == "conflict"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"reason": " "}, "Say in a few words why."),
        ({"settled_as": ""}, "Choose what the sentence says."),
        ({"settled_as": "published"}, "Select a valid choice"),
    ],
)
def test_a_settlement_without_a_word_or_a_reason_is_refused_and_keeps_the_rest(physician, odd, wrong, says):
    number = first_unsettled(odd)
    sent = settling(number, **{"reason": "Typed words", **wrong})
    response = physician.post(addresses.review(odd, f"settle/{number}"), sent)
    assert response.status_code == 422
    assert says in response.content.decode()
    assert not Settlement.objects.exists()
    if "reason" not in wrong:
        assert "Typed words" in response.content.decode()


def test_a_sentence_of_no_number_on_the_page_is_not_found(physician, odd):
    assert physician.post(addresses.review(odd, "settle/999"), settling(999)).status_code == 404


def test_a_sentence_that_is_not_unclear_is_not_settled(physician, clean):
    physician.post(addresses.review(clean, "settle/1"), settling(1))
    assert not Settlement.objects.exists()
    assert AuditEntry.objects.first().outcome == Outcome.REFUSED
