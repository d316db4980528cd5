"""The read-only API: what is live and nothing else."""

from datetime import date, timedelta

import pytest

from governance.models import PublicNote
from governance.services import publishing
from governance.services.actors import Actor
from tests import factories as make

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
LIST = "/api/v1/publications/"


@pytest.fixture
def page(physician):
    found = make.make_page(title="Migraine", slug="migraine", icd11="8A80", lead="Head pain.")
    make.publish(found, by=physician)
    make.publish(
        make.make_faq(title="Is it?", slug="is-it", answer="It is *more*.", pages=(found,)), by=physician
    )
    return found


def take_down(page, physician):
    publishing.withdraw(
        actor=Actor.of(physician),
        document=page.document_ptr,
        reason="A dose was misread.",
        public_note=PublicNote.MISTAKE,
        at=make.NOW + timedelta(days=3),
    )


def json_of(client, address, status=200):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (status, "application/json"), address
    return response.json()


def test_the_list_has_what_is_live(client, page):
    make.make_page(slug="draft")
    value = json_of(client, LIST)
    assert [item["path"] for item in value["items"]] == ["conditions/migraine", "faqs/is-it"]
    assert value["next"] is None
    first = value["items"][0]
    assert first["api_url"] == f"{SITE}{LIST}conditions/migraine/"
    assert (first["last_reviewed"], first["next_review"]) == ("2026-06-02", "2027-06-02")
    assert first["reviewer"]["name"] == "Amara Osei"
    assert [item["path"] for item in json_of(client, f"{LIST}?collection=faqs")["items"]] == ["faqs/is-it"]


def test_an_item_has_its_signed_words_and_no_finding(client, page):
    value = json_of(client, f"{LIST}conditions/migraine/")
    assert (value["condition"], value["icd11"], value["version"]) == ("migraine", "8A80", 1)
    assert "not a standard treatment" in value["html"] and "imprimatur:" not in value["html"]
    assert {"key": "lead", "heading": "", "layout": "lead", "rows": [{"text": "Head pain."}]} in value[
        "sections"
    ]
    assert [item["title"] for item in value["questions"]] == ["Is it?"]
    assert not {"findings", "claims", "statement", "settlements", "exceptions", "text"} & set(value)


def test_the_list_is_turned_by_the_key_of_its_last_row(client, page, physician):
    make.publish(make.make_article(slug="visit"), by=physician)
    seen, address = [], f"{LIST}?limit=1"
    while address:
        value = json_of(client, address)
        seen += [item["path"] for item in value["items"]]
        address = value["next"] and value["next"].removeprefix(SITE)
    assert seen == ["conditions/migraine", "faqs/is-it", "articles/visit"]


WRONG = ["limit=0", "limit=101", "limit=x", "after=-1", "after=", "page=2", "after=1&after=2"]
WRONG += ["limit=\u0663", "after=" + "9" * 40]


@pytest.mark.parametrize("query", WRONG)
def test_a_wrong_query_is_told_what_is_wrong(client, page, query):
    assert json_of(client, f"{LIST}?{query}", 400)["error"].endswith(".")


@pytest.mark.parametrize("name", ["", "nowhere", "admin"])
def test_a_collection_that_there_is_not_is_not_found(client, page, name):
    assert json_of(client, f"{LIST}?collection={name}", 404)["error"] == "There is no such collection."


def test_a_page_that_was_taken_down_is_gone_and_listed_as_such(client, page, physician):
    take_down(page, physician)
    assert [item["path"] for item in json_of(client, LIST)["items"]] == ["faqs/is-it"]
    value = json_of(client, f"{LIST}conditions/migraine/", 410)
    assert value["note"] == "It contained a mistake."
    assert value["withdrawn_at"] == "2026-06-05T10:00:00+00:00"
    listed = json_of(client, "/api/v1/withdrawals/")["items"]
    assert [item["path"] for item in listed] == ["conditions/migraine"]
    for answer in (value, listed):
        assert "Migraine" not in str(answer) and "misread" not in str(answer)


def test_an_old_address_leads_to_the_new_one(client, page, physician):
    page.slug = "head-pain"
    make.save(page, by=page.owner, reason="Another address")
    make.publish(page, by=physician)
    response = client.get(f"{LIST}conditions/migraine/")
    assert (response.status_code, response["Location"]) == (301, f"{LIST}conditions/head-pain/")


@pytest.mark.parametrize("path", ["conditions/nowhere", "nowhere/migraine", "admin/login"])
def test_everything_else_is_not_there(client, page, path):
    assert json_of(client, f"{LIST}{path}/", 404)["error"]


def test_who_has_it_already_gets_no_body(client, page):
    for address in (LIST, f"{LIST}conditions/migraine/", "/api/v1/openapi.json", "/api/v1/withdrawals/"):
        response = client.get(address)
        assert "s-maxage=30" in response["Cache-Control"]
        assert response["Access-Control-Allow-Origin"] == "*"
        again = client.get(address, headers={"if-none-match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert not response.cookies


def test_an_overdue_page_says_so_to_machines_too(client, page, monkeypatch):
    monkeypatch.setattr("governance.public.api.views.timezone.localdate", lambda: date(2027, 6, 3))
    assert json_of(client, f"{LIST}conditions/migraine/")["review"] == "overdue"
    assert {item["review"] for item in json_of(client, LIST)["items"]} == {"overdue"}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_writes(client, page, method):
    assert getattr(client, method)(LIST).status_code == 405


@pytest.mark.parametrize("count", [1, 50])
def test_the_queries_do_not_grow(client, publish_around, django_assert_num_queries, count):
    path = publish_around(count)
    with django_assert_num_queries(2):
        assert len(json_of(client, f"{LIST}?limit=100")["items"]) in (3, 100)
    with django_assert_num_queries(4):
        json_of(client, f"{LIST}{path}/")
    with django_assert_num_queries(1):
        json_of(client, f"{LIST}{path}/")
