"""Notes and owner make no version, and still nobody overwrites what they have not seen of them."""

import re

import pytest

from content.models import ConditionPage
from governance.models import AuditEntry, Outcome
from governance.policy.verbs import Role
from tests import factories as make
from tests.governance.admin import addresses
from tests.governance.admin.test_editor import typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(statement):
    return make.make_page(points=[{"text": "It is nobody's fault."}], notes="Ask Dr. Osei about the dose.")


@pytest.fixture
def writer(logged_in, page):
    return logged_in(page.owner)


def stamp_in(response):
    return re.search(r'name="notes_seen" value="(\w+)"', response.content.decode())[1]


def opened(client, page):
    """What a tab that opens the page now will send of what it saw."""
    return {"seen": 1, "notes_seen": stamp_in(client.get(addresses.of(page))), "reason": "Notes"}


def stored():
    return ConditionPage.objects.get()


def test_notes_that_another_tab_changed_are_not_overwritten(writer, page):
    first, second = opened(writer, page), opened(writer, page)
    writer.post(addresses.of(page), typed(page, **first, notes="Dr. Osei agrees."))
    response = writer.post(addresses.of(page), typed(page, **second, notes="Ask Dr. Rao instead."))
    shown = response.content.decode()
    assert response.status_code == 409
    assert stored().notes == "Dr. Osei agrees."
    assert "The notes are: Dr. Osei agrees." in shown
    assert ">\nAsk Dr. Rao instead.</textarea>" in shown
    assert AuditEntry.objects.order_by("-sequence").first().outcome == Outcome.REFUSED


def test_who_saves_again_after_seeing_both_puts_theirs_in_place(writer, page):
    second = opened(writer, page)
    writer.post(addresses.of(page), typed(page, **opened(writer, page), notes="Dr. Osei agrees."))
    response = writer.post(addresses.of(page), typed(page, **second, notes="Ask Dr. Rao instead."))
    again = second | {"notes_seen": stamp_in(response)}
    assert (
        writer.post(addresses.of(page), typed(page, **again, notes="Ask Dr. Rao instead.")).status_code == 302
    )
    assert stored().notes == "Ask Dr. Rao instead."


def test_notes_that_only_another_tab_changed_stand_beside_new_words(writer, page):
    second = opened(writer, page)
    writer.post(addresses.of(page), typed(page, **opened(writer, page), notes="Dr. Osei agrees."))
    sent = typed(page, **second, notes=page.notes, lead="Other words.")
    assert writer.post(addresses.of(page), sent).status_code == 302
    assert (stored().notes, stored().lead) == ("Dr. Osei agrees.", "Other words.")


def test_an_owner_that_another_tab_changed_is_not_taken_back_unseen(writer, page, logged_in):
    second, other, third = opened(writer, page), make.make_writer(), make.make_writer()
    writer.post(addresses.of(page), typed(page, **opened(writer, page), owner=other.pk, notes=page.notes))
    response = writer.post(addresses.of(page), typed(page, **second, owner=third.pk, notes=page.notes))
    assert response.status_code == 409
    assert stored().owner == other
    assert f"The owner is {other} now." in response.content.decode()


def test_line_ends_of_a_browser_are_no_change_of_notes(writer, page):
    ConditionPage.objects.update(notes="One\nTwo")
    second = opened(writer, page)
    writer.post(addresses.of(page), typed(page, **opened(writer, page), notes="Three"))
    assert writer.post(addresses.of(page), typed(page, **second, notes="One\r\nTwo")).status_code == 302
    assert stored().notes == "Three"


def test_a_writer_sees_the_stamp_and_nobody_else_the_form(logged_in, page):
    assert "notes_seen" not in logged_in(Role.PHYSICIAN).get(addresses.of(page)).content.decode()
