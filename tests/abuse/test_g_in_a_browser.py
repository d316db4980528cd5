"""ABUSE G, 107: the screens of accounts, exceptions and retraction by clicking; axe and every width at each step."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from governance.models import Review
from governance.policy.verbs import Role
from tests import factories as make
from tests.browser.conftest import SCREENSHOTS, browser_type_launch_args  # noqa: F401  the system's own browser
from tests.governance.admin import addresses

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOGIN = "/admin/login/"
WRONG = "wrong wrong wrong"
WIDTHS = (320, 390, 768, 1280, 1920)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def look(page, name):
    """Fails on what axe finds and on a sideways scroll; leaves a picture of each."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
    for width, scheme in ((390, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.screenshot(path=SCREENSHOTS / f"y1-{name}-{width}-{scheme}.png", full_page=True)
        found = Axe().run(page, options=RULES).response["violations"]
        told = [(item["id"], node["html"][:200]) for item in found for node in item["nodes"]]
        assert told == [], (name, width, scheme)


@pytest.fixture
def enter_browser(browser, live_server):
    """A browser in which a person logs in by the form."""
    contexts = []

    def enter_browser(person):
        contexts.append(browser.new_context(base_url=live_server.url))
        page = contexts[-1].new_page()
        page.goto("/admin/")
        page.fill("#id_username", person.username)
        page.fill("#id_password", make.PASSWORD)
        page.click("input[type=submit]")
        return page

    yield enter_browser
    for context in contexts:
        context.close()


def test_107_a_second_factor_is_set_up_by_clicking_and_every_step_is_accessible(enter_browser):
    person = make.make_person(Role.STATEMENT_OWNER, name="Ines Falk")
    page = enter_browser(person)
    page.click("text=Your account")
    look(page, "account")
    page.click("text=Change your password")
    page.click("text=Set the password")
    look(page, "password-refused")
    page.goto("/admin/second-factor/")
    look(page, "second-factor")
    page.fill("#id_password", make.PASSWORD)
    page.click("text=Show the secret")
    look(page, "second-factor-secret")
    page.fill("#id_code", f"{totp(TOTPDevice.objects.get(user=person).bin_key):06d}")
    page.click("text=Confirm the app")
    look(page, "recovery-codes")
    page.click("text=I have kept them")
    page.goto("/admin/second-factor/")
    look(page, "second-factor-set-up")


def test_107_an_account_is_opened_by_clicking_and_every_step_is_accessible(enter_browser):
    page = enter_browser(make.make_person(Role.OPERATOR, name="Oskar Lehto"))
    page.goto("/admin/governance/person/add/")
    typed = {"username": "mary.osei", "first_name": "Mary", "last_name": "Osei", "email": "m@example.org"}
    for name, value in typed.items():
        page.fill(f"#id_{name}", value)
    look(page, "open-account")
    page.click("button:has-text('Open the account')")
    look(page, "one-time-password")
    page.click("text=Go on to Mary Osei")
    page.select_option("#id_role", "physician")
    page.click("button:has-text('Give the role')")
    look(page, "person")
    page.goto("/admin/governance/physician/add/")
    look(page, "register-add")
    locked = page.context.browser.new_page()
    locked.goto(page.url.split("/admin/")[0] + LOGIN)
    for _ in range(5):
        locked.fill("#id_username", "nobody")
        locked.fill("#id_password", WRONG)
        locked.click("input[type=submit]")
    look(locked, "locked-out")
    locked.close()


def test_107_exceptions_and_retraction_are_accessible(enter_browser):
    make.make_statement()
    physician, compliance = make.make_physician(name="Amara Osei"), make.make_person(Role.COMPLIANCE)
    review = make.submit(make.make_page(where_ketamine_fits=make.KETAMINE_FITS + " Ketamine cures migraine."))
    page = enter_browser(physician)
    page.goto(addresses.review(review))
    page.click("summary:has-text('Ask for an exception') >> nth=0")
    asking = page.locator("form[aria-label^='Ask for an exception']").first
    asking.locator("textarea").fill("A quotation, and marked as one.")
    asking.locator("input[type=date]").fill(f"{timezone.localdate() + timedelta(days=30):%Y-%m-%d}")
    asking.locator("button").click()
    look(page, "review-exception-asked")
    desk = enter_browser(compliance)
    look(desk, "compliance-desk")
    desk.click("button:has-text('Grant it') >> nth=0")
    page.goto(addresses.review(review))
    look(page, "review-exception-holds")
    published = make.make_page()
    make.publish(published, by=physician)
    page.goto(addresses.review(Review.objects.get(document=published.pk)))
    look(page, "review-retract")
    page.fill("#id_retract-reason", "The dose was misread.")
    page.click("text=Take it back, and the page down")
    look(page, "review-retracted")
