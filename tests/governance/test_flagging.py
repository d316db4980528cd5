"""Live pages in conflict with a new statement where the site gives them days: flagged, and then taken down once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.models import AuditEntry, ConflictFlag, Live, Notice, NoticeKind, Withdrawal
from governance.policy.verbs import Verb
from governance.services import publishing
from governance.services.acting import Refusal
from governance.services.actors import Actor
from governance.services.clockwork import run_schedule
from governance.services.flagging import withdraw_flagged
from tests import factories as make
from tests.abuse.workflow import stricter

pytestmark = pytest.mark.django_db
FITS = f"{make.KETAMINE_FITS} It is a last resort for refractory chronic migraine in specialist care."
DAYS = 14
DEADLINE = make.NOW + timedelta(days=DAYS)


@pytest.fixture
def forbidden(settings):
    """A live page that the stricter statement forbids, on a site that gives such pages two weeks."""
    settings.CONFLICT_GRACE_DAYS = DAYS
    make.make_statement()
    page = make.make_page(where_ketamine_fits=FITS)
    make.publish(page)
    return page


def approve(version="2026.2", source="", at=make.NOW):
    source = source or stricter()
    return make.make_statement(source=source.replace('"2026.2"', f'"{version}"'), at=at)


def standing(at=make.NOW):
    return ConflictFlag.objects.standing(on=at.date())


def test_a_page_in_conflict_stays_flagged_until_its_day_and_is_then_taken_down_once(forbidden):
    newer = approve()
    flag = standing().get()
    assert (flag.publication.document_id, flag.statement, flag.deadline) == (
        forbidden.pk,
        newer,
        DEADLINE.date(),
    )
    assert withdraw_flagged(at=DEADLINE - timedelta(days=1)) == 0
    assert Live.objects.filter(document=forbidden.pk).exists()
    assert [withdraw_flagged(at=DEADLINE), withdraw_flagged(at=DEADLINE)] == [1, 0]
    assert not Live.objects.exists()
    assert "2026.2" in Withdrawal.objects.get().reason


def test_flagging_and_the_end_of_its_days_leave_one_entry_each_in_the_owners_name(forbidden):
    newer = approve()
    run_schedule(at=DEADLINE + timedelta(days=3))
    told = AuditEntry.objects.filter(document=forbidden.pk, verb__in=[Verb.FLAG, Verb.WITHDRAW]).order_by(
        "sequence"
    )
    assert [entry.verb for entry in told] == [Verb.FLAG, Verb.WITHDRAW]
    assert {entry.actor for entry in told} == {newer.approved_by}
    assert f"until {DEADLINE.date()}" in told[0].detail


def test_its_people_are_told_of_the_flag_and_of_the_end(forbidden):
    approve()
    signer = Live.objects.get().publication.signoff.physician
    told = Notice.objects.filter(kind=NoticeKind.FLAGGED)
    assert set(told.values_list("person", flat=True)) >= {forbidden.owner.pk, signer.pk}
    withdraw_flagged(at=DEADLINE)
    assert Notice.objects.filter(kind=NoticeKind.WITHDRAWN, person=forbidden.owner).exists()


def test_a_page_that_was_mended_in_time_stays(forbidden):
    approve()
    forbidden.where_ketamine_fits = (
        "Ketamine is not a treatment for migraine. No regulator has approved it for migraine."
    )
    make.save(forbidden, by=forbidden.owner, reason="Mended")
    make.publish(forbidden)
    assert not standing().exists()
    assert withdraw_flagged(at=DEADLINE) == 0
    assert Live.objects.filter(document=forbidden.pk).exists()


def test_a_further_statement_that_forbids_it_too_gives_no_more_days(forbidden):
    approve()
    approve("2026.3", at=make.NOW + timedelta(days=10))
    flag = standing(make.NOW + timedelta(days=10)).get()
    assert (flag.statement.version, flag.deadline) == ("2026.3", DEADLINE.date())
    approve("2026.4", at=DEADLINE)
    assert not Live.objects.exists()


def test_a_further_statement_that_allows_it_lets_it_stay(forbidden):
    approve()
    lenient = make.STATEMENT.read_text().replace('"2026.1"', '"2026.3"')
    approve("2026.3", lenient, at=make.NOW + timedelta(days=1))
    assert not standing(make.NOW + timedelta(days=1)).exists()
    assert withdraw_flagged(at=DEADLINE) == 0
    assert Live.objects.filter(document=forbidden.pk).exists()


def test_a_statement_approved_ahead_flags_on_its_day_and_gives_the_days_from_then(forbidden):
    approve(source=stricter().replace("effective: 2026-06-01", "effective: 2026-07-01"))
    assert not ConflictFlag.objects.exists()
    its_day = make.NOW.replace(month=7, day=1)
    run_schedule(at=its_day)
    run_schedule(at=its_day)
    assert standing(its_day).get().deadline == its_day.date() + timedelta(days=DAYS)


def test_nothing_in_conflict_is_published_during_those_days(forbidden):
    other = make.make_page(where_ketamine_fits=FITS)
    review = make.submit(other)
    make.sign(review)
    approve()
    review.refresh_from_db()
    result = publishing.publish(actor=Actor.of(review.decided_by), review=review, at=make.NOW)
    assert isinstance(result, Refusal)
    assert Live.objects.get().document_id == forbidden.pk


def test_a_signed_page_that_contradicts_the_new_statement_is_told_to_its_people(forbidden):
    other = make.make_page(where_ketamine_fits=FITS)
    review = make.submit(other, by=other.owner)
    make.sign(review)
    review.refresh_from_db()
    harmless = make.make_faq()
    make.sign(make.submit(harmless, by=harmless.owner))
    approve()
    told = Notice.objects.filter(kind=NoticeKind.IN_CONFLICT)
    assert set(told.values_list("person", "document")) == {
        (other.owner.pk, other.pk),
        (review.decided_by.pk, other.pk),
    }


def test_what_was_in_conflict_before_is_not_told_again(forbidden):
    known = make.make_page(where_ketamine_fits=f"{FITS} Ketamine cures migraine.")
    make.submit(known, by=known.owner)
    approve()
    assert not Notice.objects.filter(kind=NoticeKind.IN_CONFLICT).exists()


def test_the_cost_of_a_statement_does_not_grow_with_the_pages_that_it_allows(forbidden):
    def cost(version):
        with CaptureQueriesContext(connection) as caught:
            approve(version)
        return len(caught)

    first = cost("2026.2")
    for _ in range(3):
        make.publish(make.make_faq())
    make.make_page(where_ketamine_fits=FITS)
    assert cost("2026.3") <= first
