"""The gate: each fact that stands in the way yields its blocker, alone and together with all others."""

from dataclasses import replace
from datetime import date

import pytest

from governance.policy.gate import CitedWork, Code, Facts, Place, Signer, blockers
from tests.governance.policy.test_statement_gate import OF_A_STATEMENT

pytestmark = pytest.mark.pure
DAY = date(2026, 6, 2)
GOOD_SIGNER = Signer(is_physician=True, is_active=True, licence_expires=DAY, has_edited=False)
GOOD = Facts(
    on=DAY,
    digest="a" * 64,
    has_statement=True,
    conflicts=(),
    unsettled=(),
    missing=(),
    signer=GOOD_SIGNER,
    is_newest=True,
)
PLACES = (Place(3, "Ketamine cures.", "efficacy"), Place(5, "It lasts for ever.", "durability"))

CASES = {
    Code.NO_STATEMENT: {"has_statement": False},
    Code.CONFLICT: {"conflicts": PLACES},
    Code.UNSETTLED: {"unsettled": PLACES},
    Code.REQUIRED_SENTENCE: {"missing": ("Say that it is off-label.",)},
    Code.RETRACTED_CITATION: {"retracted_works": (CitedWork(4, "Reference 2 (Smith, 2015)", DAY),)},
    Code.NOT_A_PHYSICIAN: {"signer": replace(GOOD_SIGNER, is_physician=False)},
    Code.ACCOUNT_CLOSED: {"signer": replace(GOOD_SIGNER, is_active=False)},
    Code.OWN_TEXT: {"signer": replace(GOOD_SIGNER, has_edited=True)},
    Code.NO_LICENCE: {"signer": replace(GOOD_SIGNER, licence_expires=None)},
    Code.LICENCE_EXPIRED: {"signer": replace(GOOD_SIGNER, licence_expires=date(2026, 6, 1))},
    Code.TEXT_MOVED_ON: {"is_newest": False},
    Code.UNTICKED: {"unticked": (Place(7, "I read the sources."),)},
    Code.NO_CORRECTION: {"no_correction": "Nothing differs."},
    Code.MORE_THAN_TYPOGRAPHY: {"beyond_typography": ("Where ketamine fits",)},
    Code.NOT_SIGNED: {"signed_digest": ""},
    Code.OTHER_WORDS_SIGNED: {"signed_digest": "b" * 64},
    Code.SIGNATURE_RETRACTED: {"signed_digest": "a" * 64, "is_retracted": True},
}


def codes(facts):
    return [blocker.code for blocker in blockers(facts)]


def test_nothing_stands_in_the_way_of_good_facts():
    assert codes(GOOD) == []
    assert codes(replace(GOOD, signed_digest="a" * 64)) == []


@pytest.mark.parametrize("code", CASES)
def test_each_fact_yields_its_own_blocker_and_no_other(code):
    assert set(codes(replace(GOOD, **CASES[code]))) == {code}


def test_nobody_is_no_physician():
    assert codes(replace(GOOD, signer=None)) == [Code.NOT_A_PHYSICIAN]


def test_every_finding_is_named_with_its_number_and_its_place():
    found = blockers(replace(GOOD, conflicts=PLACES))
    assert [(item.where, item.sentence) for item in found] == [
        ("f3", "Sentence 3 contradicts the position statement on efficacy."),
        ("f5", "Sentence 5 contradicts the position statement on durability."),
    ]


def test_everything_that_is_wrong_is_told_at_once():
    signer = Signer(is_physician=True, is_active=False, licence_expires=None, has_edited=True)
    facts = replace(
        GOOD,
        has_statement=False,
        conflicts=PLACES,
        unsettled=PLACES,
        missing=("Say that it is off-label.",),
        signer=signer,
        is_newest=False,
        signed_digest="b" * 64,
    )
    assert codes(facts) == [
        Code.NO_STATEMENT,
        Code.CONFLICT,
        Code.CONFLICT,
        Code.REQUIRED_SENTENCE,
        Code.UNSETTLED,
        Code.UNSETTLED,
        Code.ACCOUNT_CLOSED,
        Code.OWN_TEXT,
        Code.NO_LICENCE,
        Code.TEXT_MOVED_ON,
        Code.OTHER_WORDS_SIGNED,
    ]


def test_every_code_of_the_gate_has_a_case():
    only_in_signing = {Code.NOT_AUTHENTICATED, Code.NO_SECOND_FACTOR}
    assert set(Code) - only_in_signing - OF_A_STATEMENT == set(CASES)
