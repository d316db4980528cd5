"""The staff's screens in a real browser: accessible, within the device, under the strict policy, without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from governance.models import Review
from governance.policy.verbs import Role
from tests import factories as make
from tests.governance.admin import addresses

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("steady_engine"),
]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDTHS = (320, 390, 768, 1280, 1920)
LONG = "Unbreakable" * 9


@pytest.fixture
def people(db):
    """One person for each role, with names as on the pictures."""
    make.make_statement()
    names = {Role.WRITER: "Hanna Lindqvist", Role.PHYSICIAN: "Amara Osei", Role.COMPLIANCE: "Ines Okafor"}
    made = {role: make.make_person(role, name=name) for role, name in names.items() if role != Role.PHYSICIAN}
    made[Role.PHYSICIAN] = make.make_physician(name=names[Role.PHYSICIAN])
    return made | {role: make.make_person(role) for role in (Role.OPERATOR, Role.STATEMENT_OWNER)}


@pytest.fixture
def migraine(people, steady_engine):
    """A live page with a newer version in review: a conflict, an unclear sentence, long words, a table, references."""
    page = make.make_page(
        by=people[Role.WRITER],
        title="Migraine",
        slug="migraine",
        definition=f"| Kind | Days |\n| --- | --- |\n| chronic | {LONG} |\n\nIt lasts four hours.",
        differences=[{"name": LONG, "text": LONG}],
        references=[{"authors": "Lind H", "year": "2024", "journal": LONG, "pmid": "123"}],
    )
    make.publish(page, by=people[Role.PHYSICIAN])
    page.definition = "It lasts three hours."
    page.where_ketamine_fits = f"{make.KETAMINE_FITS} Ketamine cures migraine. {steady_engine}"
    make.save(page, by=page.owner, reason="A new trial")
    make.submit(page, by=page.owner)
    return page


@pytest.fixture
def open_as(browser, live_server):
    """Opens a browser of its own in which a person is logged in."""
    opened = []

    def open_as(person, **options):
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context = browser.new_context(base_url=live_server.url, **options)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        opened.append(context)
        return context.new_page()

    yield open_as
    for context in opened:
        context.close()


def visited_by(role, people, page):
    """The screens that open for a role and look otherwise than for the roles before it; and one that is closed."""
    extra = [addresses.of(page, "compare") + "?old=1&new=2", addresses.of(page, "version", number=1)]
    every = [*addresses.every(), *extra]
    before = list(Role)[: list(Role).index(role)]
    seen = {address for other in before for address in every if opens(people[other], address)}
    own = {"/admin/", addresses.of(page), *map(addresses.review, Review.objects.all())}
    opened = [address for address in every if opens(people[role], address)]
    closed = [address for address in every if address not in opened]
    return [address for address in opened if address not in seen or address in own] + closed[:1]


def opens(person, address):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(address).status_code == 200


def violations(page):
    page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
    found = Axe().run(page, options=RULES).response["violations"]
    return [(item["id"], node["html"][:200]) for item in found for node in item["nodes"]]


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_every_screen_is_accessible(migraine, people, open_as, role, width, scheme):
    page = open_as(people[role], viewport={"width": width, "height": 900}, color_scheme=scheme)
    for address in visited_by(role, people, migraine):
        page.goto(address)
        assert violations(page) == [], address


@pytest.mark.parametrize("role", list(Role))
def test_every_screen_is_as_wide_as_the_device(migraine, people, open_as, role):
    page = open_as(people[role])
    for address in visited_by(role, people, migraine):
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)


@pytest.mark.parametrize("role", list(Role))
def test_no_screen_breaks_the_policy_or_misses_a_file(migraine, people, open_as, role):
    complaints = []
    page = open_as(people[role])
    page.on("console", lambda message: complaints.append(message.text))
    page.on("response", lambda found: complaints.append(found.url) if found.status >= 404 else None)
    for address in visited_by(role, people, migraine):
        page.goto(address)
    assert [text for text in complaints if "403 (Forbidden)" not in text] == []


def test_the_log_in_screen_is_accessible(live_server, browser):
    for width, scheme in ((390, "dark"), (1280, "light")):
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.goto(f"{live_server.url}/admin/login/")
        assert violations(page) == []
        page.close()


def test_a_page_goes_from_a_draft_to_the_public_by_clicking(people, open_as, live_server):
    page = open_as(people[Role.WRITER])
    page.goto("/admin/")
    page.click("text=New condition page")
    page.fill("#id_title", "Migraine")
    page.fill("#id_slug", "migraine")
    page.select_option("#id_condition", "migraine")
    page.fill("#id_points-0-text", "It is real.")
    page.fill("#id_where_ketamine_fits", make.KETAMINE_FITS)
    page.fill("#id_reason", "First draft")
    page.click("text=Save as a version")
    page.click("button:has-text('Send to review')")
    page = open_as(people[Role.PHYSICIAN])
    page.goto("/admin/")
    page.click("text=Start with Migraine")
    page.fill("#id_password", make.PASSWORD)
    page.fill("#id_code", make.make_code(people[Role.PHYSICIAN]))
    page.click("text=Sign version 1")
    assert page.locator("text=Signed and published").is_visible()
    page.click("a:has-text('live')")
    assert "Amara Osei" in page.content()
    assert page.url == f"{live_server.url}/conditions/migraine/"


def test_a_review_works_without_script_on_a_phone(migraine, people, open_as):
    page = open_as(people[Role.PHYSICIAN], java_script_enabled=False, viewport={"width": 390, "height": 800})
    page.goto("/admin/")
    page.click("text=Start with Migraine")
    page.click("text=Settle it")
    card = page.locator("article.finding.u")
    card.locator("label:has-text('Nothing that the statement governs')").click()
    card.locator("input[type=text]").fill("Read.")
    card.locator("text=Settle in my name").click()
    assert page.locator("text=is settled in your name").is_visible()
    page.locator("#send-back textarea").fill("Take out the word cures.")
    page.click("text=Send back to Hanna Lindqvist")
    assert page.locator("text=Sent back by Amara Osei").is_visible()


def test_the_keyboard_reaches_the_sign_off_and_shows_where_it_is(migraine, people, open_as):
    page = open_as(people[Role.PHYSICIAN])
    page.goto("/admin/")
    page.click("text=Start with Migraine")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    page.keyboard.press("Enter")
    page.focus("text=Go to sign-off")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#sign-off"
