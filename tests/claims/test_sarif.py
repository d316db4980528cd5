"""SARIF 2.1.0: the shape that editors and code hosts read."""

import json

from governance.claims.engine import reading
from governance.claims.inputs import Input
from governance.claims.judge import judge
from governance.claims.report import Checked
from governance.claims.sarif import sarif_text
from governance.claims.statement import reference_statement
from governance.claims.values import Sentence
from tests.claims.claim_support import claim

TEXT = "One is plain.\nTwo is not.\n"


def log() -> dict[str, object]:
    found = reading(
        Sentence("A sentence."), judge([claim("efficacy", "cure"), claim(None)], reference_statement())
    )
    required = reference_statement().required[:1]
    return json.loads(sarif_text([Checked(Input("a page.md", TEXT), (found,), required)]))


def test_the_log_names_its_version_and_its_tool() -> None:
    found = log()
    assert found["version"] == "2.1.0"
    assert str(found["$schema"]).endswith("sarif-schema-2.1.0.json")
    assert found["runs"][0]["tool"]["driver"]["name"] == "check_claims"


def test_each_stop_is_a_result_of_a_known_rule_and_level() -> None:
    (run,) = log()["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    results = [(result["ruleId"], result["level"]) for result in run["results"]]
    assert results == [("efficacy", "error"), ("claim", "warning"), ("required", "error")]
    assert {name for name, _ in results} <= set(rules)
    assert len(rules) == 14


def test_a_result_has_a_message_and_its_place() -> None:
    result = log()["runs"][0]["results"][0]
    place = result["locations"][0]["physicalLocation"]
    assert result["message"]["text"]
    assert place["artifactLocation"] == {"uri": "a%20page.md"}
    assert place["region"] == {
        "startLine": 1,
        "startColumn": 1,
        "endLine": 1,
        "endColumn": 11,
        "charOffset": 0,
        "charLength": 10,
    }
