"""The pages about those who stand behind the pages."""

import re

import pytest

from governance.services import publishing
from governance.services.actors import Actor
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(physician):
    found = make.make_page(title="Migraine", slug="migraine")
    make.publish(found, by=physician)
    return found


def link_in(html):
    return re.search(r'<a href="(/reviewers/[^"]+-\d+/)">', html)[1]


def html_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_a_page_leads_to_its_reviewer_and_back(client, page, physician):
    address = link_in(html_of(client, "/conditions/migraine/"))
    assert address == f"/reviewers/amara-osei-{physician.pk}/"
    html = html_of(client, address)
    assert "<h1>Dr Amara Osei</h1>" in html
    assert "MD, neurology. Licensed in Ohio." in html
    assert '<a href="/conditions/migraine/">Migraine</a>' in html
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{address}">' in html
    assert '"@type":"ProfilePage"' in html


def test_all_reviewers_are_listed_with_how_much_they_signed(client, page, physician):
    for number in range(2):
        make.publish(make.make_article(slug=f"visit-{number}"), by=physician)
    make.publish(make.make_article(slug="report"), by=make.make_physician(name="Lewis Hart"))
    html = html_of(client, "/reviewers/")
    assert re.findall(r">Dr (\w+ \w+), MD</a>", html) == ["Amara Osei", "Lewis Hart"]
    assert re.findall(r"(\d+ pages?) signed", html) == ["3 pages", "1 page"]


def test_who_has_signed_nothing_that_is_live_has_no_page(client, page, physician):
    other = make.make_physician()
    assert client.get(f"/reviewers/somebody-{other.pk}/").status_code == 404
    publishing.withdraw(actor=Actor.of(physician), document=page, reason="Out of date.", at=make.NOW)
    assert client.get(f"/reviewers/amara-osei-{physician.pk}/").status_code == 404
    assert "nobody has signed one" in html_of(client, "/reviewers/")


def test_what_the_register_says_since_does_not_reach_readers(client, page, physician):
    """Nobody signs a register: a sentence written into it would be read by no physician."""
    entry = physician.physician
    entry.specialty, entry.interests = "Ketamine cures migraine", "Ketamine is harmless"
    entry.save()
    for address in ("/reviewers/", f"/reviewers/amara-osei-{physician.pk}/", "/conditions/migraine/"):
        html = html_of(client, address)
        assert "cures" not in html and "harmless" not in html


@pytest.mark.parametrize("address", ["amara", "amara-osei", "-", "a-0", "a-" + "9" * 40, "a-\u0663"])
def test_everything_else_is_no_reviewer(client, page, address):
    assert client.get(f"/reviewers/{address}/").status_code == 404


@pytest.mark.parametrize("count", [1, 50])
def test_the_pages_take_four_queries_and_five(client, physician, django_assert_num_queries, count):
    for _ in range(count):
        make.publish(make.make_article(), by=physician)
    with django_assert_num_queries(3):
        client.get("/reviewers/")
    with django_assert_num_queries(5):
        html = html_of(client, f"/reviewers/x-{physician.pk}/")
    assert html.count("<li>") >= count
