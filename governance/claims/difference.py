"""Two statements side by side: what became of each position and of each required sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from governance.claims.values import Position, Required, Statement


class Change(StrEnum):
    """What became of a position, the graver first. A band that moved lets go on one side and takes on the other."""

    NEW = "new"
    GONE = "gone"
    NARROWED = "narrowed"
    WIDENED = "widened"
    MOVED = "moved"
    ELSEWHERE = "holds for others"
    WORDING = "wording changed"
    TESTS = "test sentences changed"


@dataclass(frozen=True, slots=True)
class Changed:
    """A position or a required sentence that is not the same in both. before, after: None where it has none."""

    id: str
    changes: tuple[Change, ...]
    before: Position | Required | None
    after: Position | Required | None


def difference_of(old: Statement, new: Statement) -> tuple[Changed, ...]:
    """All that differs, in the order of the new statement, then what is gone. Positions are the same by their ids."""
    return (*_paired(old.positions, new.positions), *_paired(old.required, new.required))


def _paired(
    old: tuple[Position, ...] | tuple[Required, ...], new: tuple[Position, ...] | tuple[Required, ...]
) -> Iterator[Changed]:
    before = {item.id: item for item in old}
    for item in new:
        known = before.pop(item.id, None)
        if known is None:
            yield Changed(item.id, (Change.NEW,), None, item)
        elif known != item:
            yield Changed(item.id, tuple(_changes(known, item)), known, item)
    for item in before.values():
        yield Changed(item.id, (Change.GONE,), item, None)


def _changes(old: Position | Required, new: Position | Required) -> Iterator[Change]:
    yield from _band(old, new)
    if _place(old) != _place(new):
        yield Change.ELSEWHERE
    if (old.says, getattr(old, "references", ())) != (new.says, getattr(new, "references", ())):
        yield Change.WORDING
    if isinstance(old, Position) and isinstance(new, Position) and _tests(old) != _tests(new):
        yield Change.TESTS


def _band(old: Position | Required, new: Position | Required) -> Iterator[Change]:
    (low, high), (new_low, new_high) = _ends(old), _ends(new)
    gives = new_low < low or new_high > high
    takes = new_low > low or new_high < high
    if old.topic != new.topic or (gives and takes):
        yield Change.MOVED
    elif gives or takes:
        yield Change.WIDENED if gives else Change.NARROWED


def _ends(item: Position | Required) -> tuple[int, int]:
    return (item.low, item.high) if isinstance(item, Position) else (0, item.high)


def _place(item: Position | Required) -> tuple[object, ...]:
    if isinstance(item, Position):
        return item.agent, frozenset(item.conditions)
    return item.role_at_least, frozenset(item.conditions)


def _tests(item: Position) -> tuple[object, ...]:
    return frozenset(item.conflicts), frozenset(item.allowed)
