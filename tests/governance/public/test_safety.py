"""Nothing runs in a reader's browser, nothing comes from elsewhere, nothing is sent back."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client

from governance.project.middleware import POLICY
from governance.slots import filled
from tests import factories as make

pytestmark = pytest.mark.django_db

ERRORS = ["400.html", "403.html", "404.html", "500.html"]


def addresses(physician):
    page = make.make_page(icd11="8A80", phrases=[{"text": "head pain"}], points=[{"text": "It is real."}])
    faq = make.make_faq(pages=(page,))
    for document in (page, faq):
        make.publish(document, by=physician)
    return ["/", "/conditions/", f"/{page.path}/", f"/{faq.path}/", "/nowhere/"]


def test_every_screen_keeps_the_strict_policy(client, physician):
    for address in addresses(physician):
        response = client.get(address)
        assert response.headers["Content-Security-Policy"] == POLICY
        assert_nothing_runs(response.content.decode())


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_needs_nothing_but_its_template(name):
    html = render_to_string(name)
    assert_nothing_runs(html)
    assert 'href="/"' in html
    assert "<h1>" in html


def assert_nothing_runs(html):
    assert not re.search(r"<script(?! type=\"application/ld\+json\">)", html)
    assert not re.search(r"<(style|iframe|img|form|object|embed)\b", html)
    assert not re.search(r"\s(style|on[a-z]+)=", html)
    assert not re.search(r"javascript:", html)
    loaded = r'<link rel="(?:icon|stylesheet|preload|modulepreload|prefetch|manifest)"[^>]*href="([^"]+)"'
    assert set(re.findall(loaded, html)) == {
        "/static/imprimatur/favicon.svg",
        "/static/imprimatur/public.css",
    }
    assert set(re.findall(r'<link rel="([^"]+)"', html)) <= {"icon", "stylesheet", "canonical", "alternate"}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_readers_can_only_read(physician, method):
    client = Client(enforce_csrf_checks=False)
    for address in addresses(physician)[:4]:
        assert getattr(client, method)(address).status_code == 405


def test_head_is_answered_without_a_body(client, physician):
    for address in addresses(physician)[:4]:
        response = client.head(address)
        assert response.status_code == 200
        assert response.content == b""
        assert response.headers["ETag"]


def test_reading_writes_nothing(client, physician, django_assert_num_queries):
    for address in addresses(physician):
        with django_assert_num_queries(4, exact=False) as seen:
            client.get(address)
        assert all(query["sql"].startswith("SELECT") for query in seen.captured_queries)


def test_the_style_sheet_is_ours_and_loads_nothing(client):
    response = client.get("/static/imprimatur/public.css")
    assert response.status_code == 200
    css = b"".join(response.streaming_content).decode()
    assert "prefers-color-scheme: dark" in css
    assert "@import" not in css
    assert "url(" not in css


@pytest.mark.pure
def test_a_slot_without_a_part_is_removed():
    assert filled("<p>a</p><!--imprimatur:shown--><!--imprimatur:of-later-->", {}) == "<p>a</p>"


@pytest.mark.pure
def test_a_part_is_not_searched_for_slots():
    part = "<p>b</p><!--imprimatur:links-->"
    assert filled("<!--imprimatur:shown-->", {"shown": part, "links": "c"}) == part + "c"


@pytest.mark.pure
def test_a_part_without_a_slot_follows_the_text_but_no_entry_of_contents_does():
    assert filled("<p>a</p>", {"links": "b", "shown-entry": "c"}) == "<p>a</p>b"
