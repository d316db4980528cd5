"""What the abuses of the workflow share: a page in conflict, another statement, and the verbs in one word."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from governance.models import Meaning
from governance.policy.gate import Code
from governance.policy.verbs import Role
from governance.services import exceptions, people, signing
from governance.services.acting import Refusal
from governance.services.actors import Actor
from tests import factories as make

CONFLICT = make.KETAMINE_FITS + " Ketamine cures migraine."
OPERATOR = Actor(None, frozenset({Role.OPERATOR}))
STRICTER = make.STATEMENT.read_text().replace('version: "2026.1"', 'version: "2026.2"')


def sign(review, by, **values):
    values = {
        "digest": review.version.digest,
        "meaning": Meaning.FULL,
        "password": make.PASSWORD,
        "code": make.make_code(by),
        "at": make.NOW,
        **values,
    }
    return signing.sign_off(actor=Actor.of(by), review=review, **values)


def codes(refusal):
    assert isinstance(refusal, Refusal), refusal
    # Whether a sentence is unclear is the engine's to say, and not what these tests are about.
    return {blocker.code for blocker in refusal.blockers} - {Code.UNSETTLED}


def signed(page, at=make.NOW, by=None):
    review = make.submit(page, at=at)
    make.sign(review, by=by, at=at)
    return review


def grant(person, *roles):
    for role in roles:
        people.grant_role(actor=OPERATOR, person=person, role=role, at=make.NOW)
    return person


def stricter():
    """The statement in which not even a last resort is left for migraine."""
    old = "conditions: [migraine, headache], min: no_role, max: last_resort"
    assert old in STRICTER
    return STRICTER.replace(old, old.replace("last_resort", "no_role"))


def asked(review, physician, expires=30):
    conflict = make.case_of(review.version, at=make.NOW).conflicts[0]
    return exceptions.ask_exception(
        actor=Actor.of(physician),
        review=review,
        claim=conflict.row,
        reason="Quoted from a regulator's warning.",
        expires_on=make.NOW.date() + timedelta(days=expires),
        at=make.NOW,
    )


def excepted(page):
    review = make.submit(page)
    physician = make.make_physician()
    officer = Actor.of(make.make_person(Role.COMPLIANCE))
    for _ in make.case_of(review.version, at=make.NOW).conflicts:
        exceptions.grant_exception(actor=officer, request=asked(review, physician), at=make.NOW)
    return review


def copied(record, **values):
    """A record like another one, with other values, born past the service."""
    fields = {field.name: getattr(record, field.name) for field in record._meta.fields} | {"id": None}
    return type(record)(**fields | values)


def refused_by(name, record):
    with pytest.raises(DatabaseError, match=name), transaction.atomic():
        record.save(force_insert=True)


def published(publication, review):
    version = review.version
    return copied(
        publication,
        document=review.document,
        version=version,
        signoff=review.signoff,
        digest=version.digest,
        text=version.text,
    )
