"""A physician's review by hand: few clicks, the keyboard alone, in place, on a phone."""

import re

import pytest
from playwright.sync_api import expect

from governance.models import Live, Settlement
from governance.services import reviews
from governance.services.actors import Actor
from governance.services.facts import case_of
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ODD = "Ketamine does zorbish things to migraine."
ODDER = "Ketamine does wugly things to migraine."
COUNT = "addEventListener('pointerdown', () => window.counted(), true);"
PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "has_touch": True}


@pytest.fixture
def osei():
    make.make_statement()
    return make.make_physician(name="Amara Osei")


@pytest.fixture
def page(osei):
    """A live page that Osei signed, sent again with one number changed; its odd sentence was settled before."""
    page = make.make_page(
        by=make.make_writer(name="Hanna Lindqvist"), definition=f"It lasts for two hours. {ODD}", lead="Pain."
    )
    make.publish(page, by=osei)
    page.refresh_from_db()
    page.definition = f"It lasts for three hours. {ODD}"
    make.save(page, by=page.owner, reason="A newer guideline")
    return page


def send(page):
    return make.submit(page, by=page.owner)


def tick_all(screen):
    for box in screen.locator("form.sign input[type=checkbox]:not([name=publish])").all():
        box.check()


def sign(screen, person):
    tick_all(screen)
    screen.get_by_label("Your password").fill(make.PASSWORD)
    screen.get_by_label("6-digit code").fill(make.make_code(person))
    screen.get_by_role("button", name=re.compile("^Sign version")).click()


def test_a_small_change_is_reviewed_in_fewer_than_ten_clicks(osei, page, new_page, shoot):
    send(page)
    send(make.make_page(by=page.owner))
    clicks = []
    screen = new_page()
    screen.expose_function("counted", lambda: clicks.append(1))
    screen.add_init_script(COUNT)
    screen.goto("/admin/")
    screen.get_by_label("Username").fill(osei.username)
    screen.get_by_label("Password").fill(make.PASSWORD)
    screen.get_by_role("button", name="Log in").click()
    expect(screen.get_by_text("A number.")).to_be_visible()
    shoot(screen, "physician-desk")
    screen.get_by_role("link", name=re.compile("^Start with")).click()
    expect(screen.locator(".paper ins")).to_contain_text("three")
    shoot(screen, "physician-review-small-change")
    while screen.get_by_role("button", name="Confirm in my name").count():
        screen.get_by_role("button", name="Confirm in my name").first.click()
        expect(screen.locator("form[aria-busy]")).to_have_count(0)
    sign(screen, osei)
    expect(screen.get_by_text("Signed and published")).to_be_visible()
    shoot(screen, "physician-signed-next")
    screen.get_by_role("link", name=re.compile("^Next: ")).click()
    expect(screen.get_by_role("button", name="Sign version 1")).to_be_visible()
    assert len(clicks) < 10
    assert Live.objects.get().publication.version.number == 2


def test_a_review_is_done_with_the_keyboard_alone(osei, page, log_in):
    send(page)
    screen = log_in(osei)
    screen.get_by_role("link", name=re.compile("^Start with")).focus()
    screen.keyboard.press("Enter")
    expect(screen.locator("#keys-button")).to_be_visible()
    while screen.locator("#findings > .finding.u").count():
        open_now = screen.locator("#findings > .finding.u").count()
        screen.keyboard.press("s")
        expect(screen.locator("[data-settle]:focus")).to_have_count(1)
        screen.keyboard.press("Enter")
        expect(screen.locator("#findings > .finding.u")).to_have_count(open_now - 1)
    screen.keyboard.press("n")
    tick_all(screen)
    screen.get_by_label("Your password").focus()
    screen.keyboard.type(make.PASSWORD)
    screen.keyboard.press("Tab")
    screen.keyboard.type(make.make_code(osei))
    screen.keyboard.press("Enter")
    expect(screen.get_by_text("Signed and published")).to_be_visible()


def open_odd(osei, log_in, **options):
    review = make.submit(make.make_page(definition=f"{ODD}\n\n{ODDER}", lead="Pain."))
    screen = log_in(osei, **options)
    screen.goto(f"/admin/reviews/{review.pk}/")
    return review, screen


def test_a_finding_is_settled_in_place_and_the_focus_goes_on(osei, log_in):
    _review, screen = open_odd(osei, log_in)
    waiting = screen.locator("#findings > .finding.u")
    before = waiting.count()
    screen.evaluate("window.isSamePage = true")
    screen.get_by_label("What should change").fill("Words not to be lost.")
    card = waiting.first
    card.scroll_into_view_if_needed()
    card.get_by_label("Inside the band").check()
    card.get_by_label("Why, in a few words").fill("Read.")
    card.get_by_role("button", name="Settle in my name").click()
    expect(waiting).to_have_count(before - 1)
    assert screen.evaluate("window.isSamePage")
    expect(screen.locator("#findings > .finding:focus")).to_have_count(1)
    expect(screen.get_by_role("status")).to_contain_text("is settled in your name")
    expect(screen.get_by_label("What should change")).to_have_value("Words not to be lost.")
    expect(screen.locator("#summary")).to_contain_text(f"{before - 1} to settle")
    expect(screen.locator("#page mark.claim.s")).not_to_have_count(0)
    assert Settlement.objects.exists()


def test_a_word_without_a_reason_is_told_in_place(osei, log_in):
    _review, screen = open_odd(osei, log_in)
    card = screen.locator("#findings > .finding.u").first
    card.get_by_label("Inside the band").check()
    card.locator("form").evaluate("form => form.noValidate = true")
    card.get_by_role("button", name="Settle in my name").click()
    expect(screen.get_by_text("Say in a few words why.")).to_be_visible()
    expect(card.get_by_label("Inside the band")).to_be_checked()


def test_who_was_slower_is_told_so_in_place_of_the_screen(osei, log_in):
    review, screen = open_odd(osei, log_in)
    card = screen.locator("#findings > .finding.u").first
    card.get_by_label("Inside the band").check()
    card.get_by_label("Why, in a few words").fill("My own reason.")
    other = Actor.of(make.make_physician())
    for item in case_of(review.version, at=make.NOW).unsettled:
        reviews.settle(
            actor=other, review=review, claim=item.row, settled_as="conflict", reason="No.", at=make.NOW
        )
    card.get_by_role("button", name="Settle in my name").click()
    expect(screen.get_by_text("Somebody settled this sentence since you opened it.")).to_be_visible()
    expect(screen.get_by_text("My own reason.")).to_be_visible()


def test_the_keys_go_through_the_findings_never_while_typing_and_can_be_switched_off(osei, log_in):
    _review, screen = open_odd(osei, log_in)
    ids = screen.locator("#findings > .finding.u").evaluate_all("cards => cards.map(card => card.id)")
    focused = "document.activeElement.id"
    for key, expected in (("j", ids[0]), ("j", ids[1]), ("k", ids[0])):
        screen.keyboard.press(key)
        assert screen.evaluate(focused) == expected
    screen.keyboard.press("c")
    assert screen.evaluate("document.activeElement.closest('form').id") == "comment"
    screen.keyboard.type("jks?")
    expect(screen.locator("#comment textarea")).to_have_value("jks?")
    screen.get_by_role("button", name="Keys").click()
    expect(screen.get_by_role("dialog")).to_be_visible()
    screen.get_by_role("button", name="Switch them off").click()
    screen.reload()
    screen.keyboard.press("j")
    assert screen.evaluate(focused) == ""
    screen.get_by_role("button", name="Keys").click()
    expect(screen.get_by_text("They are off in this browser.")).to_be_visible()
    screen.get_by_role("button", name="Switch them on").click()
    screen.keyboard.press("?")
    expect(screen.get_by_role("dialog")).to_be_visible()


def test_a_link_into_a_closed_fold_opens_it(osei, page, log_in):
    review = send(page)
    screen = log_in(osei)
    screen.goto(f"/admin/reviews/{review.pk}/")
    fold = screen.locator("#findings details", has=screen.locator("li[id^=f]"))
    screen.locator("#page .fold summary").first.click()
    screen.locator("#page .fold a.ref.n").first.click()
    expect(fold).to_have_attribute("open", "")
    inside = fold.locator("li").first.get_attribute("id")
    screen.goto("/admin/reviews/")
    screen.goto(f"/admin/reviews/{review.pk}/#{inside}")
    expect(screen.locator(f"#{inside}")).to_be_in_viewport()


def test_a_review_is_settled_without_script(osei, new_page):
    review = make.submit(make.make_page(definition=ODD, lead="Pain."))
    screen = new_page(java_script_enabled=False)
    screen.goto("/admin/")
    screen.get_by_label("Username").fill(osei.username)
    screen.get_by_label("Password").fill(make.PASSWORD)
    screen.get_by_role("button", name="Log in").click()
    screen.goto(f"/admin/reviews/{review.pk}/")
    expect(screen.locator("#keys-button")).to_be_hidden()
    while screen.locator("#findings > .finding.u").count():
        card = screen.locator("#findings > .finding.u").first
        card.get_by_label("Inside the band").check()
        card.get_by_label("Why, in a few words").fill("Read.")
        card.get_by_role("button", name="Settle in my name").click()
    sign(screen, osei)
    expect(screen.get_by_text("Signed and published")).to_be_visible()


@pytest.mark.parametrize("width", [390, 768])
def test_a_review_is_done_on_a_phone_and_a_tablet(osei, page, log_in, shoot, width):
    send(page)
    screen = log_in(osei, **{**PHONE, "viewport": {"width": width, "height": 900}})
    screen.get_by_role("link", name=re.compile("^Start with")).tap()
    expect(screen.locator(".paper ins")).to_have_count(1)
    assert screen.evaluate("document.documentElement.scrollWidth") <= width
    shoot(screen, f"physician-review-{width}-dark")
    while screen.get_by_role("button", name="Confirm in my name").count():
        screen.get_by_role("button", name="Confirm in my name").first.tap()
        expect(screen.locator("form[aria-busy]")).to_have_count(0)
    sign(screen, osei)
    expect(screen.get_by_text("Signed and published")).to_be_visible()
