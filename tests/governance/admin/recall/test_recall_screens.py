"""The screens of a recall: found, read, done once; a stale list does nothing and loses nothing."""

import re

import pytest
from django.utils import timezone

from governance.models import FoundClaim, Live, Recall
from governance.policy.verbs import Role
from tests import factories as make

pytestmark = pytest.mark.django_db
WORDS = "No regulator has approved it"
SEARCH = {"words": WORDS}


@pytest.fixture
def live():
    """Two live pages that make the claim."""
    now = timezone.now()
    make.make_statement()
    pages = [make.make_page(at=now), make.make_page(at=now)]
    for page in pages:
        make.publish(page, at=now)
    return pages


def seen(response):
    return re.search(r'name="seen" value="(\w{64})"', response.content.decode())[1]


def act(client, mark, **values):
    return client.post("/admin/recall/act/", {**SEARCH, "seen": mark, "reason": "Out of date.", **values})


@pytest.mark.parametrize("role", list(Role))
def test_the_screen_opens_for_physicians_and_compliance_alone(logged_in, role):
    expected = 200 if role in (Role.PHYSICIAN, Role.COMPLIANCE) else 403
    client = logged_in(role)
    assert client.get("/admin/recall/").status_code == expected
    assert client.post("/admin/recall/act/", {}).status_code == (422 if expected == 200 else 403)


@pytest.mark.parametrize("role", [Role.PHYSICIAN, Role.COMPLIANCE])
def test_a_claim_is_looked_for_read_and_recalled(live, logged_in, client, role):
    staff = logged_in(role)
    found = staff.get("/admin/recall/", SEARCH)
    html = found.content.decode()
    assert all(page.title in html for page in live)
    assert "prescribing it is off-label" in html
    response = act(staff, seen(found), public_note="recalled")
    assert response.status_code == 302
    assert not Live.objects.exists()
    record = staff.get(response.url).content.decode()
    assert "Out of date." in record and "Taken down" in record
    assert "no longer holds" in client.get(f"/{live[0].path}/").content.decode()


def test_a_page_that_is_left_out_stays(live, logged_in):
    staff = logged_in(Role.COMPLIANCE)
    mark = seen(staff.get("/admin/recall/", SEARCH))
    assert act(staff, mark, left=[live[0].pk]).status_code == 302
    assert list(Live.objects.values_list("document", flat=True)) == [live[0].pk]


def test_a_stale_list_comes_back_as_it_is_now_with_what_was_typed(live, logged_in):
    staff = logged_in(Role.PHYSICIAN)
    mark = seen(staff.get("/admin/recall/", SEARCH))
    late = make.make_page(title="A page that came late")
    response = act(staff, mark, left=[live[0].pk])
    html = response.content.decode()
    assert response.status_code == 409
    assert late.title in html and "Out of date." in html
    assert re.search(rf'value="{live[0].pk}" checked', html)
    assert Live.objects.count() == 2
    assert act(staff, seen(response)).status_code == 302


def test_a_second_click_is_told_that_nothing_is_left(live, logged_in):
    staff = logged_in(Role.PHYSICIAN)
    mark = seen(staff.get("/admin/recall/", SEARCH))
    assert act(staff, mark).status_code == 302
    assert act(staff, mark).status_code == 409
    assert Recall.objects.count() == 1


def test_from_a_claim_of_a_page_to_all_that_say_the_same(live, logged_in):
    staff = logged_in(Role.PHYSICIAN)
    claim = FoundClaim.objects.filter(topic="approval").first()
    response = staff.get(f"/admin/recall/claim/{claim.pk}/", follow=True)
    assert all(page.title in response.content.decode() for page in live)
    assert staff.get("/admin/recall/claim/999999/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"words": ""}, "Choose a point of a scale, or give words of the sentence."),
        ({"words": "it"}, "at least 3 characters"),
        ({"least": "efficacy:5", "most": "safety:1"}, "Choose a point of the same scale"),
        ({"least": "efficacy:5", "most": "efficacy:1"}, "Choose a point of the same scale"),
        ({"most": "efficacy:1"}, "Choose where it begins."),
        ({"least": "efficacy:99"}, "efficacy:99 is not one of the available choices"),
        ({"least": "moon:1"}, "moon:1 is not one of the available choices"),
    ],
)
def test_a_search_that_will_not_do_gets_one_sentence(logged_in, asked, sentence):
    html = logged_in(Role.PHYSICIAN).get("/admin/recall/", asked).content.decode()
    assert html.count(sentence) == 1
    assert "make it</h2>" not in html


def test_what_is_typed_is_never_a_tag(live, logged_in):
    staff = logged_in(Role.PHYSICIAN)
    hostile = "<script>alert(1)</script>"
    assert hostile not in staff.get("/admin/recall/", {"words": hostile}).content.decode()
    mark = seen(staff.get("/admin/recall/", SEARCH))
    response = act(staff, mark, reason=hostile)
    assert hostile not in staff.get(response.url).content.decode()


def test_the_screen_costs_as_many_queries_for_fifty_pages_as_for_one(
    statement, logged_in, django_assert_max_num_queries
):
    staff = logged_in(Role.PHYSICIAN)
    make.make_page()
    staff.get("/admin/recall/", SEARCH)
    for count in (1, 50):
        for _ in range(count - 1):
            make.make_page()
        with django_assert_max_num_queries(9):
            assert f"{count} page" in staff.get("/admin/recall/", SEARCH).content.decode()
