"""An auditor's questions about the past, answered by clicking; docs/auditing.md lists the clicks that each takes."""

import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from governance.policy.verbs import Role
from governance.services import publishing
from governance.services.actors import Actor
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).resolve().parents[2]
DAY = timedelta(days=1)
ROW = re.compile(r"^\| (?P<question>[^|]+\?) \|.*\| (?P<clicks>\d+) \|$", re.MULTILINE)


class Desk:
    """Compliance at the desk: every click is counted from there."""

    def __init__(self, page):
        self.page, self.clicks = page, 0

    def begin(self):
        self.page.goto("/admin/")
        self.clicks = 0

    def click(self, role, name, **options):
        self.page.get_by_role(role, name=name, **options).first.click()
        self.clicks += 1

    def reads(self, words):
        assert words in self.page.locator("#content").inner_text(), words


@pytest.fixture
def desk(log_in, settings, tmp_path):
    """Migraine was live as version 1 from 2 June, as version 2 from 4 June, and taken down on 6 June 2026."""
    settings.AUDIT_ANCHOR = tmp_path / "anchor.jsonl"
    make.make_statement()
    page = make.make_page(
        by=make.make_writer(name="Hanna Lindqvist"), title="Migraine", slug="migraine", lead="Head pain."
    )
    make.publish(page, by=make.make_physician(name="Lewis Hart"))
    page.lead = "Head pain that comes back."
    make.save(page, by=page.owner, at=make.NOW + DAY)
    make.publish(page, by=make.make_physician(name="Amara Osei"), at=make.NOW + 2 * DAY)
    officer = make.make_person(Role.COMPLIANCE)
    publishing.withdraw(
        actor=Actor.of(officer), document=page.document_ptr, reason="A doubt.", at=make.NOW + 4 * DAY
    )
    return Desk(log_in(officer))


def go_to_a_day(desk, day="2026-06-03"):
    desk.begin()
    desk.click("link", "Past", exact=True)
    desk.page.get_by_label("As of").fill(day)
    desk.page.get_by_label("Time, UTC").fill("12:00:00")
    desk.click("button", "Show that moment")


def go_to_its_life(desk):
    go_to_a_day(desk)
    desk.click("link", "Migraine", exact=True)
    desk.click("link", "Migraine, its whole life")


def pages_of_a_day(desk):
    go_to_a_day(desk)
    desk.reads("1 page was live")
    desk.reads("Lewis Hart, MD")


def page_of_a_day(desk):
    go_to_a_day(desk)
    desk.click("link", "Migraine", exact=True)
    desk.reads("Head pain.")
    desk.reads("version 1")


def signature(desk):
    page_of_a_day(desk)
    desk.reads("Checked just now: it holds")
    desk.reads("Lewis Hart")


def statement_then(desk):
    page_of_a_day(desk)
    desk.page.locator("summary", has_text="finding").click()
    desk.clicks += 1
    desk.reads("Ketamine is not a standard treatment for migraine.")


def taken_down(desk):
    go_to_its_life(desk)
    desk.reads("Version 2 taken down")
    desk.reads("A doubt.")


def first_signed(desk):
    go_to_its_life(desk)
    desk.click("link", "Who wrote and who signed each sentence")
    desk.reads("Hanna Lindqvist, version 1")
    desk.reads("Lewis Hart, MD, 2 June 2026")


def what_changed(desk):
    go_to_its_life(desk)
    desk.click("button", "Compare")
    desk.reads("that comes back")


def who_else(desk):
    go_to_a_day(desk)
    desk.page.get_by_role("textbox", name="Words").fill("not a standard treatment")
    desk.click("button", "Find every page that said it")
    desk.reads("2 publications")


def evidence(desk):
    go_to_its_life(desk)
    with desk.page.expect_download() as download:
        desk.click("button", "Make the evidence pack")
    command = [sys.executable, "-I", "-S", str(ROOT / "governance/verifier/verify_pack.py")]
    told = subprocess.run([*command, str(download.value.path())], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout


def second_look(desk):
    desk.begin()
    desk.click("link", "Second look", exact=True)
    desk.page.get_by_label("Signed from").fill("2026-06-02")
    desk.page.get_by_label("to:", exact=True).fill("2026-06-04")
    desk.click("button", "Draw the sample")
    desk.reads("2 of 2 signatures")
    desk.reads("Drawn again just now: the same")


ANSWERS = {
    "Which pages were live on a day?": pages_of_a_day,
    "What exactly did the public see at an address on that day?": page_of_a_day,
    "Who signed it, and does the signature hold today?": signature,
    "Which statement was in force then, and what was found under it?": statement_then,
    "When was it taken down, by whom and why?": taken_down,
    "Who wrote a sentence, and which physician signed it first?": first_signed,
    "What changed between two versions?": what_changed,
    "Which pages ever said it, and when?": who_else,
    "May I take the proof home?": evidence,
    "Does somebody look at signed pages again, and who chooses which?": second_look,
}


def test_each_question_is_answered_with_the_clicks_that_the_docs_promise(desk):
    counted = {}
    for question, answer in ANSWERS.items():
        answer(desk)
        counted[question] = desk.clicks
    listed = {
        row["question"]: int(row["clicks"]) for row in ROW.finditer((ROOT / "docs/auditing.md").read_text())
    }
    assert counted == {question: listed.get(question) for question in ANSWERS}
