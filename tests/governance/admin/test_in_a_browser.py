"""The staff's screens in a real browser: accessible, within the device, under the strict policy, without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from governance.models import ApprovedStatement, Review
from governance.policy.verbs import Role
from governance.services import assigning, reviews
from governance.services.actors import Actor
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
        definition=f"| Kind | Days |\n| --- | --- |\n| chronic | {LONG} |\n\nIt lasts four hours. {steady_engine}",
        where_ketamine_fits=f"{make.KETAMINE_FITS} {steady_engine}",
        differences=[{"name": LONG, "text": LONG}],
        references=[{"authors": "Lind H", "year": "2024", "journal": LONG, "pmid": "123"}],
    )
    make.publish(page, by=people[Role.PHYSICIAN])
    page.definition = f"It lasts three hours. {steady_engine}"
    page.where_ketamine_fits = f"{make.KETAMINE_FITS} Ketamine cures migraine. {steady_engine}"
    make.save(page, by=page.owner, reason="A new trial")
    writer, physician = Actor.of(page.owner), Actor.of(people[Role.PHYSICIAN])
    sent = {"version": make.newest(page), "urgent_because": f"A recall of {LONG}.", "at": make.NOW}
    review = reviews.submit(actor=writer, **sent)
    assigning.take(actor=physician, review=review, seen=0, at=make.NOW)
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


def screens_of(role, person, page):
    """The screens that look their own way for a role."""
    review = addresses.review(Review.objects.latest("pk"))
    statement = f"/admin/governance/approvedstatement/{ApprovedStatement.objects.get().pk}/change/"
    own = {
        Role.WRITER: [
            "/admin/content/conditionpage/", "/admin/content/article/add/", addresses.of(page),
            addresses.of(page, "history"), addresses.of(page, "compare") + "?old=1&new=2",
            addresses.of(page, "version", number=1), review,
        ],
        Role.PHYSICIAN: [
            "/admin/reviews/", "/admin/reviews/?risk=dose&mine=on", review, review + "?view=clean",
            addresses.of(page), addresses.of(page, "withdraw"), statement,
            "/admin/governance/person/",
        ],
        Role.COMPLIANCE: [
            "/admin/governance/auditentry/", "/admin/governance/auditentry/1/change/", "/admin/governance/person/",
            f"/admin/governance/person/{person.pk}/change/", "/admin/governance/physician/",
        ],
        Role.OPERATOR: ["/admin/governance/physician/add/"],
        Role.STATEMENT_OWNER: ["/admin/governance/approvedstatement/"],
    }  # fmt: skip
    return ["/admin/", *own[role]]


def violations(page):
    page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
    found = Axe().run(page, options=RULES).response["violations"]
    return [(item["id"], node["html"][:200]) for item in found for node in item["nodes"]]


@pytest.mark.parametrize("role", list(Role))
def test_every_screen_is_accessible_as_wide_as_the_device_and_under_the_policy(
    migraine, people, open_as, role
):
    page = open_as(
        people[role], reduced_motion="reduce"
    )  # so that no colour is measured on its way to another
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    for address in screens_of(role, people[role], migraine):
        page.goto(address)
        assert [text for text in complaints if "403 (Forbidden)" not in text] == [], address
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
        for width, scheme in ((390, "dark"), (1280, "light")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == [], (address, width, scheme)
        complaints.clear()  # axe itself breaks the policy; what it did is not the screen's


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
    page.locator(".save-row button").click()
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
    page.click(".blockers a:has-text('Settle it')")
    card = page.locator("article.finding.u").first
    card.locator("summary:has-text('Settle it otherwise')").click()
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
    page.wait_for_url("**/reviews/*/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    page.keyboard.press("Enter")
    page.focus("text=Go to sign-off")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#sign-off"
