"""The whole way by clicking, as writer, physician and reader, on the real documents."""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from content.models import ConditionPage, Faq
from governance.models import Live, Review
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DARK_PHONE = {"color_scheme": "dark", "viewport": {"width": 390, "height": 844}}


@pytest.fixture
def writer():
    make.make_statement()
    return make.make_writer(name="Hanna Lindqvist")


@pytest.fixture
def physician(writer):
    return make.make_physician(name="Amara Osei")


def load(file, kind, writer):
    call_command(
        "import_page",
        str(file),
        kind=kind,
        condition="migraine",
        owner=writer.username,
        verbosity=0,
        stdout=None,
    )


def settle_all(page):
    """Settles each unclear sentence by its own form, as it comes."""
    forms = page.locator("article.finding.u form[aria-label^='Settle sentence']")
    for _ in range(forms.count()):
        form = forms.first
        form.get_by_label("Inside the band").check()
        form.get_by_label("Why, in a few words").fill("Read, and inside.")
        form.get_by_role("button", name="Settle in my name").click()
        expect(page.locator("form[aria-busy]")).to_have_count(0)
    expect(forms).to_have_count(0)


def identify(page, physician):
    """Types the password and a code."""
    page.get_by_label("Your password").fill(make.PASSWORD)
    page.get_by_label("6-digit code").fill(make.make_code(physician))


def test_a_page_goes_from_the_draft_to_the_reader(shared_inputs, writer, physician, log_in, new_page, shoot):
    load(shared_inputs / "condition-page.txt", "condition-page", writer)
    for faq in Faq.objects.order_by("pk"):
        make.submit(faq, by=writer)

    desk = log_in(writer)
    shoot(desk, "writer-desk")
    desk.get_by_role("link", name="Migraine", exact=True).first.click()
    expect(desk.get_by_label("Title")).to_have_value("Migraine")
    shoot(desk, "writer-editor")
    desk.get_by_role("button", name=re.compile("review")).click()
    expect(desk.get_by_role("heading", name="Migraine").first).to_be_visible()

    queue = log_in(physician)
    shoot(queue, "physician-queue")
    queue.get_by_role("link", name=re.compile("^Migraine, version 1")).first.click()
    expect(queue.locator("article.finding.c")).to_have_count(0)
    shoot(queue, "physician-review")
    settle_all(queue)
    identify(queue, physician)
    queue.get_by_role("button", name="Sign version 1").click()
    expect(queue.get_by_text("You signed version 1.")).to_be_visible()
    shoot(queue, "physician-signed")
    for review in Review.objects.filter(document__kind="faq"):
        queue.goto(f"/admin/reviews/{review.pk}/")
        settle_all(queue)
        identify(queue, physician)
        queue.get_by_role("button", name="Sign version 1").click()
        expect(queue.get_by_text("You signed version 1.")).to_be_visible()

    reader = new_page()
    reader.goto("/conditions/migraine/")
    expect(reader.get_by_text("Amara Osei").first).to_be_visible()
    assert reader.locator(".reviewed b time").count() == 1
    assert reader.locator("a[href^='https://pubmed.ncbi.nlm.nih.gov/']").count() == 3
    assert reader.locator("details").count() == 4
    shoot(reader, "reader-page")
    phone = new_page(**DARK_PHONE)
    phone.goto("/conditions/migraine/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    shoot(phone, "reader-page-phone-dark")


def test_a_page_in_conflict_is_refused_on_the_screen(
    shared_inputs, writer, physician, log_in, new_page, shoot
):
    load(shared_inputs / "expert-interview.txt", "article", writer)
    review = make.submit(make.Article.objects.get(), by=writer)
    screen = log_in(physician)
    screen.goto(f"/admin/reviews/{review.pk}/")
    assert screen.locator("article.finding.c").count() >= 15
    expect(screen.get_by_role("button", name="Sign version 1")).to_be_disabled()
    shoot(screen, "physician-review-in-conflict")
    screen.get_by_label("What should change").fill("Please keep to the position statement.")
    screen.get_by_role("button", name=re.compile("^Send back")).click()
    desk = log_in(writer, **DARK_PHONE)
    expect(desk.get_by_text("Please keep to the position statement.")).to_be_visible()
    shoot(desk, "writer-desk-sent-back-phone-dark")
    reader = new_page()
    assert reader.goto(f"/{review.document.path}/").status == 404
    assert not Live.objects.exists()


def test_the_wrong_password_signs_nothing_and_says_so(writer, physician, log_in):
    page = make.make_page(by=writer)
    review = make.submit(page, by=writer)
    make.settle_all(review, by=physician)
    screen = log_in(physician)
    screen.goto(f"/admin/reviews/{review.pk}/")
    identify(screen, physician)
    screen.get_by_label("Your password").fill("not this one, sorry")
    screen.get_by_role("button", name="Sign version 1").click()
    expect(screen.get_by_role("alert")).to_contain_text("Nothing was signed")
    assert screen.get_by_label("Your password").input_value() == ""
    assert not Live.objects.exists()


def write_lead(tab, words):
    """Writes over the lead as a person does, key by key."""
    tab.get_by_role("textbox", name="Lead").click()
    tab.keyboard.press("Control+a")
    tab.keyboard.type(words)


def test_two_tabs_lose_nothing(writer, log_in):
    page = make.make_page(by=writer)
    address = f"/admin/content/conditionpage/{page.pk}/change/"
    first, second = log_in(writer), log_in(writer)
    for tab in (first, second):
        tab.goto(address)
    write_lead(first, "Words of the first tab.")
    first.get_by_label("Why this change").fill("First")
    first.get_by_role("button", name="Save as a version").click()
    write_lead(second, "Words of the second tab.")
    second.get_by_label("Why this change").fill("Second")
    second.get_by_role("button", name="Save as a version").click()
    expect(second.get_by_role("heading", level=1)).to_contain_text("since you opened the text")
    shown = second.content()
    assert "Words of the second tab." in shown
    # What changed is marked, so the words of the other tab stand in pieces.
    assert "first" in shown
    page.refresh_from_db()
    assert page.lead == "Words of the first tab."
    assert ConditionPage.objects.get(pk=page.pk).version_number == 2
