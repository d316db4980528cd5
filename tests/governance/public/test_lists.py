"""The start page and the lists of the collections."""

import re

import pytest

from governance.public import collections as collections_module
from governance.public.collections import Collection, collection_at, collections
from governance.public.reading import LATEST, PAGES_OF_A_LIST
from governance.services import publishing
from governance.services.actors import Actor
from tests import factories as make

pytestmark = pytest.mark.django_db


def html_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def listed(html):
    return re.findall(r"<h[23]><a href=\"([^\"]+)\">", html)


@pytest.mark.parametrize("address", ["/", "/conditions/", "/faqs/", "/articles/"])
def test_before_anything_is_published_a_list_says_so(client, address):
    html = html_of(client, address)
    assert "Nothing is published" in html
    assert listed(html) == []


def test_a_list_has_the_live_pages_of_its_collection_by_title(client, physician):
    second, first = make.make_page(title="Migraine"), make.make_page(title="Cluster headache")
    make.make_page(title="A draft")
    article = make.make_article()
    for document in (second, first, article):
        make.publish(document, by=physician)
    html = html_of(client, "/conditions/")
    assert listed(html) == [f"/{first.path}/", f"/{second.path}/"]
    assert "Reviewed by Dr Amara Osei, MD" in html
    assert listed(html_of(client, "/articles/")) == [f"/{article.path}/"]


def test_a_withdrawn_page_leaves_the_lists(client, physician):
    page = make.make_page()
    make.publish(page, by=physician)
    publishing.withdraw(actor=Actor.of(physician), document=page, reason="Out of date.", at=make.NOW)
    assert listed(html_of(client, "/conditions/")) == []
    assert listed(html_of(client, "/")) == []


def test_a_long_list_is_turned(client, physician, monkeypatch):
    monkeypatch.setattr("governance.public.reading.PAGES_OF_A_LIST", 2)
    for number in (1, 2, 3):
        make.publish(make.make_article(title=f"Report {number}"), by=physician)
    first, second = html_of(client, "/articles/"), html_of(client, "/articles/?page=2")
    assert len(listed(first)) == 2
    assert len(listed(second)) == 1
    assert "Page 1 of 2" in first and '<a href="?page=2" rel="next">' in first
    assert '<a href="?page=1" rel="prev">' in second


@pytest.mark.parametrize("number", ["0", "2", "-1", "x", "", "9" * 30])
def test_a_list_has_no_other_pages(client, number):
    assert PAGES_OF_A_LIST > 1
    assert client.get("/conditions/", {"page": number}).status_code == 404


def test_the_start_page_has_what_was_reviewed_last(client, physician):
    documents = [make.make_article() for _ in range(LATEST + 1)]
    for document in documents:
        make.publish(document, by=physician)
    html = html_of(client, "/")
    assert listed(html) == [f"/{document.path}/" for document in reversed(documents[1:])]
    assert 'id="how-we-review"' in html


def test_the_start_page_leaves_out_what_is_shown_whole_on_another_page(client, physician):
    page = make.make_page()
    make.publish(page, by=physician)
    make.publish(make.make_faq(pages=(page,)), by=physician)
    alone = make.make_faq()
    make.publish(alone, by=physician)
    assert listed(html_of(client, "/")) == [f"/{alone.path}/", f"/{page.path}/"]


def test_the_collections_are_those_of_the_kinds():
    assert collections() == [
        Collection("conditions", "Conditions"),
        Collection("faqs", "Questions"),
        Collection("articles", "Articles"),
    ]


def test_a_fourth_kind_needs_no_line_here(client, monkeypatch):
    class Guide:
        COLLECTION = "how-to-guides"

    class Registry:
        @staticmethod
        def get_models():
            return [Guide]

    monkeypatch.setattr(collections_module, "apps", Registry)
    assert collection_at("how-to-guides") == Collection("how-to-guides", "How to guides")
    assert "<h1>How to guides</h1>" in html_of(client, "/how-to-guides/")
    assert client.get("/conditions/").status_code == 404
