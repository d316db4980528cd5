"""The physicians' load as arithmetic: which reviews fall into which week, and which could be done earlier."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Due:
    """A live page whose review is due on a day. key: the document."""

    key: int
    on: date


@dataclass(slots=True)
class Week:
    """A week from its Monday. early: reviews of later weeks that would fit here; moved: those that should go earlier.

    waiting: reviews that lie with the physicians already; they take their place in the first week.
    """

    monday: date
    due: list[Due]
    waiting: int = 0
    early: list[Due] = field(default_factory=list)
    moved: list[Due] = field(default_factory=list)

    def excess(self, most: int) -> int:
        """How many more fall into the week than the physicians manage."""
        return max(0, self.waiting + len(self.due) - most)


def monday_of(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def weeks_of(due: Iterable[Due], *, on: date, count: int, waiting: int = 0) -> list[Week]:
    """So many weeks from that of `on`; what is overdue falls into the first."""
    first = monday_of(on)
    weeks = [Week(first + number * WEEK, [], waiting if number == 0 else 0) for number in range(count)]
    for item in sorted(due, key=lambda item: (item.on, item.key)):
        number = max(0, (monday_of(item.on) - first) // WEEK)
        if number < count:
            weeks[number].due.append(item)
    return weeks


def level(weeks: Sequence[Week], *, most: int) -> Mapping[int, date]:
    """Moves what is too much in a week to the nearest earlier one that has room; never later than its day.

    Fills `early` and `moved`. Returns the Monday to which each page would go; what finds no room stays where it is.
    """
    room = [max(0, most - week.waiting - len(week.due)) for week in weeks]
    goes: dict[int, date] = {}
    for number, week in enumerate(weeks):
        for item in week.due[: week.excess(most)]:
            to = next((earlier for earlier in reversed(range(number)) if room[earlier]), None)
            if to is None:
                break
            room[to] -= 1
            weeks[to].early.append(item)
            week.moved.append(item)
            goes[item.key] = weeks[to].monday
    return goes
