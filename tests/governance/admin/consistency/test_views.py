"""The page of differences between live pages, by role, and the note."""

import pytest

from governance.models import AgreementNote
from governance.policy.verbs import Role
from governance.services.consistency.noting import disagreements
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def mark():
    """The mark of the one difference between two live pages."""
    make.make_statement()
    for number in (6, 8):
        course = f"A course has {number} infusions of ketamine for migraine over 2 weeks."
        make.publish(make.make_page(where_ketamine_fits=f"{make.KETAMINE_FITS} {course}"))
    (found,) = disagreements(at=make.NOW).numbers
    return found.mark


def test_both_sentences_are_shown_with_their_pages(logged_in, mark):
    shown = logged_in(Role.WRITER).get("/admin/consistency/").content.decode()
    assert "A course has 6 infusions" in shown
    assert "A course has 8 infusions" in shown
    assert "Why both are right" not in shown


def test_a_physician_notes_that_both_are_right(logged_in, mark):
    browser = logged_in(Role.PHYSICIAN)
    answer = browser.post("/admin/consistency/note/", {"mark": mark, "reason": "Two protocols."})
    assert answer.status_code == 302
    shown = browser.get("/admin/consistency/").content.decode()
    assert "Two protocols." in shown
    assert "A course has 8 infusions" not in shown


def test_an_empty_reason_is_told_in_its_place(logged_in, mark):
    answer = logged_in(Role.PHYSICIAN).post("/admin/consistency/note/", {"mark": mark, "reason": " "})
    assert "Say why both are right." in answer.content.decode()
    assert not AgreementNote.objects.exists()


def test_a_stale_note_is_refused_and_kept(logged_in, mark):
    answer = logged_in(Role.PHYSICIAN).post(
        "/admin/consistency/note/", {"mark": "0" * 64, "reason": "My words."}
    )
    assert answer.status_code == 409
    assert "My words." in answer.content.decode()
