"""What people are told: why a claim stops, and which wording would not."""

import pytest

from governance.claims.engine import readings
from governance.claims.judge import judge
from governance.claims.scales import DATA, load_scales
from governance.claims.statement import reference_statement
from governance.claims.suggest import explanation, parse_wordings, wordings
from governance.claims.values import Block, Claim, Document, Finding, Verdict
from governance.claims.yamlnodes import DataError
from tests.claims.claim_support import claim, position, statement


def finding(made: Claim) -> Finding:
    return judge([made], reference_statement())[0]


def test_every_point_of_every_scale_has_a_wording() -> None:
    assert set(wordings()) == {
        (topic, point) for topic, points in load_scales().topics.items() for point in points
    }


@pytest.mark.parametrize(
    ("made", "inside"),
    [
        (claim("efficacy", "cure", conditions=("migraine",)), "may help some patients"),
        (
            claim("efficacy", "cure", conditions=("depression",)),
            "helps many patients, not all",
        ),
        (claim("efficacy", "ineffective", conditions=("depression",)), "may help some patients"),
        (claim("approval", "illegal"), "is a legal prescription medicine that is used off-label for this"),
    ],
)
def test_the_wording_offered_is_the_nearest_inside_the_band(made: Claim, inside: str) -> None:
    assert finding(made).inside == inside


def test_the_wording_offered_is_itself_inside_the_band() -> None:
    for (topic, point), phrase in wordings().items():
        held = statement(position("one", topic, point, point))
        others = [other for other in load_scales().topics[topic] if other != point]
        assert {judge([claim(topic, other)], held)[0].inside for other in others} == {phrase}


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (
            claim("efficacy", "cure", conditions=("migraine",)),
            ["cure", "more than", "ineffective to helps some", "efficacy-any"],
        ),
        (
            claim("efficacy", "ineffective", conditions=("depression",)),
            ["less than", "helps some to effective"],
        ),
        (claim("efficacy", "may_help"), ["inside what the statement allows"]),
        (claim("efficacy", "cure", certain=False), ["leaves doubt"]),
        (claim(None), ["cannot be placed"]),
    ],
)
def test_a_finding_is_explained_in_one_sentence(made: Claim, words: list[str]) -> None:
    told = explanation(finding(made))
    assert all(word in told for word in words), told
    assert told.count(".") == 1 and told.endswith(".")


def test_a_claim_without_a_position_is_explained() -> None:
    held = statement(position("one", "safety", "safe", "safe"))
    assert "no position" in explanation(judge([claim("efficacy", "cure")], held)[0])


def test_a_wording_that_is_missing_or_unknown_is_told_with_its_place() -> None:
    text = (DATA / "wording.yaml").read_text(encoding="utf-8")
    with pytest.raises(DataError, match=r"w.yaml:\d+:3: unknown key 'cures'") as caught:
        parse_wordings(text.replace("  cure:", "  cures:"), "w.yaml")
    assert "the key 'cure' is missing" in str(caught.value)


def offered() -> list[tuple[str, str, str]]:
    """Every wording that the reference statement's bands offer: the position, a condition, the sentence."""
    found = []
    for item in reference_statement().positions:
        drug = "Esketamine" if item.agent == "esketamine" else "Ketamine"
        for point in {item.low, item.high}:
            words = wordings()[item.topic, load_scales().topics[item.topic][point]]
            named = ("migraine", "ptsd") if item.conditions == ("any",) else item.conditions
            found += [(item.id, condition, f"{drug} {words}.") for condition in named]
    return found


@pytest.mark.parametrize(("position_id", "condition", "sentence"), offered())
def test_the_wording_that_is_offered_contradicts_nothing(
    position_id: str, condition: str, sentence: str
) -> None:
    document = Document((Block("text", sentence),), condition)
    assert {item.verdict for item in readings(document, reference_statement())}.isdisjoint({Verdict.CONFLICT})
