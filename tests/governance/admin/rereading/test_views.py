"""The page of another engine's reading: who sees it, and that a GET approves nothing."""

import pytest

from governance.models import AdoptedReading
from governance.policy.verbs import Role
from governance.services.rereading.comparing import changes, mark_of
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement():
    return make.make_statement()


def test_the_owner_approves_what_the_page_shows(logged_in, statement):
    make.publish(make.make_page())
    browser = logged_in(Role.STATEMENT_OWNER)
    assert "Approve this reading" in browser.get("/admin/rereading/").content.decode()
    assert not AdoptedReading.objects.exists()
    seen = mark_of(changes(statement))
    answer = browser.post("/admin/rereading/", {"seen": seen, "reason": "Read and right."})
    assert answer.status_code == 302
    assert AdoptedReading.objects.get().adopted_by == browser.person
    assert "Approve this reading</button>" not in browser.get("/admin/rereading/").content.decode()


def test_a_stale_page_approves_nothing_and_keeps_the_words(logged_in, statement):
    answer = logged_in(Role.STATEMENT_OWNER).post(
        "/admin/rereading/", {"seen": "another", "reason": "My words."}
    )
    assert answer.status_code == 409
    assert "My words." in answer.content.decode()


def test_without_a_reason_nothing_is_approved(logged_in, statement):
    answer = logged_in(Role.STATEMENT_OWNER).post("/admin/rereading/", {"seen": mark_of([]), "reason": ""})
    assert answer.status_code == 200
    assert not AdoptedReading.objects.exists()


def test_others_see_it_and_cannot_approve(logged_in, statement):
    browser = logged_in(Role.COMPLIANCE)
    assert "Approve this reading" not in browser.get("/admin/rereading/").content.decode()
    answer = browser.post("/admin/rereading/", {"seen": mark_of([]), "reason": "Read."})
    assert answer.status_code == 403
