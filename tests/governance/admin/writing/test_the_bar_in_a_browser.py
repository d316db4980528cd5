"""The bar over a pane and the list of sections, in a real browser, by keyboard and by mouse."""

import pytest
from playwright.sync_api import expect

from tests import factories as make
from tests.governance.admin.test_editor_in_a_browser import (  # noqa: F401
    CURE,
    FIELD,
    desk,
    migraine,
    pane,
    source,
    write_at_the_end,
)
from tests.governance.admin.test_in_a_browser import open_as  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def section(page, name):
    return page.get_by_role("navigation", name="Sections").get_by_role("link", name=name)


def test_the_bar_is_one_stop_of_the_tab_key_and_marks_what_is_chosen(desk):  # noqa: F811
    page = desk()
    pane(page).focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("toolbar", name=f"Text tools: {FIELD}").get_by_text("Bold")).to_be_focused()
    page.keyboard.press("Enter")
    assert source(page) == f"**{make.KETAMINE_FITS}**"
    page.keyboard.press("Control+z")
    assert source(page) == make.KETAMINE_FITS
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    assert source(page) == f"- {make.KETAMINE_FITS}"


def test_a_link_is_made_of_what_is_chosen_and_its_address_waits_to_be_typed(desk):  # noqa: F811
    page = desk()
    pane(page).focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    page.keyboard.type("/conditions/migraine/")
    assert source(page) == f"[{make.KETAMINE_FITS}](/conditions/migraine/)"


def test_a_section_is_reached_by_its_link_and_tells_what_is_open_in_it(desk):  # noqa: F811
    page = desk()
    section(page, "References").click()
    expect(page.locator("#id_references-0-authors")).to_be_focused()
    section(page, FIELD).click()
    expect(pane(page)).to_be_focused()
    expect(section(page, FIELD)).to_have_attribute("aria-current", "true")
    write_at_the_end(page, f" {CURE}")
    expect(section(page, FIELD)).to_contain_text("1 in conflict")
    expect(section(page, FIELD)).to_have_attribute("aria-current", "true")
