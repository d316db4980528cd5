"""Each desk as each person: every link and button of it by the Tab key alone, and every link by the mouse."""

import pytest

from governance.policy.verbs import Role
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, TABLET, DESKTOP = 390, 820, 1280
DEVICES = [(PHONE, "dark"), (TABLET, "light"), (DESKTOP, "dark")]
# Marks what can be reached, and tells where the focus is: its mark, whether it is seen, and whether it has an outline.
MARK = """() => [...document.querySelectorAll("#content :is(a[href], button, input, select, textarea, summary)")]
  .filter(item => item.checkVisibility() && item.tabIndex >= 0 && item.type !== "hidden")
  .map((item, number) => (item.dataset.walk = number))"""
HERE = """() => {
  const item = document.activeElement, box = item.getBoundingClientRect(), style = getComputedStyle(item);
  return [item.dataset?.walk ?? null, box.bottom > 0 && box.top < innerHeight, style.outlineStyle !== "none"]
}"""


@pytest.fixture
def people():
    """One person for each role, with something on every desk."""
    make.make_statement()
    made = {role: make.make_person(role) for role in Role if role is not Role.PHYSICIAN}
    made[Role.PHYSICIAN] = make.make_physician()
    writer = made[Role.WRITER]
    make.make_page(by=writer, title="A draft")
    make.submit(make.make_page(by=writer, title="Sent on"), by=writer)
    make.publish(make.make_page(by=writer, title="Live"), by=made[Role.PHYSICIAN])
    return made


def focused(screen):
    """Presses Tab until every mark was met, and returns the marks in that order."""
    left, met = set(screen.evaluate(MARK)), []
    for _ in range(len(left) + 30):
        screen.keyboard.press("Tab")
        mark, is_seen, is_outlined = screen.evaluate(HERE)
        if mark is None:
            continue
        assert is_seen and is_outlined, screen.evaluate("document.activeElement.outerHTML")
        met.append(int(mark))
        left.discard(int(mark))
        if not left:
            return met
    raise AssertionError(f"never reached: {sorted(left)}")


@pytest.mark.parametrize(("width", "scheme"), DEVICES)
@pytest.mark.parametrize("role", list(Role))
def test_all_of_a_desk_is_reached_by_keyboard_in_its_order(people, log_in, role, width, scheme):
    screen = log_in(people[role], viewport={"width": width, "height": 900}, color_scheme=scheme)
    met = focused(screen)
    assert met == sorted(met)


@pytest.mark.parametrize("role", list(Role))
def test_every_link_of_a_desk_leads_somewhere_by_mouse(people, log_in, role):
    screen, failed = log_in(people[role]), []
    screen.on("response", lambda answer: answer.status >= 400 and failed.append(answer.url))
    links = screen.locator("#content a[href]:visible")
    for number in range(links.count()):
        links.nth(number).click()
        screen.wait_for_load_state()
        screen.goto("/admin/")
    assert failed == []


def test_a_writer_sends_a_page_from_the_desk_with_the_keyboard_alone(people, log_in):
    screen = log_in(people[Role.WRITER])
    step(screen, screen.get_by_role("link", name="A draft").first)
    screen.keyboard.press("Enter")
    screen.locator("#check-state", has_text="Checked").wait_for()
    step(screen, screen.get_by_role("textbox", name="Where ketamine fits", exact=True))
    screen.keyboard.press("Control+End")
    screen.keyboard.type(" Ask your own doctor first.")
    step(screen, screen.get_by_label("Why this change"))
    screen.keyboard.type("A kinder end")
    screen.keyboard.press("Enter")
    screen.get_by_text("Version 2 of").wait_for()
    step(screen, screen.get_by_role("button", name="Send to review"))
    screen.keyboard.press("Enter")
    screen.get_by_text("Version 2 is with the physicians").wait_for()


def step(screen, place):
    """Goes on by Tab until the focus is there."""
    place.wait_for()
    for _ in range(150):
        if place.evaluate("item => item === document.activeElement"):
            return
        screen.keyboard.press("Tab")
    raise AssertionError(f"never reached: {place}")
