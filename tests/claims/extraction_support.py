"""What the rules alone read in one sentence, judged by the reference statement; the scorer stays out."""

from functools import cache

from governance.claims.extract import extracted, is_ours
from governance.claims.judge import judge, worst
from governance.claims.statement import reference_statement
from governance.claims.values import Claim, Kind, Sentence, Statement


@cache
def statement() -> Statement:
    return reference_statement()


def claims(
    text: str, condition: str | None = None, previous: str = "", kind: Kind = Kind.PARAGRAPH
) -> tuple[Claim, ...]:
    """The claims of one sentence of a page on `condition`."""
    return extracted(Sentence(text, kind=kind, previous=previous, condition=condition)).claims


def shown_rules(text: str) -> set[tuple[str, int]]:
    """The rules that a sentence shows with ketamine as its subject, each with the lower end of its claim."""
    read = extracted(Sentence(text))
    return {(item.frame.id, item.low) for item in read.shown if is_ours(read.marked, item)}


def blocks(text: str, condition: str | None = None, previous: str = "", kind: Kind = Kind.PARAGRAPH) -> bool:
    """Whether a sentence conflicts with the reference statement."""
    found = judge(claims(text, condition, previous, kind), statement())
    return worst(finding.verdict for finding in found).value == "conflict"


def topics(text: str, condition: str | None = None, previous: str = "") -> set[str]:
    """The scales on which a sentence conflicts."""
    found = judge(claims(text, condition, previous), statement())
    return {finding.claim.topic or "" for finding in found if finding.verdict.value == "conflict"}
