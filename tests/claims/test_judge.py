"""Claims judged against a statement: intervals and bands."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.claims.judge import SEVERITY, holding, judge, worst
from governance.claims.statement import reference_statement
from governance.claims.values import Claim, Position, Verdict
from tests.claims.claim_support import SCALES, bands, claim, claims, position, statement

SOME = statement(position("some", "efficacy", "may_help", "helps_some"))


def verdict(made: Claim, *positions: Position) -> Verdict:
    (finding,) = judge([made], statement(*positions) if positions else reference_statement())
    return finding.verdict


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("ineffective", "ineffective", Verdict.CONFLICT),
        ("ineffective", "may_help", Verdict.CONSISTENT),
        ("may_help", "helps_some", Verdict.CONSISTENT),
        ("helps_some", "cure", Verdict.CONSISTENT),
        ("effective", "effective", Verdict.CONFLICT),
        ("effective", "cure", Verdict.CONFLICT),
        ("ineffective", "cure", Verdict.CONSISTENT),
    ],
)
def test_a_conflict_is_an_interval_and_a_band_without_a_common_point(
    low: str, high: str, expected: Verdict
) -> None:
    (finding,) = judge([claim("efficacy", low, high)], SOME)
    assert finding.verdict is expected


def test_an_uncertain_claim_is_unclear_on_either_side_of_the_band() -> None:
    assert verdict(claim("efficacy", "cure", certain=False)) is Verdict.UNCLEAR
    assert verdict(claim("efficacy", "may_help", certain=False)) is Verdict.UNCLEAR


def test_a_claim_without_a_topic_is_unclear() -> None:
    assert verdict(claim(None)) is Verdict.UNCLEAR


def test_a_claim_that_no_position_covers_is_unclear() -> None:
    (finding,) = judge([claim("safety", "harmless")], SOME)
    assert (finding.verdict, finding.position) == (Verdict.UNCLEAR, None)


@pytest.mark.parametrize(
    ("condition", "holder"),
    [
        ("status_migrainosus", "migraine"),
        ("migraine", "migraine"),
        ("headache", "headache"),
        ("cluster_headache", "headache"),
        ("ocd", "any"),
    ],
)
def test_the_position_nearest_to_the_condition_holds(condition: str, holder: str) -> None:
    held = statement(
        position("any", "role", "no_role", "option"),
        position("headache", "role", "no_role", "option", conditions=("headache",)),
        position("migraine", "role", "no_role", "option", conditions=("migraine",)),
    )
    found = holding(held, "role", "ketamine", condition)
    assert found is not None
    assert found.id == holder


def test_the_condition_outweighs_the_agent() -> None:
    held = statement(
        position("agent", "role", "no_role", "option", agent="esketamine"),
        position("condition", "role", "no_role", "option", conditions=("ocd",)),
    )
    found = holding(held, "role", "esketamine", "ocd")
    assert found is not None
    assert found.id == "condition"


def test_the_agent_outweighs_any_agent_on_the_same_condition() -> None:
    held = statement(
        position("any", "role", "no_role", "option", conditions=("ocd",)),
        position("agent", "role", "no_role", "option", agent="esketamine", conditions=("ocd",)),
    )
    found = holding(held, "role", "esketamine", "ocd")
    assert found is not None
    assert found.id == "agent"


def test_the_worst_verdict_of_several_conditions_is_kept_with_its_position() -> None:
    made = claim("efficacy", "effective", conditions=("depression", "migraine"))
    (finding,) = judge([made], reference_statement())
    assert finding.position is not None
    assert (finding.verdict, finding.position.id) == (Verdict.CONFLICT, "efficacy-any")


def test_a_claim_on_both_agents_is_judged_for_each() -> None:
    made = claim("approval", "approved", agent="any", conditions=("treatment_resistant_depression",))
    assert verdict(made) is Verdict.CONFLICT
    assert verdict(replace(made, agent="esketamine")) is Verdict.CONSISTENT


@pytest.mark.parametrize(
    ("topic", "point", "condition", "expected"),
    [
        ("efficacy", "effective", "depression", Verdict.CONSISTENT),
        ("efficacy", "effective", "migraine", Verdict.CONFLICT),
        ("role", "option", "migraine", Verdict.CONFLICT),
        ("role", "last_resort", "chronic_migraine", Verdict.CONSISTENT),
        ("approval", "approved", "anesthesia", Verdict.CONSISTENT),
        ("approval", "approved", "depression", Verdict.CONFLICT),
        ("approval", "illegal", "depression", Verdict.CONFLICT),
        ("safety", "safe", "anesthesia", Verdict.CONSISTENT),
        ("safety", "safe", "ptsd", Verdict.CONFLICT),
        ("durability", "months", "depression", Verdict.CONFLICT),
        ("route", "neutral", "migraine", Verdict.CONFLICT),
        ("route", "neutral", "depression", Verdict.CONSISTENT),
    ],
)
def test_the_reference_statement_decides(topic: str, point: str, condition: str, expected: Verdict) -> None:
    assert verdict(claim(topic, point, conditions=(condition,))) is expected


def test_findings_keep_the_order_of_the_claims() -> None:
    made = [claim("efficacy", "cure"), claim(None), claim("safety", "serious_risks")]
    assert [finding.claim for finding in judge(made, reference_statement())] == made


def test_the_worst_of_nothing_is_no_claim() -> None:
    assert worst([]) is Verdict.NO_CLAIM
    assert worst([Verdict.CONSISTENT, Verdict.UNCLEAR, Verdict.CONFLICT]) is Verdict.CONFLICT


@given(claims())
def test_a_claim_is_judged_alike_every_time(made: Claim) -> None:
    assert judge([made], reference_statement()) == judge([made], reference_statement())


@given(claims(), st.data())
def test_a_smaller_band_never_clears_a_conflict(made: Claim, data: st.DataObject) -> None:
    low, high = data.draw(bands(str(made.topic)))
    wide = Position("wide", str(made.topic), "any", ("any",), low, high, "Wide.")
    smaller_low = data.draw(st.integers(low, high))
    narrow = replace(wide, low=smaller_low, high=data.draw(st.integers(smaller_low, high)))
    if verdict(made, wide) is Verdict.CONFLICT:
        assert verdict(made, narrow) is Verdict.CONFLICT


@given(claims(), st.data())
def test_a_smaller_claim_never_clears_a_conflict(made: Claim, data: st.DataObject) -> None:
    low = data.draw(st.integers(made.low, made.high))
    narrower = replace(made, low=low, high=data.draw(st.integers(low, made.high)))
    assert SEVERITY[verdict(narrower)] <= SEVERITY[verdict(made)]


@given(claims())
def test_an_uncertain_claim_never_blocks(made: Claim) -> None:
    assert verdict(replace(made, certain=False)) is Verdict.UNCLEAR


@given(claims(), st.sampled_from(sorted(SCALES.parents)))
def test_another_condition_never_mends_a_conflict(made: Claim, condition: str) -> None:
    if made.conditions and verdict(made) is Verdict.CONFLICT:
        assert verdict(replace(made, conditions=(*made.conditions, condition))) is Verdict.CONFLICT


@given(claims())
def test_a_conflict_always_offers_wording_and_names_its_position(made: Claim) -> None:
    (finding,) = judge([made], reference_statement())
    if finding.verdict is Verdict.CONFLICT:
        assert finding.position is not None
        assert finding.inside
