"""The second look: a sample that nobody chooses and everybody can draw again, read by who neither wrote nor signed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from governance.models import AuditEntry, Opinion, SampleDraw, SampledSignature, SecondLook
from governance.policy.verbs import Role
from governance.services.acting import Denied, MovedOn
from governance.services.actors import Actor
from governance.services.oversight import draw_sample, drawn_from, is_reproduced, look_again, pool_of
from tests import factories as make
from tests.support import remove_triggers

pytestmark = pytest.mark.django_db

DAY = make.NOW.date()
LATER = make.NOW + timedelta(days=3)


@pytest.fixture
def signed(statement):
    """Four signed pages."""
    return [make.publish(make.make_page()) for _ in range(4)]


@pytest.fixture
def statement(db):
    return make.make_statement()


def drawn(size=2):
    actor = Actor.of(make.make_person(Role.COMPLIANCE))
    return draw_sample(actor=actor, since=DAY, until=DAY, size=size, at=LATER)


def looked(sampled, person, opinion=Opinion.AGREES, reason="Read it all."):
    return look_again(actor=Actor.of(person), sampled=sampled, opinion=opinion, reason=reason, at=LATER)


def test_a_sample_is_announced_before_it_is_drawn_and_its_seed_is_that_entrys_hash(signed):
    draw = drawn()
    drawing, announcing = AuditEntry.objects.all()[:2]
    assert (announcing.verb, drawing.verb) == ("announce a sample", "draw a sample")
    assert (draw.seed_entry, draw.seed) == (announcing.sequence, announcing.hash)
    assert announcing.detail == f"2 of the signatures from {DAY} to {DAY}"
    assert draw.pool == 4 and draw.sampled.count() == 2


def test_a_sample_can_be_drawn_again_and_another_one_is_found_out(signed):
    draw = drawn()
    kept = list(draw.sampled.values_list("signoff", flat=True))
    assert kept == drawn_from(pool_of(DAY, DAY), draw.seed, 2)
    assert is_reproduced(draw)
    remove_triggers(connection)
    other = next(key for key in pool_of(DAY, DAY) if key not in kept)
    SampledSignature.objects.filter(draw=draw, position=1).update(signoff=other)
    assert not is_reproduced(draw)


def test_each_of_a_pool_is_drawn_about_equally_often_over_many_seeds():
    pool = list(range(10))
    counts = [0] * 10
    for number in range(2000):
        for key in drawn_from(pool, f"{number:064x}", 3):
            counts[key] += 1
    assert (
        min(counts) > 520 and max(counts) < 680
    )  # 600 each, by fixed seeds; within four standard deviations


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"size": 0}, "at least one"),
        ({"size": 501}, "500 at the most"),
        ({"until": LATER.date()}, "a period that is over"),
        ({"since": DAY, "until": DAY - timedelta(days=1)}, "before the first one"),
        ({"since": date(2020, 1, 1), "until": date(2020, 1, 2)}, "Nobody signed anything"),
    ],
)
def test_a_sample_of_nothing_is_refused_with_a_sentence(signed, values, sentence):
    actor = Actor.of(make.make_person(Role.COMPLIANCE))
    asked = {"since": DAY, "until": DAY, "size": 2, **values}
    with pytest.raises(ValidationError, match=sentence):
        draw_sample(actor=actor, at=LATER, **asked)
    assert AuditEntry.objects.first().outcome == "refused" and not SampleDraw.objects.exists()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COMPLIANCE}))
def test_a_sample_is_drawn_by_compliance_alone(signed, role):
    with pytest.raises(Denied):
        draw_sample(actor=Actor.of(make.make_person(role)), since=DAY, until=DAY, size=1, at=LATER)


def test_a_physician_who_had_no_part_in_it_records_what_they_found(signed):
    sampled = drawn().sampled.all()[0]
    person = make.make_physician(name="Third Reader")
    look = looked(sampled, person, Opinion.REMARK, "The dose could be said more plainly.")
    entry = AuditEntry.objects.first()
    assert (look.physician_name, entry.verb, entry.reason) == (
        "Third Reader", "take a second look", look.reason,
    )  # fmt: skip
    assert entry.document_id == sampled.signoff.version.document_id
    with pytest.raises(MovedOn):
        looked(sampled, make.make_physician())
    assert SecondLook.objects.count() == 1


@pytest.mark.parametrize("who", ["signer", "writer", "lapsed"])
def test_who_signed_or_wrote_it_or_has_no_licence_takes_no_second_look(signed, who):
    sampled = drawn().sampled.all()[0]
    signoff = sampled.signoff
    if who == "signer":
        person = signoff.physician
    elif who == "writer":
        person = signoff.version.saved_by
        make.people.grant_role(
            actor=Actor(None, frozenset({Role.OPERATOR})), person=person, role=Role.PHYSICIAN, at=LATER
        )
        make.people.register_physician(
            actor=Actor(None, frozenset({Role.OPERATOR})), person=person, degree="MD", specialty="x",
            licence_number="1", licence_region="Ohio", licence_expires=date(2030, 1, 1), at=LATER,
        )  # fmt: skip
    else:
        person = make.make_physician(licence_expires=DAY)
    with pytest.raises(PermissionDenied):
        looked(sampled, person)
    assert not SecondLook.objects.exists()
    assert AuditEntry.objects.first().outcome == "denied"


def test_the_database_refuses_a_second_look_by_the_signer(signed):
    sampled = drawn().sampled.all()[0]
    values = {"opinion": Opinion.AGREES, "reason": "x", "physician_name": "x", "looked_at": timezone.now()}
    for person in (sampled.signoff.physician, sampled.signoff.version.saved_by):
        with pytest.raises(DatabaseError, match="second_look_is_by"), transaction.atomic():
            SecondLook.objects.create(sampled=sampled, physician=person, **values)


@pytest.mark.parametrize(("opinion", "reason"), [("agrees", " "), ("perfect", "x"), ("", "x")])
def test_a_second_look_needs_an_opinion_of_the_list_and_a_reason(signed, opinion, reason):
    with pytest.raises(ValidationError):
        looked(drawn().sampled.all()[0], make.make_physician(), opinion, reason)
    assert AuditEntry.objects.first().outcome == "refused"
