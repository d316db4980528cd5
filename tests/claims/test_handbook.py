"""The handbook for physicians is made from the rules' data, and the committed page is the one that they make now."""

import re
from pathlib import Path

import pytest

from governance.claims.handbook import handbook
from governance.claims.handbook_source import read_groups, read_rules
from governance.claims.scales import load_scales

PAGE = Path(__file__).resolve().parents[2] / "docs" / "claims" / "handbook.md"
MEND = (
    "docs/claims/handbook.md is not current: python -m governance.claims.handbook > docs/claims/handbook.md"
)

pytestmark = pytest.mark.pure


@pytest.fixture(scope="module")
def text() -> str:
    return handbook()


def test_the_committed_page_is_current(text: str) -> None:
    # Not an equality: pytest would explain a quarter of a million characters instead of the command.
    is_current = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text
    assert is_current, MEND


def test_every_point_of_every_scale_is_in_the_order_of_the_scale(text: str) -> None:
    for topic, points in load_scales().topics.items():
        section = text.split(f"\n## {topic.capitalize()}\n")[1].split("\n## ")[0]
        rows = re.findall(r"^\| \d \| ([^|]+) \|", section, re.MULTILINE)
        assert rows == [point.replace("_", " ") for point in points]


def test_every_rule_is_explained_once_with_both_examples(text: str) -> None:
    rules = read_rules(read_groups())
    assert len(rules) == len({rule.frame.id for rule in rules}) > 100
    for rule in rules:
        (_, section) = text.split(f"\n### `{rule.frame.id}`: ")
        section = section.split("\n#")[0]
        for part in (rule.frame.why, f"Catches: “{rule.catches}”", f"Does not read so: “{rule.spares}”"):
            assert part in section


def test_every_link_leads_to_a_group_of_words_or_a_heading(text: str) -> None:
    anchors = set(re.findall(r'<a id="([^"]+)">', text))
    anchors |= {heading.lower().replace(" ", "-") for heading in re.findall(r"^## (.+)$", text, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors


@pytest.mark.parametrize(
    ("sentence", "read_as"),
    [
        ("Ketamine relieves migraine pain.", "efficacy: effective"),
        ("Ketamine may relieve migraine pain.", "efficacy: may help to helps some"),
        ("Ketamine may cure migraine.", "efficacy: cure"),
        ("Ketamine does not cure migraine.", "efficacy: ineffective to highly effective"),
        ("Does ketamine cure migraine?", "no claim"),
        ("In one trial of 40 patients, ketamine reduced migraine pain.", "no claim"),
        ("Ketamine is safe when patients are screened and supervised.", "safety: acceptable supervised"),
    ],
)
def test_what_is_said_of_moods_is_shown_by_the_engine(text: str, sentence: str, read_as: str) -> None:
    assert f"| {sentence} | {read_as} |" in text
