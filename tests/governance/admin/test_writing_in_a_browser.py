"""Writing in a real browser: rows by keyboard, words that survive a closed tab and a lost connection."""

import pytest
from playwright.sync_api import expect

from content.models import ConditionPage
from governance.models import KeptDraft
from governance.policy.verbs import Role
from tests import factories as make
from tests.governance.admin import addresses
from tests.governance.admin.test_in_a_browser import open_as, people, violations  # noqa: F401  fixtures

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("steady_engine"),
]
POINTS = [{"text": "One"}, {"text": "Two"}]


@pytest.fixture
def migraine(people):  # noqa: F811
    return make.make_page(
        by=people[Role.WRITER], points=POINTS, references=[{"pmid": "42", "journal": "A journal"}]
    )


@pytest.fixture
def writing(people, open_as, migraine):  # noqa: F811
    """The form of the page, opened by its writer, and what the browser complained of."""
    page = open_as(people[Role.WRITER])
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto(addresses.of(migraine))
    return page


def texts(page):
    return [item.input_value() for item in page.locator("[data-rows=points] textarea").all()]


def focused(page):
    return page.evaluate("document.activeElement.id")


def test_rows_are_moved_added_and_removed_by_the_keyboard_and_the_focus_follows(writing):
    writing.focus("#id_points-1-up")
    writing.keyboard.press("Enter")
    assert texts(writing) == ["Two", "One"] and focused(writing) == "id_points-0-down"
    assert writing.locator("[data-rows=points] [role=status]").text_content() == "The row is number 1 now."
    writing.keyboard.press("Enter")
    assert texts(writing) == ["One", "Two"]
    writing.focus("#id_points-add")
    writing.keyboard.press("Enter")
    assert focused(writing) == "id_points-2-text"
    writing.keyboard.type("Three")
    writing.focus("#id_points-0-remove")
    writing.keyboard.press("Enter")
    assert texts(writing) == ["Two", "Three"] and focused(writing) == "id_points-0-text"
    writing.fill("#id_reason", "Rows")
    writing.keyboard.press("Enter")
    writing.wait_for_selector(".messagelist")
    assert ConditionPage.objects.get().points == [{"text": "Two"}, {"text": "Three"}]
    assert writing.complaints == [] and violations(writing) == []


def test_a_reference_is_filled_in_by_its_number(writing):
    writing.click("#id_references-add")
    writing.fill("#id_references-1-pmid", "42")
    with writing.expect_response("**/admin/references/*"):
        writing.click("#id_references-1-find")
    expect(writing.locator("#id_references-1-journal")).to_have_value("A journal")
    assert "Filled in as" in writing.locator("[data-rows=references] [role=status]").text_content()


def test_words_survive_a_closed_tab(writing, migraine):
    writing.fill("#id_title", "Words of a closed tab.")
    writing.goto("/admin/")
    writing.goto(addresses.of(migraine))
    assert KeptDraft.objects.count() == 1
    writing.click("text=Take them up")
    assert writing.input_value("#id_title") == "Words of a closed tab."
    assert writing.locator("text=This browser has words of yours").count() == 0
    writing.fill("#id_reason", "Kept")
    writing.click("button.button:has-text('Save as a version')")
    writing.wait_for_selector(".messagelist")
    assert ConditionPage.objects.get().title == "Words of a closed tab."
    writing.reload()
    assert not KeptDraft.objects.exists() and writing.locator("text=You left words here").count() == 0


def test_words_survive_a_lost_connection(writing, migraine):
    writing.route("**/keep/", lambda route: route.abort())
    writing.fill("#id_title", "Words without a connection.")
    writing.click("#id_points-add")
    writing.wait_for_selector("text=This browser keeps your words")
    assert "ERR_FAILED" in writing.complaints[0]  # the browser's own word on the lost connection
    writing.goto(addresses.of(migraine))
    assert writing.locator("text=This browser has words of yours from").count() == 1
    assert violations(writing) == []
    writing.click("[data-take]")
    assert writing.input_value("#id_title") == "Words without a connection."
    assert texts(writing)[:2] == ["One", "Two"]
    writing.unroute("**/keep/")
    writing.reload()


def test_words_are_thrown_away_from_the_browser(writing, migraine):
    writing.route("**/keep/", lambda route: route.abort())
    writing.fill("#id_title", "Other words.")
    writing.focus("#id_reason")
    writing.goto(addresses.of(migraine))
    writing.click("[data-throw]")
    writing.reload()
    assert writing.locator("text=This browser has words of yours").count() == 0


def test_a_second_person_is_seen(writing, migraine, open_as):  # noqa: F811
    other = open_as(make.make_person(Role.WRITER, name="Tomas Brandt"))
    with other.expect_response("**/keep/"):
        other.goto(addresses.of(migraine))
    writing.reload()
    assert "Tomas Brandt is editing this page" in writing.locator("#here").text_content()
    assert violations(writing) == []
