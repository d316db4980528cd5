"""The sample site: every state has a page, and people act for themselves."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.test import override_settings

from content.models import Document, Version
from governance.demo.cast import Member
from governance.demo.loading import DAYS, load
from governance.demo.stage import latest_review, newest
from governance.demo.texts import HERE
from governance.models import AuditEntry, Live, Outcome, Person, Review, SignOff
from governance.policy.states import ReviewState
from governance.policy.verbs import Role
from governance.services.facts import case_of

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
PAGES = sorted(path.stem for path in (HERE / "pages").glob("*.yaml"))


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[dict[str, Member]]:
    """The sample site, loaded once for this file and rolled back after it: loading takes seconds."""
    fast = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with django_db_blocker.unblock(), transaction.atomic(), fast:
        yield load(now=NOW)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def sample_site(loaded: dict[str, Member], db: None) -> dict[str, Member]:
    """Every test of this file looks at the sample site."""
    return loaded


def live_slugs() -> set[str]:
    return {live.document.slug for live in Live.objects.select_related("document")}


def test_every_state_has_a_page() -> None:
    states = {slug: latest_review(slug).state for slug in PAGES if Review.objects.filter(document__slug=slug)}
    assert states["how-soon-will-i-know"] == ReviewState.SIGNED
    assert states["can-i-take-ketamine-at-home"] == ReviewState.SENT_BACK
    assert states["post-traumatic-stress-disorder"] == ReviewState.SUBMITTED
    assert {"fibromyalgia", "generalized-anxiety"} == set(PAGES) - set(states)
    assert {"migraine", "complex-regional-pain-syndrome", "treatment-resistant-depression"} <= live_slugs()
    assert "what-the-depression-trials-measured" in live_slugs()
    assert "a-day-in-the-infusion-unit" not in live_slugs()


def test_one_review_is_overdue() -> None:
    assert [review.document.slug for review in Review.objects.overdue(on=NOW.date())] == [
        "does-insurance-pay"
    ]


def test_a_live_page_shows_live_faqs() -> None:
    assert Live.objects.shown_on("conditions/migraine").count() == 2


def test_a_live_page_has_a_newer_draft() -> None:
    live = Live.objects.get(document__slug="treatment-resistant-depression")
    assert live.publication.version.number < live.document.version_number


def test_one_live_page_is_overdue_and_one_due_within_a_month() -> None:
    overdue = Live.objects.due_for_review(on=NOW.date())
    assert [live.document.slug for live in overdue] == ["complex-regional-pain-syndrome"]
    due = Live.objects.due_for_review(on=NOW.date() + timedelta(days=30))
    assert {live.document.slug for live in due.difference(overdue)} == {"how-is-an-infusion-monitored"}


@pytest.mark.parametrize("slug", ["fibromyalgia", "can-i-take-ketamine-at-home", "cluster-headache"])
def test_texts_that_say_too_much_are_in_conflict(slug: str) -> None:
    assert case_of(newest(slug), at=NOW).conflicts


def test_the_clean_draft_has_no_conflict_and_misses_nothing() -> None:
    case = case_of(newest("generalized-anxiety"), at=NOW)
    assert not (case.conflicts or case.missing)


def test_the_page_in_review_has_a_sentence_to_settle_and_no_conflict() -> None:
    case = case_of(newest("post-traumatic-stress-disorder"), at=NOW)
    assert any("the key" in item.row.sentence for item in case.unsettled)
    assert not case.conflicts


def test_people_act_for_themselves() -> None:
    for version in Version.objects.select_related("saved_by"):
        assert version.saved_by.roles == {Role.WRITER}
    for signoff in SignOff.objects.select_related("physician"):
        assert signoff.physician.roles == {Role.PHYSICIAN}
        assert not Version.objects.filter(
            document=signoff.version.document, saved_by=signoff.physician
        ).exists()


def test_refused_signatures_are_in_the_trail() -> None:
    refused = AuditEntry.objects.filter(verb="sign off", outcome=Outcome.REFUSED)
    assert {entry.actor_name for entry in refused} == {"Amara Osei", "Lewis Hart"}


def test_everything_lies_in_the_past_and_in_order() -> None:
    moments = list(AuditEntry.objects.order_by("sequence").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert NOW - timedelta(days=DAYS) <= moments[0] <= moments[-1] < NOW


def test_a_second_run_changes_nothing() -> None:
    before = (AuditEntry.objects.count(), Document.objects.count(), Person.objects.count())
    assert load(now=NOW + timedelta(hours=1)) == {}
    assert (AuditEntry.objects.count(), Document.objects.count(), Person.objects.count()) == before


def test_passwords_are_stored_as_hashes_alone(sample_site: dict[str, Member]) -> None:
    for member in sample_site.values():
        stored = Person.objects.get(pk=member.person.pk).password
        assert member.password not in stored
        assert check_password(member.password, stored)
