"""The writer's editor in a real browser: found while typing, mended by keyboard alone, and nothing lost without it."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories as make
from tests.governance.admin import addresses
from tests.governance.admin.test_in_a_browser import open_as, violations  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CURE = "Ketamine cures migraine."
FIELD = "Where ketamine fits"


@pytest.fixture
def migraine(db):
    make.make_statement()
    return make.make_page(title="Migraine", slug="migraine", definition="It lasts four hours.")


@pytest.fixture
def desk(migraine, open_as):  # noqa: F811
    """The page's form, open for its writer; the test fails on any complaint of the browser."""
    complaints = []

    def opened(**options):
        page = open_as(migraine.owner, **options)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(addresses.of(migraine))
        return page

    opened.complaints = complaints
    yield opened
    assert complaints == []


def pane(page, name=FIELD):
    return page.get_by_role("textbox", name=name, exact=True)


def write_at_the_end(page, words):
    pane(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def source(page):
    return page.locator("#id_where_ketamine_fits").input_value()


def test_a_conflict_is_underlined_as_it_is_typed_and_the_list_names_it(desk):
    page = desk()
    expect(page.locator("#check-state")).to_contain_text("Checked")  # only what is new after this is spoken
    write_at_the_end(page, f" {CURE}")
    expect(page.locator(".cm-editor .claim.c")).to_have_text(CURE)
    expect(page.locator(".cm-editor .claim.c .cue, .cm-editor .cue.claim")).to_have_text("cures")
    expect(page.locator(".cm-shapes .on-conflict:visible")).to_have_count(1)
    expect(page.locator("#live-findings article.c .quote")).to_have_text(CURE)
    expect(page.locator("#live-summary")).to_contain_text("1 to mend")
    expect(page.locator("#check-status")).to_have_text(re.compile("1 conflict"))


def test_a_conflict_is_mended_by_keyboard_alone_and_undo_brings_it_back(desk):
    page = desk()
    write_at_the_end(page, f" {CURE}")
    expect(page.locator(".cm-editor .claim.c")).to_be_visible()
    before = source(page)
    page.keyboard.press("F8")
    card = page.locator(".cm-card article")
    expect(card).to_contain_text("The statement says")
    expect(page.locator("#check-status")).to_have_text(re.compile("Words that fit"))
    page.keyboard.press("Alt+Enter")
    expect(page.locator(".cm-editor .claim.c")).to_have_count(0)
    expect(card).to_have_count(0)
    assert CURE not in source(page) and source(page).startswith(make.KETAMINE_FITS)
    page.keyboard.press("Control+z")
    assert source(page) == before
    expect(page.locator(".cm-editor .claim.c")).to_have_text(CURE)


def test_escape_closes_the_card_and_the_next_finding_is_in_another_field(desk):
    page = desk()
    write_at_the_end(page, f" {CURE}")
    pane(page, "Lead").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("Ketamine is harmless.")
    expect(page.locator(".cm-editor .claim.c")).to_have_count(2)
    page.keyboard.press("F8")
    expect(page.locator(".cm-card")).to_contain_text("Ketamine is harmless.")
    page.keyboard.press("F8")
    expect(page.locator(".cm-card")).to_contain_text(CURE)
    page.keyboard.press("Shift+F8")
    expect(page.locator(".cm-card")).to_contain_text("Ketamine is harmless.")
    page.keyboard.press("Escape")
    expect(page.locator(".cm-card")).to_have_count(0)
    expect(pane(page, "Lead")).to_be_focused()


def test_the_list_jumps_to_the_text_and_opens_the_card(desk):
    page = desk()
    write_at_the_end(page, f" {CURE}")
    page.locator("#live-findings article.c a.meta").click()
    expect(page.locator(".cm-card")).to_contain_text(CURE)
    expect(pane(page)).to_be_focused()


def test_a_row_is_found_and_mended_too(desk):
    page = desk()
    page.fill("#id_points-0-text", "Ketamine is harmless.")
    expect(page.locator("#id_points-0-text")).to_have_class(re.compile("has-conflict"))
    page.locator("#live-findings article.c").get_by_role("button", name=re.compile("^Insert")).click()
    expect(page.locator("#id_points-0-text")).not_to_have_value("Ketamine is harmless.")
    page.keyboard.press("Control+z")
    expect(page.locator("#id_points-0-text")).to_have_value("Ketamine is harmless.")


def test_the_pointer_shows_the_reason(desk):
    page = desk()
    write_at_the_end(page, f" {CURE}")
    page.locator(".cm-editor .claim.c").first.hover()
    expect(page.locator(".cm-hover")).to_contain_text("more than the statement allows")


def test_tab_leaves_the_field_and_the_label_leads_into_it(desk):
    page = desk()
    page.locator("label[for=id_where_ketamine_fits]").click()
    expect(pane(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(pane(page)).not_to_be_focused()
    assert pane(page).get_attribute("spellcheck") == "true"
    assert pane(page).get_attribute("aria-multiline") == "true"


def test_what_another_script_puts_in_the_plain_field_is_taken_up(desk):
    page = desk()
    page.evaluate(
        """() => { const field = document.querySelector('#id_where_ketamine_fits');
        field.value = 'Kept words.'; field.dispatchEvent(new Event('input', { bubbles: true })); }"""
    )
    expect(pane(page)).to_have_text("Kept words.")


def test_what_was_typed_in_a_pane_is_saved(desk, migraine):
    page = desk()
    write_at_the_end(page, " It is given in a clinic.")
    page.fill("#id_reason", "A sentence more")
    page.locator(".save-row button").click()
    expect(page.locator(".messagelist")).to_contain_text("Version 2")
    assert make.newest(migraine).number == 2
    assert "It is given in a clinic." in make.newest(migraine).text


def test_without_script_the_plain_form_stands_and_finds_the_same_after_saving(desk, migraine):
    page = desk(java_script_enabled=False)
    expect(page.locator("#beside-tabs")).to_be_hidden()
    page.fill("#id_where_ketamine_fits", f"{make.KETAMINE_FITS} {CURE}")
    page.fill("#id_reason", "Bold")
    page.locator(".save-row button").click()
    expect(page.locator("#findings article.c .quote")).to_have_text(CURE)
    page.locator("#findings article.c a.meta").click()
    assert page.url.endswith("#id_where_ketamine_fits")


def test_a_new_page_is_checked_while_it_is_begun(migraine, open_as):  # noqa: F811
    page = open_as(migraine.owner)
    page.goto("/admin/content/article/add/")
    page.select_option("#id_condition", "migraine")
    pane(page, "Body").fill(CURE)
    expect(page.locator(".cm-editor .claim.c")).to_have_text(CURE)


@pytest.mark.parametrize(
    ("width", "scheme"), [(390, "dark"), (768, "light"), (1280, "dark"), (1920, "light")]
)
def test_the_editor_is_accessible_and_as_wide_as_the_device(desk, width, scheme):
    page = desk(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    write_at_the_end(page, f" {CURE}")
    expect(page.locator(".cm-editor .claim.c")).to_be_visible()
    page.keyboard.press("F8")
    expect(page.locator(".cm-card")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert desk.complaints == []
    assert violations(page) == []
    desk.complaints.clear()  # axe itself breaks the policy; what it did is not the screen's


def test_the_preview_follows_the_typing_in_a_frame_without_script(desk):
    page = desk()
    page.get_by_role("tab", name="Preview").click()
    frame = page.frame_locator("#preview iframe")
    expect(frame.locator("main h1")).to_have_text("Migraine")
    assert frame.locator("body").evaluate("getComputedStyle(document.body).margin") == "0px"
    write_at_the_end(page, " It is given in a clinic.")
    expect(frame.locator("article")).to_contain_text("It is given in a clinic.")
    page.get_by_role("tab", name="Preview").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#live-findings")).to_be_visible()
