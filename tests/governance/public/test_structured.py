"""What a page says to machines, against the vocabulary's own definitions."""

import json
import re
from datetime import date, datetime
from pathlib import Path

import pytest

from governance.public.structured import script
from tests import factories as make

pytestmark = pytest.mark.django_db

VOCABULARY = json.loads((Path(__file__).parent / "schema_org.json").read_text())


def graph_of(html):
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(found) == 1
    value = json.loads(found[0])
    assert value["@context"] == "https://schema.org"
    return {node["@type"]: node for node in value["@graph"]}


def kinds_of(name):
    """The type and all above it."""
    above = VOCABULARY["types"][name]
    return {name}.union(*(kinds_of(one) for one in above))


def assert_known(node):
    """Every property of a node may stand on its type, and holds what it may hold."""
    if set(node) == {"@id"}:
        return
    for name, value in node.items():
        if name in ("@type", "@id"):
            continue
        known = VOCABULARY["properties"][name]
        assert kinds_of(node["@type"]) & set(known["domains"]), (node["@type"], name)
        for one in value if isinstance(value, list) else [value]:
            assert_holds(name, one, known["ranges"])


def assert_holds(name, value, ranges):
    if isinstance(value, dict):
        assert set(value) == {"@id"} or kinds_of(value["@type"]) & set(ranges), (name, value)
        assert_known(value)
    elif isinstance(value, int):
        assert "Integer" in ranges
    elif "Date" in ranges and "Text" not in ranges:
        (date if len(value) == 10 else datetime).fromisoformat(value)
    elif set(ranges) == {"URL"}:
        assert value.startswith("http://127.0.0.1:8000/")
    else:
        assert "Text" in ranges or ("Thing" in ranges and value.startswith("http")), (name, value)


@pytest.fixture
def pages(physician):
    page = make.make_page(title="Migraine", slug="migraine", icd11="8A80", lead="Head pain.")
    faq = make.make_faq(title="Is it a headache?", slug="is-it", answer="It is *more*.", pages=(page,))
    article = make.make_article(slug="visit", title="A visit")
    for document in (page, faq, article):
        make.publish(document, by=physician)


@pytest.mark.parametrize("path", ["conditions/migraine", "faqs/is-it", "articles/visit"])
def test_every_property_is_known_to_the_vocabulary(client, pages, path):
    nodes = graph_of(client.get(f"/{path}/").content.decode())
    assert {"MedicalWebPage", "BreadcrumbList"} <= set(nodes)
    for node in nodes.values():
        assert_known(node)


def test_the_review_is_said_by_the_signature(client, pages):
    node = graph_of(client.get("/conditions/migraine/").content.decode())["MedicalWebPage"]
    assert node["lastReviewed"] == "2026-06-02"
    assert node["url"] == node["@id"] == "http://127.0.0.1:8000/conditions/migraine/"
    assert {key: value for key, value in node["reviewedBy"].items() if key != "url"} == {
        "@type": "Person",
        "name": "Amara Osei",
        "honorificPrefix": "Dr",
        "honorificSuffix": "MD",
        "jobTitle": "neurology",
    }
    assert node["about"] == {
        "@type": "MedicalCondition",
        "name": "Migraine",
        "code": {"@type": "MedicalCode", "codeValue": "8A80", "codingSystem": "ICD-11"},
    }


def test_no_code_is_made_up_where_the_page_gives_none(client, pages):
    node = graph_of(client.get("/articles/visit/").content.decode())["MedicalWebPage"]
    assert node["about"] == {"@type": "MedicalCondition", "name": "Migraine"}


def test_a_page_on_no_condition_in_particular_is_about_none(client, physician):
    make.publish(make.make_article(slug="any", condition="any"), by=physician)
    assert "about" not in graph_of(client.get("/articles/any/").content.decode())["MedicalWebPage"]


def test_the_questions_are_those_on_the_page(client, pages):
    questions = graph_of(client.get("/conditions/migraine/").content.decode())["FAQPage"]["mainEntity"]
    assert [item["name"] for item in questions] == ["Is it a headache?"]
    assert "It is <em>more</em>." in questions[0]["acceptedAnswer"]["text"]
    own = graph_of(client.get("/faqs/is-it/").content.decode())["FAQPage"]["mainEntity"]
    assert own == questions
    assert "FAQPage" not in graph_of(client.get("/articles/visit/").content.decode())


def test_the_way_to_the_page_is_in_its_breadcrumbs(client, pages):
    steps = graph_of(client.get("/conditions/migraine/").content.decode())["BreadcrumbList"][
        "itemListElement"
    ]
    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, "Start", "http://127.0.0.1:8000/"),
        (2, "Conditions", "http://127.0.0.1:8000/conditions/"),
        (3, "Migraine", "http://127.0.0.1:8000/conditions/migraine/"),
    ]


def test_hostile_words_stay_inside_their_string():
    words = "</script><script>alert(1)</script><!-- & \u2028"
    made = script([{"@type": "Answer", "text": words}])
    assert made.count("<") == 2
    assert "\u2028" not in made
    assert graph_of(made)["Answer"]["text"] == words
