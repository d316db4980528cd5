"""The statement in a real browser: a band is moved, two people approve it, and a page that contradicts it is gone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from governance.models import ApprovedStatement, Live
from tests import factories as make
from tests.browser.test_comments_and_links import DESK, PHONE, RULES
from tests.governance import statement_support as desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def owner(db):
    make.make_statement()
    return desk.make_owner(name="Ines Falk")


@pytest.fixture
def live(owner):
    writer = make.make_writer(name="Hanna Lindqvist")
    page = make.make_page(by=writer, title="Migraine", where_ketamine_fits=desk.LAST_RESORT)
    return make.publish(page)


def accessible(page, width):
    """Nothing wider than the device, nothing that axe complains of, with all folds open."""
    page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(item["id"], node["html"][:160]) for item in found for node in item["nodes"]] == []


def narrow(page):
    """Begins a draft and moves the place in care of ketamine for migraine, by the lists."""
    page.goto("/admin/statement/draft/")
    page.get_by_role("button", name="Begin a draft").click()
    form = page.get_by_role("form", name="Move the band of role-headache")
    form.get_by_label("to", exact=True).select_option("no_role")
    form.get_by_role("button", name="Move").click()


def sign(page, person, button):
    """Gives password and code."""
    page.get_by_label("Your password").fill(make.PASSWORD)
    page.get_by_label("6-digit code").fill(make.make_code(person))
    page.get_by_role("button", name=button).click()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_band_is_moved_two_approve_it_and_the_page_is_gone_and_named_on_its_owners_desk(
    log_in, new_page, owner, live, script, shoot
):
    page = log_in(owner, **DESK, java_script_enabled=script)
    narrow(page)
    effect = page.get_by_role("region", name="What this draft would block")
    expect(effect.get_by_role("link", name="Migraine").first).to_be_visible()
    expect(effect.get_by_text("It is a last resort for refractory chronic migraine")).to_be_visible()
    page.get_by_role("link", name="change version or day").click()
    page.get_by_label("In force from").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name="Save in the draft").click()
    sign(page, owner, "Sign as the owner")
    expect(page.get_by_text("A second physician, who did not write it, can approve it now.")).to_be_visible()
    second = make.make_physician(name="Amara Osei")
    other = log_in(second, **DESK, java_script_enabled=script)
    other.goto("/admin/statement/draft/")
    expect(other.get_by_text("At once 1 live page comes down.")).to_be_visible()
    shoot(other, f"statement-second-{script}")
    sign(other, second, "Sign and approve")
    expect(other.get_by_text("Statement 2026.2 is approved.")).to_be_visible()
    assert ApprovedStatement.objects.latest("pk").seconded_by == second
    reader = new_page()
    assert reader.goto(f"/{live.path}/").status == 410
    assert not Live.objects.exists()
    writer = log_in(live.document.owner, **DESK)
    down = writer.get_by_role("region", name="Taken down")
    expect(down.get_by_role("link", name="Migraine")).to_be_visible()
    expect(down.get_by_text("In conflict with Statement 2026.2")).to_be_visible()
    shoot(writer, "statement-writer-desk")


@pytest.mark.parametrize("device", [PHONE, DESK], ids=["phone", "desk"])
def test_the_desk_and_its_forms_are_accessible_on_phone_and_desk(log_in, owner, live, device, shoot):
    width = device["viewport"]["width"]
    page = log_in(owner, **device)
    page.goto("/admin/statement/draft/")
    accessible(page, width)
    narrow(page)
    accessible(page, width)
    shoot(page, f"statement-desk-{width}")
    for address in (
        *("draft/position/role-headache", "draft/new/role", "draft/required/say-off-label"),
        *("draft/text", "draft/head", "compare"),
    ):
        page.goto(f"/admin/statement/{address}/")
        accessible(page, width)
    page.goto("/admin/governance/approvedstatement/")
    accessible(page, width)


def test_the_keyboard_alone_moves_a_band(log_in, owner):
    page = log_in(owner, **DESK)
    page.goto("/admin/statement/draft/")
    page.get_by_role("button", name="Begin a draft").press("Enter")
    page.get_by_label("to", exact=True).first.focus()
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("It is saved in the draft.")).to_be_visible()
