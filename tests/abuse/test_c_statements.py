"""ABUSE C, 45 to 49: clocks, days and statements. Numbers are those of the list of abuses."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from governance.models import (
    ApprovedStatement,
    AuditEntry,
    FoundClaim,
    JudgedClaim,
    Live,
    Notice,
    NoticeKind,
    Publication,
    Withdrawal,
)
from governance.policy.gate import Code
from governance.policy.verbs import Role
from governance.services.actors import Actor
from governance.services.effects import take_effect
from tests import factories as make
from tests.abuse.workflow import STRICTER, codes, grant, published, refused_by, signed, stricter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def statement():
    return make.make_statement()


def test_45_a_clock_that_goes_back_keeps_the_order_of_the_trail():
    page = make.make_page()
    make.submit(page, at=make.NOW - timedelta(days=1))
    entries = AuditEntry.objects.order_by("-sequence")[:2]
    assert entries[0].at < entries[1].at
    assert entries[0].previous == entries[1].hash


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC), "2029-02-28"),
        (datetime(2026, 8, 31, 12, 0, tzinfo=UTC), "2027-08-31"),
    ],
)
def test_46_the_next_review_falls_on_a_day_that_exists(at, day):
    publication = make.publish(make.make_page(at=at), at=at)
    assert publication.next_review.isoformat() == day


def test_46_the_day_of_a_signature_is_the_sites_own(settings):
    settings.TIME_ZONE = "America/New_York"
    at = datetime(2026, 7, 2, 2, 30, tzinfo=UTC)
    publication = make.publish(make.make_page(at=at), at=at)
    assert publication.last_reviewed.isoformat() == "2026-07-01"


def test_48_a_stricter_statement_withdraws_the_live_pages_in_conflict_in_the_same_step():
    fits = f"{make.KETAMINE_FITS} It is a last resort for refractory chronic migraine in specialist care."
    page = make.make_page(where_ketamine_fits=fits)
    make.publish(page)
    harmless = make.make_faq()
    make.publish(harmless)
    make.make_statement(source=stricter(), at=make.NOW)
    assert set(Live.objects.values_list("document", flat=True)) == {harmless.pk}
    assert "2026.2" in Withdrawal.objects.get().reason
    entry = AuditEntry.objects.filter(verb="withdraw").get()
    assert entry.document_id == page.pk


def test_48_drafts_are_judged_by_the_new_statement_too():
    page = make.make_page()
    newer = make.make_statement(source=STRICTER, at=make.NOW)
    judged = JudgedClaim.objects.filter(claim__extraction__version__document=page.pk, statement=newer)
    assert judged.count() == FoundClaim.objects.filter(extraction__version__document=page.pk).count() > 0


def test_48_two_statements_of_one_version_cannot_be():
    with pytest.raises(IntegrityError), transaction.atomic():
        make.make_statement()
    assert ApprovedStatement.objects.count() == 1


def test_48_a_statement_dated_ahead_is_not_in_force_yet():
    ahead = STRICTER.replace("effective: 2026-06-01", "effective: 2026-12-01")
    make.make_statement(source=ahead, at=make.NOW)
    assert ApprovedStatement.objects.binding(at=make.NOW).version == "2026.1"
    assert ApprovedStatement.objects.binding(at=make.NOW + timedelta(days=200)).version == "2026.2"


def ahead_of_its_day():
    """The stricter statement, approved half a year before it is in force."""
    return stricter().replace("effective: 2026-06-01", "effective: 2026-12-01")


def test_48_a_statement_dated_ahead_tells_owners_now_and_takes_pages_down_on_its_day_once():
    fits = f"{make.KETAMINE_FITS} It is a last resort for refractory chronic migraine in specialist care."
    page = make.make_page(where_ketamine_fits=fits)
    make.publish(page)
    make.make_statement(source=ahead_of_its_day(), at=make.NOW)
    assert Notice.objects.filter(kind=NoticeKind.IN_CONFLICT, person=page.owner).count() == 1
    assert take_effect(at=make.NOW + timedelta(days=100)) == 0
    assert Live.objects.filter(document=page.pk).exists()
    its_day = make.NOW + timedelta(days=200)
    assert [take_effect(at=its_day), take_effect(at=its_day)] == [1, 0]
    assert not Live.objects.exists()
    assert AuditEntry.objects.filter(verb="take effect", object_label="Statement 2026.2").count() == 1


def test_48_a_page_published_after_the_approval_is_judged_on_the_day_too():
    make.make_statement(source=ahead_of_its_day(), at=make.NOW)
    fits = f"{make.KETAMINE_FITS} It is a last resort for refractory chronic migraine in specialist care."
    make.publish(make.make_page(where_ketamine_fits=fits))
    assert take_effect(at=make.NOW + timedelta(days=200)) == 1


def test_48_a_publication_whose_clock_was_read_before_the_day_obeys_what_has_taken_effect():
    fits = f"{make.KETAMINE_FITS} It is a last resort for refractory chronic migraine in specialist care."
    review = signed(make.make_page(where_ketamine_fits=fits))
    review.refresh_from_db()
    make.make_statement(source=ahead_of_its_day(), at=make.NOW)
    midnight = datetime(2026, 12, 1, tzinfo=UTC)
    take_effect(at=midnight)
    physician = Actor.of(review.decided_by)
    result = make.publishing.publish(actor=physician, review=review, at=midnight - timedelta(seconds=1))
    assert Code.CONFLICT in codes(result)
    assert not Live.objects.exists()


def test_48_a_statement_in_force_at_once_takes_effect_once():
    make.make_statement(source=stricter(), at=make.NOW)
    assert take_effect(at=make.NOW + timedelta(days=1)) == 0
    assert not AuditEntry.objects.filter(verb="take effect").exists()


def test_49_a_statement_is_not_approved_by_one_person():
    both = grant(make.make_physician(), Role.STATEMENT_OWNER)
    actor = Actor.of(both)
    with pytest.raises(PermissionDenied):
        make.statements.approve_statement(actor=actor, second=actor, source=STRICTER, at=make.NOW)
    assert ApprovedStatement.objects.count() == 1


def test_47_the_database_refuses_a_publication_in_conflict():
    fits = f"{make.KETAMINE_FITS} It is a last resort for refractory chronic migraine in specialist care."
    publication = make.publish(make.make_page())
    review = signed(make.make_page(where_ketamine_fits=fits))
    newer = make.make_statement(source=stricter(), at=make.NOW)
    make.case_of(review.version, at=make.NOW)
    record = published(publication, review)
    record.statement = newer
    refused_by("publication_has_no_conflict", record)
    assert Publication.objects.get() == publication


def test_49_a_second_signature_on_a_statement_is_a_physicians():
    owner = Actor.of(make.make_person(Role.STATEMENT_OWNER))
    with pytest.raises(PermissionDenied):
        make.statements.approve_statement(
            actor=owner, second=Actor.of(make.make_writer()), source=STRICTER, at=make.NOW
        )
    with pytest.raises(PermissionDenied):
        make.statements.approve_statement(
            actor=Actor.of(make.make_physician()), second=owner, source=STRICTER, at=make.NOW
        )
    assert ApprovedStatement.objects.count() == 1
