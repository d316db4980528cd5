"""Readings as SARIF 2.1.0, for editors and code hosts that show the findings of linters."""

import json
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from governance.claims.engine import ENGINE_VERSION
from governance.claims.report import Checked, Places, message, topics
from governance.claims.values import Finding, Reading, Required, Verdict

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Verdict.CONFLICT: "error", Verdict.UNCLEAR: "warning"}


def sarif_text(checked: Iterable[Checked]) -> str:
    """Return the stops of all inputs as one SARIF log with one run."""
    results = [result for one in checked for result in _results(one)]
    run = {
        "tool": {"driver": {"name": "check_claims", "version": ENGINE_VERSION, "rules": _rules()}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rules() -> list[dict[str, object]]:
    names = {topic: f"What is said of ketamine on the scale of {topic}." for topic in topics()}
    names |= {
        "claim": "Something is asserted about ketamine that no scale holds.",
        "required": "A sentence that the statement requires is missing.",
    }
    return [{"id": name, "shortDescription": {"text": says}} for name, says in names.items()]


def _results(checked: Checked) -> Iterator[dict[str, object]]:
    places = Places(checked.input.text)
    for reading, finding in checked.stops():
        yield _result(checked, reading, finding, places)
    for required in checked.missing:
        yield _missing(checked, required)


def _result(checked: Checked, reading: Reading, finding: Finding, places: Places) -> dict[str, object]:
    claim = finding.claim
    (line, column), (end_line, end_column) = places.place(claim.start), places.place(claim.end)
    region = {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": claim.start,
        "charLength": claim.end - claim.start,
    }
    return {
        "ruleId": claim.topic or "claim",
        "level": LEVELS[finding.verdict],
        "message": {"text": message(checked, reading, finding)},
        "locations": [_location(checked, region)],
    }


def _missing(checked: Checked, required: Required) -> dict[str, object]:
    return {
        "ruleId": "required",
        "level": "error",
        "message": {"text": f"{required.says} ({required.id})"},
        "locations": [_location(checked, {"startLine": 1, "startColumn": 1})],
    }


def _location(checked: Checked, region: dict[str, int]) -> dict[str, object]:
    return {"physicalLocation": {"artifactLocation": {"uri": quote(checked.input.name)}, "region": region}}
