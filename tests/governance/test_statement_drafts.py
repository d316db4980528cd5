"""A statement's way from draft to law: one draft, kept texts, two signatures on exactly the same words."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from governance.admin.statement.second import waiting_for_second
from governance.claims.statement import StatementError
from governance.models import (
    ApprovedStatement,
    AuditEntry,
    Live,
    Notice,
    NoticeKind,
    Outcome,
    Part,
    StatementDraft,
    StatementEdit,
    StatementSignature,
)
from governance.policy.gate import Code
from governance.policy.verbs import Role
from governance.services.acting import Denied, MovedOn
from governance.services.actors import Actor
from governance.services.effects import take_effect
from governance.services.statement import drafts
from governance.services.statement.proof import bad_statement_signatures, signatures_of
from tests import factories as make
from tests.governance import statement_support as desk
from tests.support import remove_triggers

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement(db):
    return make.make_statement()


@pytest.fixture
def owner(statement):
    return desk.make_owner(name="Ines Falk")


@pytest.fixture
def second(statement):
    return make.make_physician(name="Amara Osei")


@pytest.fixture
def live(statement):
    page = make.make_page(where_ketamine_fits=desk.LAST_RESORT)
    return make.publish(page)


def codes(refusal):
    return {blocker.code for blocker in refusal.blockers}


def test_a_draft_begins_as_the_statement_in_force_with_the_next_version_and_a_later_day(owner, statement):
    draft = desk.begin(owner)
    before, after = statement.parsed(), draft.edit.parsed()
    assert (after.version, after.effective) == ("2026.2", "2026-06-16")
    assert (after.positions, after.required) == (before.positions, before.required)
    assert "# -- approval" in draft.edit.source
    entry = AuditEntry.objects.first()
    assert (entry.verb, entry.after, entry.object_label) == (
        "write statement",
        draft.edit.digest,
        "Draft of statement 2026.2",
    )


def test_the_first_draft_of_a_site_begins_as_the_reference_statement(db):
    draft = desk.begin(desk.make_owner())
    assert draft.base is None and len(draft.edit.parsed().positions) > 20


def test_only_one_draft_is_open(owner):
    desk.begin(owner)
    with pytest.raises(MovedOn):
        desk.begin(owner)
    with pytest.raises(DatabaseError), transaction.atomic():
        StatementDraft.objects.create(begun_at=make.NOW)
    assert StatementDraft.objects.count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role != Role.STATEMENT_OWNER])
def test_nobody_but_its_owner_writes_it(owner, role):
    draft = desk.begin(owner)
    other = Actor.of(make.make_person(role))
    with pytest.raises(Denied):
        drafts.begin_draft(actor=other, at=make.NOW)
    with pytest.raises(Denied):
        drafts.save_draft(actor=other, draft=draft, source="x", seen=1, at=make.NOW)
    with pytest.raises(Denied):
        drafts.discard_draft(actor=other, draft=draft, seen=1, reason="x", at=make.NOW)
    assert StatementEdit.objects.count() == 1


def test_a_text_that_cannot_be_used_is_refused_with_its_lines_and_nothing_is_saved(owner):
    draft = desk.begin(owner)
    with pytest.raises(StatementError) as error:
        desk.save(draft, owner, draft.edit.source.replace("max: first_line", "max: top"))
    assert [(problem.line, "'top'" in problem.message) for problem in error.value.problems] == [(31, True)]
    draft.refresh_from_db()
    assert (draft.revision, AuditEntry.objects.first().outcome) == (1, Outcome.REFUSED)


def test_the_same_text_is_no_change(owner):
    draft = desk.begin(owner)
    with pytest.raises(ValidationError):
        desk.save(draft, owner, draft.edit.source.replace("\n", "\r\n"))


def test_who_saves_on_an_older_text_is_refused_and_the_newer_one_stays(owner):
    draft = desk.begin(owner)
    text = desk.stricter(draft)
    desk.save(draft, owner, text)
    with pytest.raises(MovedOn):
        drafts.save_draft(
            actor=Actor.of(owner), draft=draft, source=text.replace("2026.2", "2026.3"), seen=1, at=make.NOW
        )
    draft.refresh_from_db()
    assert draft.edit.source == text
    assert AuditEntry.objects.first().outcome == Outcome.REFUSED


def test_texts_and_signatures_of_a_draft_never_change(owner):
    draft = desk.make_stricter_draft(owner)
    signature = desk.sign(draft, owner)
    with pytest.raises(DatabaseError), transaction.atomic():
        StatementEdit.objects.filter(pk=draft.edit.pk).update(source="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        StatementSignature.objects.filter(pk=signature.pk).update(effect="[]")


def test_two_signatures_make_it_the_law_and_take_down_what_it_contradicts(owner, second, live):
    draft = desk.make_stricter_draft(owner)
    assert isinstance(desk.sign(draft, owner), StatementSignature)
    assert not ApprovedStatement.objects.filter(version="2026.2").exists()
    approved = desk.approve(draft, second)
    assert ApprovedStatement.objects.binding(at=make.NOW) == approved
    assert (approved.approved_by, approved.seconded_by) == (owner, second)
    assert not Live.objects.exists()
    draft.refresh_from_db()
    assert not draft.is_open
    parts = list(StatementSignature.objects.values_list("part", "name", "digest"))
    assert parts == [("owner", "Ines Falk", approved.digest), ("second", "Amara Osei", approved.digest)]
    assert AuditEntry.objects.filter(verb="approve statement", object_label="Statement 2026.2").count() == 1
    assert Notice.objects.filter(kind=NoticeKind.WITHDRAWN, person=live.document.owner).exists()


def test_a_day_ahead_leaves_the_page_up_until_then(owner, second, live):
    draft = desk.make_stricter_draft(owner, days=30)
    desk.sign(draft, owner)
    approved = desk.approve(draft, second)
    assert ApprovedStatement.objects.coming(at=make.NOW) == approved
    assert Live.objects.exists()
    assert take_effect(at=make.NOW + timedelta(days=31)) == 1


def test_the_second_comes_after_the_owner(owner, second):
    draft = desk.make_stricter_draft(owner)
    assert codes(desk.approve(draft, second)) == {Code.NOT_SIGNED}
    assert ApprovedStatement.objects.count() == 1


def test_who_wrote_in_it_signs_second_neither_in_code_nor_in_the_database(owner, second):
    both = desk.make_owner()
    operator = Actor(None, frozenset({Role.OPERATOR}))
    make.people.grant_role(actor=operator, person=both, role=Role.PHYSICIAN, at=make.NOW)
    draft = desk.begin(both)
    desk.save(draft, owner, desk.stricter(draft))
    first = desk.sign(draft, owner)
    assert codes(desk.approve(draft, both)) == {Code.OWN_TEXT}
    assert codes(desk.approve(draft, owner)) == {Code.OWN_TEXT, Code.NOT_A_PHYSICIAN}
    copy = StatementSignature.objects.get(pk=first.pk)
    copy.pk, copy.part, copy.person = None, Part.SECOND, both
    with pytest.raises(DatabaseError, match="seconded_by_nobody_who_wrote"), transaction.atomic():
        copy.save(force_insert=True)


def test_a_change_after_the_first_signature_drops_it(owner, second):
    draft = desk.make_stricter_draft(owner)
    desk.sign(draft, owner)
    desk.save(draft, owner, draft.edit.source.replace("2026.2", "2026.3"))
    assert codes(desk.approve(draft, second)) == {Code.NOT_SIGNED}


def test_the_second_signs_exactly_what_was_shown(owner, second):
    draft = desk.make_stricter_draft(owner)
    desk.sign(draft, owner)
    assert codes(desk.approve(draft, second, digest="0" * 64)) == {Code.TEXT_MOVED_ON}


def test_an_effect_that_moved_on_is_read_again_before_either_signs(owner, second, statement):
    draft = desk.make_stricter_draft(owner)
    seen = desk.live_effect(draft.edit.parsed(), at=make.NOW).seal
    make.publish(make.make_page(where_ketamine_fits=desk.LAST_RESORT))
    assert codes(desk.sign(draft, owner, effect=seen)) == {Code.EFFECT_MOVED_ON}
    desk.sign(draft, owner)
    assert codes(desk.approve(draft, second, effect=seen)) == {Code.EFFECT_MOVED_ON}
    assert StatementSignature.objects.get().effect.count("conditions/migraine-") == 1
    assert Live.objects.exists()


@pytest.mark.parametrize("typed", [{"password": "wrong"}, {"code": "000000"}])
def test_a_wrong_password_or_code_signs_nothing_and_is_recorded(owner, typed):
    draft = desk.make_stricter_draft(owner)
    assert codes(desk.sign(draft, owner, **typed)) == {Code.NOT_AUTHENTICATED}
    assert not StatementSignature.objects.exists()
    assert AuditEntry.objects.first().outcome == Outcome.REFUSED


def test_a_licence_that_ended_signs_nothing(owner, second):
    late = make.NOW + timedelta(days=365 * 5)
    draft = desk.make_stricter_draft(owner, days=365 * 6)
    assert Code.LICENCE_EXPIRED in codes(desk.sign(draft, owner, at=late))


def test_a_failing_example_stands_in_the_way_and_is_named(owner):
    draft = desk.make_stricter_draft(owner)
    added = (
        'says: "Ketamine is approved as an anesthetic.", examples: {conflict: ["The clinic opens at eight."]}'
    )
    desk.save(
        draft, owner, draft.edit.source.replace('says: "Ketamine is approved as an anesthetic."', added)
    )
    refusal = desk.sign(draft, owner)
    assert codes(refusal) == {Code.FAILED_EXAMPLE}
    assert "approval-anesthesia" in refusal.blockers[0].sentence


def test_a_day_that_has_passed_and_a_version_that_is_taken_stand_in_the_way(owner):
    draft = desk.begin(owner)
    source = desk.stricter(draft, days=-1).replace('"2026.2"', '"2026.1"')
    desk.save(draft, owner, source)
    assert codes(desk.sign(draft, owner)) == {Code.DAY_HAS_PASSED, Code.VERSION_TAKEN}


def test_a_draft_that_was_thrown_away_is_signed_by_nobody(owner):
    draft = desk.make_stricter_draft(owner)
    drafts.discard_draft(actor=Actor.of(owner), draft=draft, seen=2, reason="Not now", at=make.NOW)
    with pytest.raises(MovedOn):
        desk.sign(draft, owner)
    assert desk.begin(owner).edit.number == 1


def test_set_up_is_closed_once_the_desk_was_used_in_code_and_in_the_database(owner, second):
    draft = desk.make_stricter_draft(owner)
    desk.sign(draft, owner)
    approved = desk.approve(draft, second)
    with pytest.raises(PermissionDenied):
        make.make_statement(source=draft.edit.source.replace("2026.2", "2026.9"))
    copy = ApprovedStatement.objects.get(pk=approved.pk)
    copy.pk, copy.version, copy.digest = None, "2026.9", "0" * 64
    with pytest.raises(DatabaseError, match="approved_by_its_two_signatures"), transaction.atomic():
        copy.save(force_insert=True)


def test_nobody_signs_twice(owner):
    draft = desk.make_stricter_draft(owner)
    desk.sign(draft, owner)
    with pytest.raises(MovedOn):
        desk.sign(draft, owner)


def test_signatures_on_statements_verify_and_a_changed_row_is_named(owner, second):
    draft = desk.make_stricter_draft(owner)
    signature = desk.sign(draft, owner)
    approved = desk.approve(draft, second)
    assert bad_statement_signatures() == (2, [])
    assert [item.part for item in signatures_of(approved)] == ["owner", "second"]
    remove_triggers(connection)
    StatementSignature.objects.filter(pk=signature.pk).update(effect='[["conditions/migraine","x",1]]')
    assert bad_statement_signatures()[1] == [
        f"Signature {signature.pk} on statement 2026.2: the signature does not verify"
    ]
    StatementEdit.objects.filter(pk=signature.edit_id).update(source="other")
    assert len(bad_statement_signatures()[1]) == 3
    with pytest.raises(CommandError, match="3 of 2"):
        call_command("verify_signatures", stderr=StringIO())


def test_the_second_finds_it_on_their_desk_and_who_wrote_it_does_not(owner, second):
    draft = desk.make_stricter_draft(owner)
    assert waiting_for_second(second) is None
    desk.sign(draft, owner)
    assert str(waiting_for_second(second)) == "Draft of statement 2026.2"
    assert waiting_for_second(owner) is None
    desk.save(draft, owner, draft.edit.source.replace("2026.2", "2026.3"))
    assert waiting_for_second(second) is None
