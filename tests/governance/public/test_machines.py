"""Robots, the sitemap, the feeds, and the one address of each page."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest

from governance.models import PublicNote
from governance.services import publishing
from governance.services.actors import Actor
from tests import factories as make

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"


def xml_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert "xml" in response["Content-Type"]
    return ElementTree.fromstring(response.content)


def take_down(page, physician):
    publishing.withdraw(
        actor=Actor.of(physician),
        document=page.document_ptr,
        reason="A dose was misread.",
        public_note=PublicNote.MISTAKE,
        at=make.NOW + timedelta(days=3),
    )


@pytest.fixture
def page(physician):
    found = make.make_page(title="Migraine", slug="migraine", lead="Head pain & more.")
    make.publish(found, by=physician)
    return found


def test_the_sitemap_has_every_live_page_with_the_moment_of_its_publication(client, page, physician):
    make.make_page(title="A draft", slug="draft")
    parts = [item.text for item in xml_of(client, "/sitemap.xml").iter(f"{MAP}loc")]
    assert parts == [f"{SITE}/sitemap-1.xml"]
    rows = {
        row.findtext(f"{MAP}loc"): row.findtext(f"{MAP}lastmod") for row in xml_of(client, "/sitemap-1.xml")
    }
    assert rows == {
        f"{SITE}/": None,
        f"{SITE}/conditions/": None,
        f"{SITE}/faqs/": None,
        f"{SITE}/articles/": None,
        f"{SITE}/conditions/migraine/": "2026-06-02T10:00:00+00:00",
    }
    take_down(page, physician)
    assert "migraine" not in client.get("/sitemap-1.xml").content.decode()


def test_a_long_sitemap_has_parts(client, page, physician, monkeypatch):
    monkeypatch.setattr("governance.public.sitemap.PAGES_OF_A_PART", 1)
    make.publish(make.make_article(slug="visit"), by=physician)
    assert len(xml_of(client, "/sitemap.xml")) == 2
    assert [row.findtext(f"{MAP}loc") for row in xml_of(client, "/sitemap-2.xml")] == [
        f"{SITE}/articles/visit/"
    ]
    assert client.get("/sitemap-3.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_robots_are_told_where_the_sitemap_is_and_what_is_no_reading_matter(client, db):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/\n" in text
    assert f"Sitemap: {SITE}/sitemap.xml\n" in text


def test_the_feed_tells_what_was_published(client, page):
    entry = xml_of(client, "/feeds/published.atom").find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Migraine"
    assert entry.findtext(f"{ATOM}summary") == "Head pain & more."
    assert entry.findtext(f"{ATOM}updated") == "2026-06-02T10:00:00+00:00"
    assert entry.find(f"{ATOM}link").get("href") == f"{SITE}/conditions/migraine/"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Reviewed by Dr Amara Osei, MD"


def test_the_feeds_tell_what_was_taken_down_without_a_word_of_it(client, page, physician):
    take_down(page, physician)
    assert xml_of(client, "/feeds/published.atom").find(f"{ATOM}entry") is None
    entry = xml_of(client, "/feeds/withdrawn.atom").find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == f"Taken down: {SITE}/conditions/migraine/"
    assert entry.findtext(f"{ATOM}summary") == "It contained a mistake."
    assert entry.findtext(f"{ATOM}updated") == "2026-06-05T10:00:00+00:00"
    text = client.get("/feeds/withdrawn.atom").content.decode()
    for words in ("Migraine", "Head pain", "A dose was misread", str(physician)):
        assert words not in text


def test_a_page_says_its_one_address_whatever_name_the_reader_came_by(client, page, settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = "https://health.example"
    html = client.get("/conditions/migraine/?utm=1", headers={"host": "elsewhere.example"}).content.decode()
    assert '<link rel="canonical" href="https://health.example/conditions/migraine/">' in html
    assert '<meta property="og:title" content="Migraine">' in html
    assert '<meta property="og:description" content="Head pain &amp; more.">' in html
    assert "elsewhere.example" not in html
