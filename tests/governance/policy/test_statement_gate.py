"""The gate of a statement: each fact that stands in the way yields its blocker, alone and with all others."""

from dataclasses import replace
from datetime import date

import pytest

from governance.policy.gate import Code, Signer
from governance.policy.statement_gate import DraftFacts, draft_blockers

pytestmark = pytest.mark.pure
DAY = date(2026, 6, 2)
SIGNER = Signer(is_physician=True, is_active=True, licence_expires=DAY, has_edited=False)
GOOD = DraftFacts(
    on=DAY,
    effective=DAY,
    is_version_taken=False,
    is_text_approved=False,
    failed=(),
    is_text_as_shown=True,
    is_effect_as_shown=True,
    signer=SIGNER,
)
CASES = {
    Code.TEXT_MOVED_ON: {"is_text_as_shown": False},
    Code.EFFECT_MOVED_ON: {"is_effect_as_shown": False},
    Code.SAME_TEXT: {"is_text_approved": True},
    Code.VERSION_TAKEN: {"is_version_taken": True},
    Code.DAY_HAS_PASSED: {"effective": date(2026, 6, 1)},
    Code.FAILED_EXAMPLE: {"failed": ("“Relief lasts.” must contradict durability, and does not.",)},
    Code.NOT_SIGNED: {"first_signer": ""},
    Code.NOT_A_PHYSICIAN: {"signer": replace(SIGNER, is_physician=False)},
    Code.ACCOUNT_CLOSED: {"signer": replace(SIGNER, is_active=False)},
    Code.OWN_TEXT: {"signer": replace(SIGNER, has_edited=True), "first_signer": "Ines Falk"},
    Code.NO_LICENCE: {"signer": replace(SIGNER, licence_expires=None)},
    Code.LICENCE_EXPIRED: {"signer": replace(SIGNER, licence_expires=date(2026, 6, 1))},
}
OF_A_STATEMENT = {
    Code.EFFECT_MOVED_ON,
    Code.SAME_TEXT,
    Code.VERSION_TAKEN,
    Code.DAY_HAS_PASSED,
    Code.FAILED_EXAMPLE,
}


def codes(facts):
    return [blocker.code for blocker in draft_blockers(facts)]


@pytest.mark.parametrize("first", [None, "Ines Falk"])
def test_nothing_stands_in_the_way_of_good_facts(first):
    assert codes(replace(GOOD, first_signer=first)) == []


@pytest.mark.parametrize("code", CASES)
def test_each_fact_yields_its_own_blocker_and_no_other(code):
    assert codes(replace(GOOD, **CASES[code])) == [code]


def test_the_owner_may_have_written_it():
    assert codes(replace(GOOD, signer=replace(SIGNER, has_edited=True))) == []


def test_nobody_is_no_physician():
    assert codes(replace(GOOD, signer=None)) == [Code.NOT_A_PHYSICIAN]


def test_everything_that_is_wrong_is_told_at_once():
    signer = Signer(is_physician=False, is_active=False, licence_expires=None, has_edited=True)
    facts = replace(
        GOOD,
        effective=date(2026, 6, 1),
        is_version_taken=True,
        failed=("One.", "Two."),
        is_text_as_shown=False,
        signer=signer,
        first_signer="",
    )
    assert codes(facts) == [
        Code.TEXT_MOVED_ON,
        Code.VERSION_TAKEN,
        Code.DAY_HAS_PASSED,
        Code.FAILED_EXAMPLE,
        Code.FAILED_EXAMPLE,
        Code.NOT_SIGNED,
        Code.NOT_A_PHYSICIAN,
        Code.ACCOUNT_CLOSED,
        Code.OWN_TEXT,
    ]
