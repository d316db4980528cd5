"""Retracted works on the screens: shown to who writes and who signs, settled by POST, listed on the desks."""

import pytest

from governance.models import AuditEntry, CitationSettlement, Outcome
from governance.policy.verbs import Role
from tests import factories as make
from tests.governance.admin import addresses
from tests.governance.test_retracted_citations import CITING, notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def migraine(statement):
    return make.make_page(references=CITING)


def settle_address(review):
    return addresses.review(review, f"settle-citation/{review.version.citations.get().pk}")


def reason_of(review, text):
    return {f"r{review.version.citations.get().pk}-reason": text}


def test_the_editor_and_the_review_name_the_retracted_work_and_what_to_do(migraine, logged_in):
    review = make.submit(migraine)
    notice()
    for who, address in (
        (migraine.owner, addresses.of(migraine)),
        (Role.PHYSICIAN, addresses.review(review)),
    ):
        shown = logged_in(who).get(address).content.decode()
        assert "Reference 1 (Smith, 2015)" in shown and "Put another work in its place" in shown
    assert "Let it stand" in shown and "Replace it, or let a physician settle it." in shown


def test_a_physician_settles_it_and_the_word_is_shown(migraine, logged_in):
    review = make.submit(migraine)
    notice()
    client = logged_in(Role.PHYSICIAN)
    response = client.post(
        settle_address(review), reason_of(review, "Named as a retracted one."), follow=True
    )
    assert "is settled in your name" in response.content.decode()
    assert "Named as a retracted one." in response.content.decode()
    assert "let a physician settle it" not in response.content.decode()
    assert client.post(settle_address(review), reason_of(review, "Again")).status_code == 422
    assert CitationSettlement.objects.count() == 1


def test_without_a_reason_nothing_is_settled_and_the_refusal_is_recorded(migraine, logged_in):
    review = make.submit(migraine)
    notice()
    response = logged_in(Role.PHYSICIAN).post(settle_address(review), reason_of(review, " "))
    assert response.status_code == 422
    assert "Say in a few words why the page may cite it." in response.content.decode()
    assert AuditEntry.objects.first().outcome == Outcome.REFUSED
    assert not CitationSettlement.objects.exists()


@pytest.mark.parametrize("role", [Role.WRITER, Role.COMPLIANCE, Role.STATEMENT_OWNER])
def test_other_roles_are_denied_and_see_no_form(migraine, logged_in, role):
    review = make.submit(migraine)
    notice()
    client = logged_in(role)
    assert "Let it stand" not in client.get(addresses.review(review)).content.decode()
    assert client.post(settle_address(review), reason_of(review, "Mine")).status_code == 403
    assert AuditEntry.objects.first().outcome == Outcome.DENIED


def test_a_reference_of_another_version_is_not_found(migraine, logged_in):
    review, other = make.submit(migraine), make.submit(make.make_page(references=CITING))
    address = addresses.review(review, f"settle-citation/{other.version.citations.get().pk}")
    assert logged_in(Role.PHYSICIAN).post(address, {}).status_code == 404
    assert logged_in(Role.PHYSICIAN).get(settle_address(review)).status_code == 405


def test_a_live_page_is_listed_on_the_desks_of_its_writer_the_owner_and_compliance(migraine, logged_in):
    make.publish(migraine)
    notice()
    for who in (migraine.owner, Role.COMPLIANCE, Role.STATEMENT_OWNER):
        assert "citing a retracted work" in logged_in(who).get("/admin/").content.decode()
    for who in (make.make_writer(), Role.PHYSICIAN):
        assert "citing a retracted work" not in logged_in(who).get("/admin/").content.decode()
