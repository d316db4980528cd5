"""The scales, the tree of conditions, the agents."""

import pytest

from governance.claims.scales import load_scales, parse_scales
from governance.claims.yamlnodes import DataError

SMALL = "mood: [low, high]\nconditions:\n  any:\n    pain: [crps]\n    sleep: []\nagents: {any: [drug]}\n"


def test_the_twelve_topics_have_their_points_in_order() -> None:
    scales = load_scales()
    assert len(scales.topics) == 12
    assert scales.topics["efficacy"][0] == "ineffective"
    assert scales.topics["efficacy"][-1] == "cure"


@pytest.mark.parametrize(
    ("condition", "lineage"),
    [
        ("any", ("any",)),
        ("status_migrainosus", ("status_migrainosus", "migraine", "headache", "any")),
        ("treatment_resistant_depression", ("treatment_resistant_depression", "depression", "any")),
        ("nothing known", ("any",)),
    ],
)
def test_a_condition_lies_below_its_parents(condition: str, lineage: tuple[str, ...]) -> None:
    assert load_scales().lineage(condition) == lineage


def test_a_condition_is_under_itself_and_its_parents_alone() -> None:
    scales = load_scales()
    assert scales.is_under("chronic_migraine", ["headache"])
    assert scales.is_under("migraine", ["migraine"])
    assert not scales.is_under("headache", ["migraine"])


def test_the_scales_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        load_scales().topics["mood"] = ()  # type: ignore[index]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("[low, high]", "[low]", "s.yaml:1:7"),
        ("[low, high]", "[low, low]", "s.yaml:1:7"),
        ("[low, high]", "low", "s.yaml:1:7"),
        ("[crps]", "[pain]", "s.yaml:3:3"),
        ("{any: [drug]}", "drug", "s.yaml:6:9"),
    ],
)
def test_a_mistake_in_scales_is_told_with_its_place(old: str, new: str, place: str) -> None:
    with pytest.raises(DataError, match=place):
        parse_scales(SMALL.replace(old, new), "s.yaml")
