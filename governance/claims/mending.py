"""Words that could stand in a sentence's place: the nearest allowed wording, read again before it is offered."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from governance.claims.engine import extract
from governance.claims.judge import judge
from governance.claims.scales import ANY
from governance.claims.values import Block, Document, Finding, Statement, Verdict

DRUGS = {"esketamine": "Esketamine"}


def mended(findings: Sequence[Finding], block: Block, condition: str | None, statement: Statement) -> str:
    """What to put in the place of a sentence in conflict, "" where nothing can be offered.

    findings: all that was found in the sentence; block: where it stands; condition: the page's. What is offered
    is itself inside the bands, with nothing in it left unclear.
    """
    for words in _wordings([item for item in findings if item.verdict is Verdict.CONFLICT], condition):
        if _is_inside(Block(block.key, words, block.heading, block.kind), condition, statement):
            return words
    return ""


def _wordings(conflicts: Sequence[Finding], condition: str | None) -> Iterator[str]:
    """All conflicts mended: plainly, and naming what it is said of."""
    if not conflicts or not all(item.inside for item in conflicts):
        return
    named = [_named(item, condition) for item in conflicts]
    plain = [f"{_drug(item)} {item.inside}." for item in conflicts]
    is_elsewhere = any(_place(item, None) not in (condition, None) for item in conflicts)
    for sentences in (named, plain) if is_elsewhere else (plain, named):
        yield _joined(sentences)


def _named(finding: Finding, condition: str | None) -> str:
    place = _place(finding, condition)
    if place is None:
        return f"{_drug(finding)} {finding.inside}."
    drug = _drug(finding)
    return f"For {place.replace('_', ' ')}, {drug[0].lower()}{drug[1:]} {finding.inside}."


def _place(finding: Finding, otherwise: str | None) -> str | None:
    conditions = [name for name in finding.claim.conditions if name != ANY]
    return conditions[0] if conditions else otherwise


def _drug(finding: Finding) -> str:
    return DRUGS.get(finding.claim.agent, "Ketamine")


def _joined(sentences: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(sentences))


@lru_cache(maxsize=1024)
def _is_inside(block: Block, condition: str | None, statement: Statement) -> bool:
    found = judge(extract(Document((block,), condition)), statement)
    return all(item.verdict is Verdict.CONSISTENT for item in found)
