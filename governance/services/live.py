"""What is being written, read and judged before it is saved. Nothing is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from content.sections import PublicText
from governance.claims.judge import judge
from governance.claims.mending import mended
from governance.claims.values import Verdict
from governance.models import ApprovedStatement, Extraction
from governance.services.carrying import missing_in
from governance.services.findings import StoredFinding, as_claim, as_document, rows_of


@dataclass(frozen=True, slots=True)
class LiveCase:
    """A text as the statement in force judges it.

    missing: what the page must still say; mending: for a sentence in conflict what to write in its place.
    """

    statement: ApprovedStatement | None
    findings: tuple[StoredFinding, ...]
    missing: tuple[str, ...]
    mending: Mapping[int, str]


def live_case(text: PublicText, *, at: datetime) -> LiveCase:
    """The case of a text that may never have been saved, as it would stand after a save."""
    statement = ApprovedStatement.objects.binding(at=at)
    if statement is None:
        return LiveCase(None, (), (), {})
    rows = list(rows_of(Extraction(), text))
    judged = judge([as_claim(row) for row in rows], statement.parsed())
    findings = tuple(StoredFinding(row, found, None) for row, found in zip(rows, judged, strict=True))
    missing = tuple(item.says for item in missing_in(text, rows, statement))
    return LiveCase(statement, findings, missing, mending_of(text, findings, statement))


def mending_of(
    text: PublicText, findings: Sequence[StoredFinding], statement: ApprovedStatement
) -> dict[int, str]:
    """For each sentence in conflict, by its number, the allowed words nearest to it; without those it has none."""
    document = as_document(text)
    blocks = {block.key: block for block in document.blocks}
    sentences: dict[int, list[StoredFinding]] = {}
    for item in findings:
        sentences.setdefault(item.row.number, []).append(item)
    offered = {
        number: mended(
            [item.finding for item in items],
            blocks[items[0].row.block],
            document.condition,
            statement.parsed(),
        )
        for number, items in sentences.items()
        if any(item.finding.verdict is Verdict.CONFLICT for item in items)
    }
    return {number: words for number, words in offered.items() if words}
