"""What a review is compared with: what I signed last, else the live version, or whichever I choose."""

import pytest

from governance.policy.verbs import Role
from tests import factories as make
from tests.governance.admin import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("steady_engine")]


@pytest.fixture
def osei(statement):
    return make.make_physician(name="Amara Osei")


@pytest.fixture
def hart(statement):
    return make.make_physician(name="Lewis Hart")


def again(page, **values):
    page.refresh_from_db()
    for name, value in values.items():
        setattr(page, name, value)
    make.save(page, by=page.owner)


@pytest.fixture
def review(osei, hart):
    """Version 1 signed by Osei, version 2 live by Hart, version 3 a draft, version 4 in review."""
    page = make.make_page(definition="It lasts for one hour.", when_standard_fails="See a specialist.")
    make.publish(page, by=osei)
    again(page, definition="It lasts for two hours.")
    make.publish(page, by=hart)
    again(page, definition="It lasts for three hours.")
    again(page, definition="It lasts for four hours.")
    return make.submit(page)


def shown(logged_in, who, review, query=""):
    return logged_in(who).get(addresses.review(review) + query)


def test_a_physician_sees_what_changed_since_their_own_signature(logged_in, osei, review):
    response = shown(logged_in, osei, review)
    assert response.context["compared_with"].number == 1
    assert "signed by you on 2 June 2026" in response.content.decode()
    assert ">removed: </span>one hour</del>" in response.content.decode()


def test_others_see_what_changed_against_the_live_version(logged_in, review):
    for role in (Role.PHYSICIAN, Role.WRITER, Role.COMPLIANCE):
        response = shown(logged_in, role, review)
        assert response.context["compared_with"].number == 2
        assert "signed by Lewis Hart on" in response.content.decode()


def test_any_earlier_version_is_chosen(logged_in, osei, review):
    response = shown(logged_in, osei, review, "?base=3")
    assert response.context["compared_with"].number == 3
    assert [item.number for item in response.context["bases"]] == [3, 2, 1]
    assert "Version 2, live, signed by Lewis Hart on 2 June 2026" in response.content.decode()


@pytest.mark.parametrize(
    "query", ["?base=4", "?base=99", "?base=0", "?base=x", "?base=-1", "?base=²", "?base=" + "9" * 40]
)
def test_a_base_that_is_none_falls_back(logged_in, osei, review, query):
    assert shown(logged_in, osei, review, query).context["compared_with"].number == 1


def test_a_version_of_another_page_is_no_base(logged_in, osei, review):
    other = make.make_page()
    for number in range(7):
        again(other, lead=f"Words {number}.")
    assert shown(logged_in, osei, review, "?base=6").context["compared_with"].number == 1


def test_what_is_unchanged_is_folded_with_who_signed_it_and_when(logged_in, osei, review):
    page = shown(logged_in, osei, review).context["paper"].body
    assert (
        '<summary><b>When standard treatments fail</b> unchanged <span class="end">signed by you on 2 June 2026'
        in page
    )
    assert "<b>Clinical definition</b> unchanged" not in page


def test_what_nobody_signed_is_never_folded(logged_in, osei, review):
    assert 'class="fold"' not in shown(logged_in, osei, review, "?base=3").context["paper"].body


def test_a_section_with_something_to_settle_is_never_folded(logged_in, osei, steady_engine):
    page = make.make_page(when_standard_fails=steady_engine)
    make.publish(page, by=osei)
    again(page, definition="It lasts.")
    body = shown(logged_in, osei, make.submit(page)).context["paper"].body
    assert "When standard treatments fail</b> unchanged" not in body
    assert "Where ketamine fits</b> unchanged" in body


def test_the_page_is_shown_as_readers_will_see_it_too(logged_in, osei, review):
    text = shown(logged_in, osei, review, "?view=clean").context["paper"].body
    assert "<ins" not in text
    assert "<del" not in text
    assert 'class="fold"' not in text


def test_a_first_version_is_compared_with_nothing(logged_in, osei):
    response = shown(logged_in, osei, make.submit(make.make_page()))
    assert response.context["compared_with"] is None
    assert "Read it as a first version." in response.content.decode()


def test_an_act_leads_back_to_the_view_that_was_chosen(logged_in, osei, steady_engine):
    page = make.make_page(definition=steady_engine)
    again(page, lead="Other words.")
    review = make.submit(page)
    number = make.case_of(review.version, at=make.NOW).unsettled[0].row.number
    address = f"{addresses.review(review, f'settle/{number}')}?base=1&view=clean"
    sent = {f"s{number}-settled_as": "inside", f"s{number}-reason": "Read.", f"s{number}-seen": "0"}
    assert "?base=1&view=clean#" in logged_in(osei).post(address, sent).url
    hostile = logged_in(osei).get(
        addresses.review(review) + "?base=%22%3E%3Cscript%3E&view=%22%3E%3Cscript%3E"
    )
    assert "<script>" not in hostile.content.decode()
