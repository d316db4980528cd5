"""Trying a sentence: how the statement in force and the draft would judge it."""

from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from governance.admin.show import badge
from governance.claims.engine import readings
from governance.claims.judge import worst
from governance.claims.values import Block, Document, Statement, Verdict

LONGEST = 1000
KINDS = {
    Verdict.CONFLICT: ("conflict", "conflict"),
    Verdict.UNCLEAR: ("unclear", "unclear"),
    Verdict.CONSISTENT: ("inside", "inside"),
    Verdict.NO_CLAIM: ("", "no claim"),
}


def tried(request: HttpRequest, before: Statement | None, statement: Statement) -> dict[str, Any]:
    """The words that were typed, and one badge for each statement."""
    words = request.GET.get("try", "").strip()[:LONGEST]
    shown = [item for item in (before, statement) if item] if words else []
    about = request.GET.get("about") or None
    return {"tried": words, "verdicts": [_verdict(words, about, item) for item in shown]}


def _verdict(words: str, about: str | None, statement: Statement) -> SafeString:
    found = readings(Document((Block("try", words),), about), statement)
    kind, told = KINDS[worst(reading.verdict for reading in found)]
    return badge(f"{statement.version}: {told}", kind=kind)
