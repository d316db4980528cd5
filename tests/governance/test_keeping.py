"""Kept drafts and presence: words that are no version, for their writer alone, never lost between two tabs."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from content.models import Version
from governance.models import AuditEntry, KeptDraft, Presence
from governance.policy.verbs import Role
from governance.services import keeping
from governance.services.acting import Denied
from governance.services.actors import Actor
from governance.services.clockwork import run_schedule
from governance.services.keeping import NotKept, Page
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def migraine():
    return make.make_page()


def keep(document, person, words="Words", *, known=0, seen=1, at=make.NOW):
    page = Page(document.KIND, document.document_ptr) if document else Page("article")
    pairs = [("lead", words)]
    return keeping.keep(actor=Actor.of(person), page=page, values=pairs, known=known, seen=seen, at=at)


def kept(document, person):
    return keeping.kept_draft(person=person, page=Page(document.KIND, document.document_ptr))


def test_kept_words_are_no_version_and_leave_no_entry(migraine):
    entries = AuditEntry.objects.count()
    revision = 0
    for number in range(30):
        revision = keep(migraine, migraine.owner, f"Words {number}", known=revision)
    assert revision == 30 and "Words 29" in kept(migraine, migraine.owner).values
    assert (KeptDraft.objects.count(), Version.objects.count(), AuditEntry.objects.count()) == (1, 1, entries)


def test_only_the_person_gets_their_words(migraine):
    keep(migraine, migraine.owner)
    assert kept(migraine, make.make_writer()) is None
    assert keep(migraine, make.make_writer()) == 1


def test_a_second_tab_does_not_overwrite_the_words_of_the_first(migraine):
    keep(migraine, migraine.owner, "First tab")
    with pytest.raises(NotKept, match="in another tab"):
        keep(migraine, migraine.owner, "Second tab")
    keep(migraine, migraine.owner, "First tab, more", known=1)
    with pytest.raises(NotKept):
        keep(migraine, migraine.owner, "Second tab", known=1)
    assert "First tab, more" in kept(migraine, migraine.owner).values


def test_a_tab_whose_answer_was_lost_goes_on_and_removes_its_own_words(migraine):
    page, actor = Page(migraine.KIND, migraine.document_ptr), Actor.of(migraine.owner)
    values = {"actor": actor, "page": page, "values": [("lead", "Words")], "seen": 1, "at": make.NOW}
    assert keeping.keep(**values, known=0, tab="one") == 1
    assert keeping.keep(**values, known=0, tab="one") == 2
    with pytest.raises(NotKept):
        keeping.keep(**values, known=0, tab="two")
    assert not keeping.throw_away(actor=actor, page=page, revision=0, tab="two")
    assert keeping.throw_away(actor=actor, page=page, revision=0, tab="one")


def test_words_on_their_way_while_the_person_saved_are_not_kept(migraine):
    migraine.lead = "Other words."
    make.save(migraine, by=migraine.owner)
    with pytest.raises(NotKept, match="have saved this page since"):
        keep(migraine, migraine.owner, seen=1)
    assert keep(migraine, make.make_writer(), seen=1) == 1  # somebody else's are stale, and kept


def test_a_new_document_is_kept_by_its_kind():
    writer = make.make_writer()
    assert keep(None, writer, seen=0) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        KeptDraft.objects.create(person=writer, kind="article", values="[]", kept_at=make.NOW)


def test_what_is_thrown_away_is_that_revision_alone(migraine):
    page = Page(migraine.KIND, migraine.document_ptr)
    keep(migraine, migraine.owner)
    assert not keeping.throw_away(actor=Actor.of(migraine.owner), page=page, revision=7)
    assert not keeping.throw_away(actor=Actor.of(make.make_writer()), page=page, revision=1)
    assert keeping.throw_away(actor=Actor.of(migraine.owner), page=page, revision=1)
    assert kept(migraine, migraine.owner) is None


def test_too_much_is_not_kept(migraine):
    with pytest.raises(NotKept, match="too long"):
        keep(migraine, migraine.owner, "é" * (keeping.MOST_BYTES // 2 + 1))


@pytest.mark.parametrize("role", [Role.PHYSICIAN, Role.COMPLIANCE, Role.OPERATOR, Role.STATEMENT_OWNER])
def test_who_may_not_save_keeps_nothing_and_is_not_here(migraine, role):
    person = make.make_person(role)
    with pytest.raises(Denied):
        keep(migraine, person)
    with pytest.raises(Denied):
        keeping.come_here(actor=Actor.of(person), document=migraine, at=make.NOW)
    assert not KeptDraft.objects.exists() and not Presence.objects.exists()


def test_the_schedule_removes_what_is_old_and_nothing_younger(migraine):
    keep(migraine, migraine.owner)
    keeping.come_here(actor=Actor.of(migraine.owner), document=migraine, at=make.NOW)
    assert run_schedule(at=make.NOW + timedelta(days=30))["old kept drafts removed"] == 0
    assert not Presence.objects.exists()
    assert run_schedule(at=make.NOW + timedelta(days=31))["old kept drafts removed"] == 1


def test_others_are_here_for_ten_minutes_after_they_were_seen(migraine):
    other = make.make_writer(name="Hanna Lindqvist")
    for minutes in (0, 1):
        at = make.NOW + timedelta(minutes=minutes)
        keeping.come_here(actor=Actor.of(other), document=migraine, at=at)

    def here(minutes, person=migraine.owner):
        found = keeping.others_here(migraine, person=person, at=make.NOW + timedelta(minutes=minutes))
        return [item.person for item in found]

    assert here(10) == [other] and here(12) == [] and here(2, other) == []
    assert Presence.objects.count() == 1
