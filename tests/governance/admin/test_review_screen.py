"""The review screen: the words, what is found, what stands in the way, and the physician's acts."""

import re

import pytest

from governance.models import AuditEntry, Live, Outcome, SignOff
from governance.policy.states import ReviewState
from governance.policy.verbs import Role
from governance.services.actors import Actor
from tests import factories as make
from tests.governance.admin import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("steady_engine")]

OVERCLAIM = "Ketamine cures migraine."


def signing(review, by, **values):
    """What a browser sends to sign: the person's password and a code of their own."""
    sent = {
        "digest": review.version.digest,
        "meaning": "full",
        "password": make.PASSWORD,
        "code": make.make_code(by.person),
        "publish": "on",
    }
    return {**sent, **values}


def test_each_mark_leads_to_its_card_and_back(physician, bad):
    shown = physician.get(addresses.review(bad)).content.decode()
    marks = set(re.findall(r'id="t(\d+)"', shown))
    assert marks and marks == set(re.findall(r'id="f(\d+)"', shown))
    for number in marks:
        assert f'href="#f{number}"' in shown and f'href="#t{number}"' in shown


def test_every_id_is_given_once(physician, bad):
    ids = re.findall(r'\sid="([^"]+)"', physician.get(addresses.review(bad)).content.decode())
    assert sorted(ids) == sorted(set(ids))


def test_conflicts_come_before_what_is_unclear_and_what_is_inside(physician, statement, steady_engine):
    words = f"{make.KETAMINE_FITS} {steady_engine} {OVERCLAIM}"
    review = make.submit(make.make_page(where_ketamine_fits=words))
    cards = physician.get(addresses.review(review)).context["cards"]
    order = ["conflict", "unclear", "settled", "inside"]
    found = [order.index(card.standing) for card in cards]
    assert found == sorted(found)
    assert {0, 1, 3} <= set(found)


def test_all_that_stands_in_the_way_is_listed_each_with_what_mends_it(physician, bad):
    shown = physician.get(addresses.review(bad)).context["shown_blockers"]
    assert {"#f", "#s"} == {item.url[:2] for item in shown}
    assert len(shown) >= 3
    assert all(item.url and item.label for item in shown)


def test_a_signature_publishes_at_once_unless_told_not_to(physician, clean):
    response = physician.post(addresses.review(clean, "sign"), signing(clean, physician), follow=True)
    signoff = SignOff.objects.get()
    assert (signoff.physician, signoff.digest) == (physician.person, clean.version.digest)
    assert Live.objects.get().publication.signoff == signoff
    assert "Signed and published" in response.content.decode()


def test_a_signature_without_publishing_waits_to_be_published(physician, clean):
    sent = signing(clean, physician)
    del sent["publish"]
    response = physician.post(addresses.review(clean, "sign"), sent, follow=True)
    assert not Live.objects.exists()
    assert "Signed, and not live yet" in response.content.decode()
    response = physician.post(addresses.review(clean, "publish"), follow=True)
    assert Live.objects.exists()
    assert "Signed and published" in response.content.decode()


def test_a_wrong_password_signs_nothing_and_is_never_shown_again(physician, clean):
    response = physician.post(
        addresses.review(clean, "sign"), signing(clean, physician, password="wrong horse")
    )
    assert response.status_code == 422
    assert "did not match" in response.content.decode()
    assert "wrong horse" not in response.content.decode()
    assert not SignOff.objects.exists()


def test_a_wrong_code_signs_nothing_and_is_never_shown_again(physician, clean):
    response = physician.post(addresses.review(clean, "sign"), signing(clean, physician, code="123456"))
    assert response.status_code == 422
    assert "did not match" in response.content.decode()
    assert "123456" not in response.content.decode()
    assert not SignOff.objects.exists()


def test_without_a_second_factor_the_fields_are_closed_and_say_why(clean, logged_in):
    client = logged_in(make.make_person(Role.PHYSICIAN))
    shown = client.get(addresses.review(clean)).content.decode()
    assert "Signing needs a code from an authenticator app" in shown
    assert '<fieldset class="plain" disabled>' in shown


def test_a_refused_signature_lists_everything_at_once_and_is_recorded(physician, bad):
    response = physician.post(addresses.review(bad, "sign"), signing(bad, physician, password=""))
    sentences = [item.sentence for item in response.context["shown_blockers"]]
    for part in ("contradicts", "is unclear", "required sentence"):
        assert any(part in sentence for sentence in sentences), part
    assert AuditEntry.objects.first().outcome == Outcome.REFUSED


def test_other_words_than_those_shown_are_not_signed(physician, clean):
    response = physician.post(addresses.review(clean, "sign"), signing(clean, physician, digest="0" * 64))
    assert response.status_code == 409
    assert "Your signature was not used" in response.content.decode()
    assert not SignOff.objects.exists()


def test_a_text_that_moved_on_is_409_with_the_difference(physician, clean):
    page = clean.document.concrete
    page.lead = "Attacks of head pain, and what seldom helps."
    make.save(page, by=page.owner)
    response = physician.post(addresses.review(clean, "sign"), signing(clean, physician))
    shown = response.content.decode()
    assert response.status_code == 409
    assert "seldom </ins>" in shown
    assert "Nobody can sign this one" in shown
    assert not SignOff.objects.exists()


def test_signing_twice_signs_once(physician, clean):
    physician.post(addresses.review(clean, "sign"), signing(clean, physician))
    response = physician.post(addresses.review(clean, "sign"), signing(clean, physician))
    assert response.status_code == 409
    assert "Your signature was not used" in response.content.decode()
    assert SignOff.objects.count() == 1


def test_the_meaning_is_not_taken_from_the_browser(physician, clean):
    physician.post(addresses.review(clean, "sign"), signing(clean, physician, meaning="I have not read it"))
    assert SignOff.objects.get().meaning == "full"


def test_who_edited_the_page_is_told_who_can_sign(statement, logged_in):
    both = make.make_physician()
    make.people.grant_role(
        actor=Actor(None, frozenset({Role.OPERATOR})), person=both, role=Role.WRITER, at=make.NOW
    )
    other = make.make_physician(name="Lewis Hart")
    review = make.submit(make.make_page(by=both))
    client = logged_in(both)
    shown = client.get(addresses.review(review)).content.decode()
    assert "another physician signs it" in shown
    assert f"{other.physician}" in shown
    assert client.post(addresses.review(review, "sign"), signing(review, client)).status_code == 422


def test_a_version_is_sent_back_with_a_reason(physician, clean):
    response = physician.post(addresses.review(clean, "send-back"), {"back-reason": "  "})
    assert response.status_code == 422
    assert "Say what should change" in response.content.decode()
    physician.post(addresses.review(clean, "send-back"), {"back-reason": "Name the dose."})
    clean.refresh_from_db()
    assert (clean.state, clean.reason) == (ReviewState.SENT_BACK, "Name the dose.")


def test_sending_back_what_is_decided_is_409_and_keeps_the_words(physician, clean):
    make.sign(clean)
    response = physician.post(addresses.review(clean, "send-back"), {"back-reason": "My long words"})
    assert response.status_code == 409
    assert "My long words" in response.content.decode()


def test_a_writer_takes_a_version_back(clean, logged_in):
    client = logged_in(Role.WRITER)
    assert "Take it back" in client.get(addresses.review(clean)).content.decode()
    client.post(addresses.review(clean, "take-back"))
    clean.refresh_from_db()
    assert clean.state == ReviewState.TAKEN_BACK


def test_who_does_not_sign_sees_no_fields_for_it(clean, logged_in):
    for role in (Role.WRITER, Role.COMPLIANCE, Role.STATEMENT_OWNER):
        shown = logged_in(role).get(addresses.review(clean)).content.decode()
        assert 'type="password"' not in shown
        assert "Only a physician in the register" not in shown


def test_the_fields_are_closed_while_something_stands_in_the_way(physician, clean, bad):
    assert '<fieldset class="plain" disabled>' in physician.get(addresses.review(bad)).content.decode()
    assert "disabled>" not in physician.get(addresses.review(clean)).content.decode()


def test_changes_are_told_since_the_live_version(physician, statement):
    page = make.make_page()
    make.publish(page)
    page.lead = "Attacks of head pain, and what seldom helps."
    make.save(page, by=page.owner)
    review = make.submit(page)
    response = physician.get(addresses.review(review))
    assert response.context["compared_with"].number == 1
    assert response.context["changes"].count == 1


def test_without_a_statement_the_screen_says_so(physician, db):
    review = make.submit(make.make_page())
    shown = physician.get(addresses.review(review)).content.decode()
    assert "No position statement is in force" in shown
    assert "See the statements" in shown


def test_a_review_costs_the_same_queries_with_many_findings(
    physician, statement, django_assert_max_num_queries
):
    many = " ".join(f"Ketamine cures migraine number {number}." for number in range(60))
    small = make.submit(make.make_page())
    large = make.submit(make.make_page(where_ketamine_fits=f"{make.KETAMINE_FITS} {many}"))
    physician.get(addresses.review(small))
    with django_assert_max_num_queries(80) as counted:
        physician.get(addresses.review(small))
        once = len(counted)
        physician.get(addresses.review(large))
    assert len(counted) == 2 * once
