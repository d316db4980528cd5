"""The test sentences of a statement: they show what its bands are meant to catch, and to leave alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from governance.claims.engine import readings
from governance.claims.scales import ANY
from governance.claims.values import Block, Document, Finding, Position, Statement, Verdict


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence of one position, and whether it has to be a conflict with it."""

    position: str
    sentence: str
    is_conflict: bool
    condition: str | None

    @property
    def failure(self) -> str:
        """What is wrong where it comes out otherwise, in a sentence."""
        expected = "must contradict" if self.is_conflict else "must not contradict"
        found = "does not" if self.is_conflict else "does"
        return f"“{self.sentence}” {expected} {self.position}, and {found}."


def examples_of(statement: Statement) -> tuple[Example, ...]:
    """All examples, in the order of the text. They are read as on a page of the position's first condition."""
    return tuple(example for position in statement.positions for example in _examples(position))


def failing_examples(statement: Statement) -> tuple[Example, ...]:
    """The examples that do not come out as they should: reads each sentence and judges it by the statement."""
    return tuple(item for item in examples_of(statement) if not _holds(item, statement))


def _examples(position: Position) -> Iterator[Example]:
    first = position.conditions[0] if position.conditions else ANY
    condition = None if first == ANY else first
    for sentence in position.conflicts:
        yield Example(position.id, sentence, True, condition)
    for sentence in position.allowed:
        yield Example(position.id, sentence, False, condition)


def _holds(example: Example, statement: Statement) -> bool:
    conflicts = list(_conflicts(example, statement))
    if not example.is_conflict:
        return not conflicts
    return any(item.position and item.position.id == example.position for item in conflicts)


def _conflicts(example: Example, statement: Statement) -> Iterator[Finding]:
    document = Document((Block("example", example.sentence),), example.condition)
    for reading in readings(document, statement):
        yield from (item for item in reading.findings if item.verdict is Verdict.CONFLICT)
