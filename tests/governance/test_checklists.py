"""The checklist: written by the statement's owner, ticked point by point, and under the signature."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from governance.models import AuditEntry, Checklist, Meaning, Outcome, SignOff
from governance.policy.gate import Code
from governance.policy.verbs import Role
from governance.services import signing
from governance.services.acting import Denied, MovedOn, Refusal
from governance.services.actors import Actor
from governance.services.checklists import write_checklist
from governance.services.keys import verifies
from governance.services.seals import signed_payload
from governance.services.verifying import bad_signatures
from tests import factories as make
from tests.support import remove_triggers

pytestmark = pytest.mark.django_db
POINTS = ("I have opened every reference.", "The doses are those of the label.")


def written(points=POINTS, *, by=None, seen=None, reason="Agreed by the board"):
    before = Checklist.objects.in_force()
    return write_checklist(
        actor=Actor.of(by or make.make_person(Role.STATEMENT_OWNER)),
        points=points,
        reason=reason,
        seen=(before.pk if before else 0) if seen is None else seen,
        at=make.NOW,
    )


def signed(review, ticked=(), by=None):
    by = by or make.make_physician()
    make.settle_all(review, by=by)
    return signing.sign_off(
        actor=Actor.of(by),
        review=review,
        digest=review.version.digest,
        meaning=Meaning.FULL,
        password=make.PASSWORD,
        code=make.make_code(by),
        ticked=frozenset(ticked),
        at=make.NOW,
    )


def keys_of(checklist):
    return [point.pk for point in checklist.points.all()]


@pytest.fixture
def review(db):
    make.make_statement()
    return make.submit(make.make_page())


def test_every_point_must_be_ticked_and_all_that_are_not_are_listed(review):
    first, _ = keys_of(written())
    refusal = signed(review)
    assert isinstance(refusal, Refusal)
    assert [blocker.code for blocker in refusal.blockers] == [Code.UNTICKED] * 2
    assert POINTS[0] in refusal.blockers[0].sentence
    assert [blocker.where for blocker in signed(review, [first]).blockers] == [f"check-{first + 1}"]
    assert not SignOff.objects.exists()


def test_what_was_ticked_is_under_the_signature(review):
    checklist = written()
    signoff = signed(review, keys_of(checklist))
    assert signoff.checklist == checklist
    payload = json.loads(signed_payload(signoff))
    assert (payload["format"], payload["ticked"]) == ("imprimatur/signoff/2", list(POINTS))
    assert bad_signatures() == (1, [])


def test_without_a_checklist_the_payload_is_the_first_format_and_old_signatures_stay_valid(review):
    signoff = signed(review)
    payload = json.loads(signed_payload(signoff))
    assert payload["format"] == "imprimatur/signoff/1" and not {"ticked", "corrects"} & set(payload)
    written()
    signoff.refresh_from_db()
    assert verifies(signed_payload(signoff), signoff.key_id, signoff.signature)
    assert bad_signatures() == (1, [])


def test_points_of_an_earlier_edition_tick_nothing(review):
    old = keys_of(written())
    new = written((*POINTS, "I have read it aloud."))
    assert len(signed(review, old).blockers) == 3
    assert isinstance(signed(review, [*old, *keys_of(new)]), SignOff)


def test_an_edition_without_points_asks_nothing(review):
    written()
    written(())
    signoff = signed(review)
    assert json.loads(signed_payload(signoff))["ticked"] == []


@pytest.mark.parametrize("role", [role for role in Role if role != Role.STATEMENT_OWNER])
def test_nobody_but_the_owner_writes_it(db, role):
    with pytest.raises(Denied):
        written(by=make.make_person(role))
    assert not Checklist.objects.exists()
    assert AuditEntry.objects.get(verb="write the checklist").outcome == Outcome.DENIED


@pytest.mark.parametrize(
    "points, says",
    [
        (["x" * 201], "Point 1 has 201 characters"),
        (["One."] * 2, "Point 2 stands there twice"),
        ([f"Point {number}." for number in range(21)], "There are 21 points"),
        (["Dose\u202eright."], "cannot be seen"),
    ],
)
def test_points_that_cannot_be_used_are_refused_with_their_number(db, points, says):
    with pytest.raises(ValidationError, match=says):
        written(points)


def test_a_checklist_needs_a_reason_and_a_change(db):
    with pytest.raises(ValidationError, match="Say why"):
        written(reason=" ")
    written()
    with pytest.raises(ValidationError, match="as they are"):
        written([" I have  opened every reference. ", POINTS[1], ""])


def test_of_two_owners_who_write_at_once_the_second_is_told(db):
    first = written()
    with pytest.raises(MovedOn):
        written(["Another."], seen=0)
    assert Checklist.objects.get() == first


def test_the_database_refuses_a_full_signature_that_names_no_edition_or_an_old_one(review):
    signed(review)
    old = written()
    new = written(["Another."])
    later = make.submit(make.make_page())
    for checklist in (None, old):
        match = "full_signoff_ticked_the_checklist_in_force"
        with pytest.raises(DatabaseError, match=match), transaction.atomic():
            by_hand(later, checklist)
    by_hand(later, new)  # the guard is what refused


def test_an_edition_that_is_changed_afterwards_breaks_the_seal(review):
    checklist = written()
    signed(review, keys_of(checklist))
    remove_triggers(connection)
    checklist.points.filter(position=1).update(sentence="I have looked at it.")
    assert any("does not verify" in fault for fault in bad_signatures()[1])


def test_a_checklist_taken_off_or_put_on_afterwards_breaks_the_seal(review):
    checklist = written()
    signed(review, keys_of(checklist))
    remove_triggers(connection)
    SignOff.objects.update(checklist=None)
    assert any("does not verify" in fault for fault in bad_signatures()[1])


def by_hand(review, checklist):
    signoff = SignOff.objects.order_by("pk")[0]
    signoff.pk, signoff._state.adding = None, True
    signoff.review, signoff.version, signoff.digest = review, review.version, review.version.digest
    signoff.checklist = checklist
    signoff.save(force_insert=True)
