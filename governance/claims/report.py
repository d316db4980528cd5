"""Readings for people and programs: lines of text, JSON."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from governance.claims.inputs import Input
from governance.claims.judge import SEVERITY
from governance.claims.scales import load_scales
from governance.claims.suggest import band, explanation
from governance.claims.values import Claim, Finding, Reading, Required, Verdict

STOPS = (Verdict.CONFLICT, Verdict.UNCLEAR)
LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Checked:
    """One input with everything that was found in it."""

    input: Input
    readings: tuple[Reading, ...]
    missing: tuple[Required, ...] = ()

    def stops(self) -> Iterator[tuple[Reading, Finding]]:
        """Yield what stops publishing as it stands: conflicts and unclear claims, in order."""
        for reading in self.readings:
            for finding in sorted(reading.findings, key=lambda finding: SEVERITY[finding.verdict]):
                if finding.verdict in STOPS:
                    yield reading, finding

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing conflicts, nothing is unclear and nothing is missing."""
        return not self.missing and next(self.stops(), None) is None


class Places:
    """Offsets of one text as lines and columns, both from 1."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in LINE_END.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def text_lines(checked: Checked, *, explain: bool = False) -> Iterator[str]:
    """Yield one line for each stop, as a linter does; with `explain` every sentence and its claims."""
    places = Places(checked.input.text)
    for reading in checked.readings:
        if explain:
            yield from _explained(checked, reading, places)
        else:
            yield from (
                _line(checked, reading, finding, places) for found, finding in _stops(reading) if found
            )
    for required in checked.missing:
        yield f"{checked.input.name}:1:1: missing {required.topic}: {required.says} ({required.id})"


def _stops(reading: Reading) -> Iterator[tuple[Reading, Finding]]:
    return Checked(Input("", ""), (reading,)).stops()


def _line(checked: Checked, reading: Reading, finding: Finding, places: Places) -> str:
    line, column = places.place(finding.claim.start)
    where = f"{checked.input.name}:{line}:{column}"
    return (
        f"{where}: {finding.verdict} {finding.claim.topic or 'claim'}: {message(checked, reading, finding)}"
    )


def message(checked: Checked, reading: Reading, finding: Finding) -> str:
    """Return the sentence, why it stops, the words that decided, the nearest wording that would not stop."""
    cues = f" Read from {cue_words(checked.input.text, finding.claim)}." if finding.claim.cues else ""
    inside = f" Say rather: “… {finding.inside}”." if finding.inside else ""
    return f"“{shortened(reading.sentence.text)}” {explanation(finding)}{cues}{inside}"


def shortened(text: str, longest: int = 160) -> str:
    """Return the text, cut at a word where it is long."""
    if len(text) <= longest:
        return text
    return text[: text.rfind(" ", 0, longest) if " " in text[:longest] else longest] + " …"


def _explained(checked: Checked, reading: Reading, places: Places) -> Iterator[str]:
    line, column = places.place(reading.sentence.start)
    sentence = reading.sentence
    yield f"{checked.input.name}:{line}:{column}: {reading.verdict} {sentence.kind}: {sentence.text}"
    for finding in reading.findings:
        yield f"    {explanation(finding)}"
        claim = finding.claim
        yield f"    cues {cue_words(checked.input.text, claim)}; rule {claim.rule}; {claim.why}"


def cue_words(source: str, claim: Claim) -> str:
    """Return the words that decided, as they stand in the source."""
    return ", ".join(f"“{source[start:end]}”" for start, end in claim.cues) or "none"


def json_text(checked: Iterable[Checked]) -> str:
    """Return everything found as one JSON document."""
    files = [
        {
            "path": one.input.name,
            "findings": list(_findings(one)),
            "missing": [{"id": required.id, "says": required.says} for required in one.missing],
        }
        for one in checked
    ]
    return json.dumps({"files": files}, indent=2)


def _findings(checked: Checked) -> Iterator[dict[str, object]]:
    places = Places(checked.input.text)
    for reading in checked.readings:
        for finding in reading.findings:
            yield _finding(checked, reading, finding, places)


def _finding(checked: Checked, reading: Reading, finding: Finding, places: Places) -> dict[str, object]:
    claim, position = finding.claim, finding.position
    line, column = places.place(claim.start)
    return {
        "line": line,
        "column": column,
        "start": claim.start,
        "end": claim.end,
        "verdict": finding.verdict,
        "topic": claim.topic,
        "claim": band(claim.topic, claim.low, claim.high) if claim.topic else None,
        "allowed": band(position.topic, position.low, position.high) if position else None,
        "position": position.id if position else None,
        "says": position.says if position else None,
        "sentence": reading.sentence.text,
        "cues": [checked.input.text[start:end] for start, end in claim.cues],
        "agent": claim.agent,
        "conditions": list(claim.conditions),
        "rule": claim.rule,
        "why": claim.why,
        "explanation": explanation(finding),
        "inside": finding.inside,
    }


def topics() -> tuple[str, ...]:
    """Return the topics in the order of the scales."""
    return tuple(load_scales().topics)
