"""The public site in a real browser: accessible, within the screen, without a violation of the strict policy."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDTHS = (320, 390, 768, 1280, 1920)
LONG_WORD = "Unbreakable" * 9


@pytest.fixture
def site(physician, live_server):
    """The address of a site with one page of each collection; long words, tables and headings in them."""
    writer = make.make_writer()
    near = make.make_page(by=writer, title="Cluster headache", slug="cluster-headache")
    page = make.make_page(
        by=writer,
        title="Migraine",
        slug="migraine",
        icd11="8A80",
        phrases=[{"text": "head pain"}, {"text": LONG_WORD}],
        points=[{"text": "It is real."}],
        definition="| Kind | Days |\n| --- | --- |\n| chronic | fifteen |\n\n# A heading\n\nWords.",
        differences=[{"name": LONG_WORD, "text": LONG_WORD}],
        references=[{"authors": "Lind H", "year": "2024", "journal": "Records", "pmid": "123"}],
    )
    make.save(page, by=writer, links={"related": [near]}, reason="Related pages")
    faqs = [make.make_faq(by=writer, title=f"Question {n}?", slug=f"q{n}", pages=(page,)) for n in (1, 2)]
    article = make.make_article(by=writer, slug="visit", body="## First\n\nWords.\n\n#### Deep\n\nWords.")
    for document in (near, page, *faqs, article):
        make.publish(document, by=physician)
    return live_server.url


def screens(site):
    addresses = [
        "/",
        "/conditions/",
        "/faqs/",
        "/conditions/migraine/",
        "/faqs/q1/",
        "/articles/visit/",
        "/reviewers/",
        "/search/",
        "/search/?q=words&condition=migraine",
        "/search/?q=nowhere-at-all",
        "/no/no/",
    ]
    return [site + address for address in addresses]


def violations(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [(item["id"], node["html"]) for item in found for node in item["nodes"]]


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_every_screen_is_accessible(site, browser, width, scheme):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    for address in screens(site):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
        assert violations(page) == [], address
    page.close()


def test_every_screen_is_as_wide_as_the_device(site, page):
    for address in screens(site):
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)


def test_no_screen_breaks_the_policy_or_misses_a_file(site, page):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("response", lambda response: complaints.append(response.url) if response.status >= 400 else None)
    for address in screens(site)[:-1]:
        page.goto(address)
    assert complaints == []


def test_questions_open_without_script(site, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}/conditions/migraine/")
    second = page.locator("details").nth(1)
    assert not second.locator(".answer").is_visible()
    second.locator("summary").click()
    assert second.locator(".answer").is_visible()


def test_all_questions_are_open_in_print(site, page):
    page.goto(f"{site}/conditions/migraine/")
    page.emulate_media(media="print")
    assert [item.is_visible() for item in page.locator("details .answer").all()] == [True, True]
    assert page.locator(".printed").is_visible()
    assert not page.locator(".contents").is_visible()


def test_the_keyboard_skips_to_the_text(site, page):
    page.goto(f"{site}/conditions/migraine/")
    page.keyboard.press("Tab")
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_device(site, browser, scheme):
    page = browser.new_context(color_scheme=scheme).new_page()
    page.goto(site)
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(255, 255, 255)") == (scheme == "light")
