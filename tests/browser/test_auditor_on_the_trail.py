"""An auditor's questions on the trail and the reports, answered by clicking; docs/auditing.md lists them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from governance.policy.verbs import Role
from governance.services.acting import Denied
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def auditor(log_in):
    """Compliance at the desk of a site with a live page, one in review and a denied act."""
    now = timezone.now() - timedelta(hours=1)
    make.make_statement(at=now - timedelta(days=2))
    osei, hanna = make.make_physician(name="Amara Osei"), make.make_writer(name="Hanna Lindqvist")
    page = make.make_page(by=hanna, title="Migraine", at=now - timedelta(hours=5))
    make.publish(page, by=osei, writer=hanna, at=now)
    page.definition = "A nasal spray is tried."
    make.save(page, by=hanna, reason="Newer trial", at=now)
    with pytest.raises(Denied):
        make.save(page, by=osei, at=now)
    return log_in(make.make_person(Role.COMPLIANCE, name="Priya Nair"))


def test_an_auditors_questions_are_answered_by_clicking(auditor):
    screen = auditor
    # Who was denied what this week? 1 click
    screen.get_by_role("link", name=re.compile("denied this week")).click()
    expect(screen.locator("tbody tr")).to_have_count(1)
    expect(screen.locator("tbody")).to_contain_text("Amara Osei")
    # Who brought these words, and why? 2 clicks
    screen.get_by_role("link", name="Show everything").click()
    screen.get_by_label("Words", exact=True).fill("nasal")
    screen.get_by_role("button", name="Search", exact=True).click()
    expect(screen.locator("tbody tr")).to_have_count(1)
    expect(screen.locator("tbody")).to_contain_text("Newer trial")
    # What did a person do to a page? 1 click from there, without a script too: it is a form
    screen.get_by_label("Words", exact=True).fill("")
    screen.get_by_label("Person", exact=True).fill("Lindqvist")
    screen.get_by_label("Page", exact=True).fill("Migraine")
    screen.get_by_role("button", name="Search", exact=True).click()
    expect(screen.get_by_role("status")).to_contain_text("3 entries")
    # The same for an auditor's own records: 1 click more
    with screen.expect_download() as taken:
        screen.get_by_role("button", name="as JSON lines").click()
    assert taken.value.suggested_filename == "audit-trail.jsonl"
    # Where does a page wait? 2 clicks
    screen.get_by_role("link", name="Reports").first.click()
    screen.get_by_role("link", name="From draft to signature").click()
    expect(screen.get_by_role("img", name=re.compile("^From draft to signature"))).to_be_visible()
    # What is overdue or comes? 2 clicks
    screen.get_by_role("link", name="Reports").first.click()
    screen.get_by_role("link", name="Reviews due").click()
    expect(screen.get_by_role("heading", level=1)).to_have_text("Reviews due")
