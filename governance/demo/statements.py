"""The sample site's position statements: the reference statement, and the same words under an earlier version."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files

from governance.claims.statement import parse_statement, statement_text
from governance.claims.values import Statement

EARLIER_VERSION = "2025.1"
DAYS_FROM_APPROVAL = timedelta(days=5)


def statements_to_approve(*, start: datetime) -> Iterator[tuple[datetime, str]]:
    """When and with which text a statement is approved.

    start: when the story opens. The reference statement holds from its own date on; pages reviewed before that
    rest on an earlier version with the same positions, as long as there were such days.
    """
    source = (files("governance.claims") / "data" / "statement.yaml").read_text(encoding="utf-8")
    reference = parse_statement(source, "statement.yaml")
    effective = datetime.combine(date.fromisoformat(reference.effective), start.timetz()).astimezone(UTC)
    if effective <= start:
        yield start, source
        return
    yield start, statement_text(_earlier(reference, start))
    yield effective - DAYS_FROM_APPROVAL, source


def _earlier(reference: Statement, start: datetime) -> Statement:
    return replace(reference, version=EARLIER_VERSION, effective=start.date().isoformat())
