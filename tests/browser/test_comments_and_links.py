"""Comments, the checklist, a correction and an expert's link in a real browser: phone and desk, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from governance.models import Comment, Live, Meaning, SignOff
from governance.policy.verbs import Role
from governance.services import comments, invitations
from governance.services.actors import Actor
from governance.services.checklists import write_checklist
from governance.services.threads import passages
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "color_scheme": "dark"}
DESK = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LEAD = "Attacks of head pain, and what usually helps."


@pytest.fixture
def hanna(db):
    make.make_statement()
    return make.make_writer(name="Hanna Lindqvist")


@pytest.fixture
def amara(db):
    return make.make_physician(name="Amara Osei")


@pytest.fixture
def review(hanna, amara):
    """A live page, and typography changed in a later version, with a thread on it."""
    page = make.make_page(by=hanna, title="Migraine", definition="It isn't a mood.")
    make.publish(page, by=make.make_physician(name="Jonas Weber"))
    page.definition = "It isn’t a mood."
    make.save(page, by=hanna, reason="Typography")
    review = make.submit(page, by=hanna)
    make.settle_all(review, by=amara)
    sentence = next(item for item in passages(review.version) if item.words == LEAD)
    said = comments.comment(
        actor=Actor.of(amara), version=review.version, passage=sentence, body="Whose attacks?", at=make.NOW
    )
    comments.answer(actor=Actor.of(hanna), comment=said, body="The reader’s own.", at=make.NOW)
    return review


@pytest.fixture
def link(review, hanna):
    invited = invitations.invite(
        actor=Actor.of(hanna),
        version=review.version,
        expert_name="Ada Reyes",
        purpose="Is the dose right for a first infusion?",
        days=14,
        at=timezone.now(),
    )
    return f"/outside/open/{invited.token}/"


def accessible(page, width):
    """Nothing wider than the device, nothing that axe complains of, with all folds open."""
    page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(item["id"], node["html"][:160]) for item in found for node in item["nodes"]] == []


@pytest.mark.parametrize("device", [PHONE, DESK], ids=["phone", "desk"])
def test_a_comment_is_made_answered_and_resolved_without_script(log_in, review, amara, device, shoot):
    page = log_in(amara, **device, java_script_enabled=False)
    page.goto(f"/admin/reviews/{review.pk}/#comments")
    form = page.locator("form#comment")
    form.get_by_label("On").select_option(label="It isn't a mood.")
    form.get_by_label("Your comment").fill("Is that so for everybody?")
    form.get_by_role("button", name="Comment").click()
    thread = page.get_by_role("article", name="Comment 2")
    thread.get_by_text("Answer", exact=True).first.click()
    thread.get_by_label("Your answer").fill("For most.")
    thread.get_by_role("button", name="Answer").click()
    assert page.locator("a[href='#c2']").count() == 1
    page.get_by_role("button", name="Resolve comment 2").click()
    assert page.get_by_text("Comment 2 is resolved.").is_visible()
    assert page.locator("a[href='#c2']").count() == 0


def test_words_that_are_selected_are_what_the_comment_stands_on(log_in, review, amara, shoot):
    page = log_in(amara, **DESK)
    page.goto(f"/admin/reviews/{review.pk}/")
    page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.querySelector('.paper'), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf('standard treatment');
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + 'standard treatment'.length);
            document.getSelection().addRange(range);
            return;
          }
        }"""
    )
    page.get_by_role("link", name="Comment on the selected words").click()
    page.wait_for_function("document.activeElement.name === 'body'")
    page.keyboard.type("How often?")
    page.locator("form#comment").get_by_role("button", name="Comment").click()
    page.wait_for_url("**#c2")
    assert Comment.objects.get(number=2).quote == "standard treatment"


@pytest.mark.parametrize("device", [PHONE, DESK], ids=["phone", "desk"])
def test_a_correction_is_signed_on_phone_and_desk_and_all_panels_are_accessible(
    log_in, review, amara, link, settings, device, shoot
):
    settings.ALLOW_CORRECTIONS = True
    owner = Actor.of(make.make_person(Role.STATEMENT_OWNER))
    points = ["I have opened every reference.", "The doses are those of the label."]
    write_checklist(actor=owner, points=points, reason="Agreed", seen=0, at=timezone.now())
    page = log_in(amara, **device)
    page.goto(f"/admin/reviews/{review.pk}/")
    accessible(page, device["viewport"]["width"])
    shoot(page, f"comments-{device['viewport']['width']}")
    form = page.locator("form#correct")
    form.get_by_label("Your password").fill(make.PASSWORD)
    form.get_by_label("6-digit code").fill(make.make_code(amara))
    form.get_by_role("button", name="Sign the correction").click()
    assert page.get_by_text("A correction of typography").is_visible()
    assert SignOff.objects.latest("pk").meaning == Meaning.CORRECTION
    page.goto(f"/{Live.objects.get().path}/")
    assert "Jonas Weber" in page.content() and "Amara Osei" not in page.content()


@pytest.mark.parametrize("device", [PHONE, DESK], ids=["phone", "desk"])
def test_the_checklist_is_ticked_before_a_full_signature(log_in, review, amara, device):
    owner = make.make_person(Role.STATEMENT_OWNER)
    write_checklist(
        actor=Actor.of(owner),
        points=["I have opened every reference."],
        reason="Agreed",
        seen=0,
        at=timezone.now(),
    )
    page = log_in(amara, **device)
    page.goto(f"/admin/reviews/{review.pk}/")
    page.get_by_role("link", name="Tick it").click()
    page.locator(".checklist input").check()
    page.locator("form.sign").get_by_label("Your password").fill(make.PASSWORD)
    page.locator("form.sign").get_by_label("6-digit code").fill(make.make_code(amara))
    page.get_by_role("button", name="Sign version 2").click()
    assert page.get_by_text("Signed and published").is_visible()
    page.goto("/admin/checklist/")
    accessible(page, device["viewport"]["width"])


@pytest.mark.parametrize("device", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_an_expert_reads_and_comments_by_link(new_page, link, device, script, shoot):
    width = device["viewport"]["width"]
    page = new_page(**device, java_script_enabled=script)
    page.goto(link)
    if script:
        accessible(page, width)
        shoot(page, f"door-{width}")
    page.get_by_role("button", name="Open the draft").click()
    page.wait_for_url("**/outside/read/*/")
    form = page.locator("form#comment")
    form.get_by_label("On").select_option(label=LEAD)
    form.get_by_label("Your comment").fill("Say that it can last three days.")
    form.get_by_role("button", name="Comment").click()
    assert page.get_by_text("Say that it can last three days.").is_visible()
    thread = page.get_by_role("article", name="Comment 2")
    thread.get_by_text("Answer", exact=True).first.click()
    thread.get_by_label("Your answer").fill("Or four hours.")
    thread.get_by_role("button", name="Answer").click()
    assert page.get_by_text("Or four hours.").is_visible()
    if script:
        accessible(page, width)
        shoot(page, f"expert-{width}")
    page.context.clear_cookies()
    assert page.reload().status == 404


def test_the_address_of_an_expert_is_told_to_nobody(new_page, link):
    asked = []
    page = new_page(**DESK)
    page.on("request", lambda request: asked.append(request.all_headers().get("referer", "")))
    page.goto(link)
    page.get_by_role("button", name="Open the draft").click()
    page.wait_for_url("**/outside/read/*/")
    assert asked and not any(asked)
