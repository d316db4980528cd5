"""The review calendar as arithmetic: how long a review holds, who is told on which day, and when a page comes down."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Interval:
    """How many months a review holds for a kind and a condition; "" stands for any."""

    kind: str
    condition: str
    months: int

    def fits(self, kind: str, condition: str) -> bool:
        """Whether it speaks of such a page."""
        return self.kind in ("", kind) and self.condition in ("", condition)

    @property
    def weight(self) -> tuple[bool, bool]:
        """The greater, the more exactly it speaks: a condition weighs more than a kind."""
        return bool(self.condition), bool(self.kind)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """What follows a day of review that passed.

    escalate_after: days until the medical director is told. grace: days until the page is taken down, None for never;
    they count from the day of review, or from grace_from where that is later.
    """

    escalate_after: int
    grace: int | None = None
    grace_from: date | None = None

    def comes_down_on(self, next_review: date) -> date | None:
        """The day on which a page that is not reviewed is taken down, None for never."""
        if self.grace is None:
            return None
        return max(next_review, self.grace_from or next_review) + timedelta(days=self.grace)


class Step(StrEnum):
    """What is told of a live page once, in the order of time. A later one makes the earlier ones needless."""

    DUE_IN_30 = "due in 30 days"
    DUE_IN_7 = "due in 7 days"
    OVERDUE = "overdue"
    ESCALATED = "escalated"
    COMES_DOWN = "comes down in 7 days"


def months_for(intervals: Iterable[Interval], kind: str, condition: str, *, longest: int) -> int:
    """The months that a review of such a page holds: by what speaks of it most exactly, never more than `longest`."""
    fitting = [item for item in intervals if item.fits(kind, condition)]
    if not fitting:
        return longest
    return min(longest, max(fitting, key=lambda item: item.weight).months)


def day_of(step: Step, next_review: date, deadlines: Deadlines) -> date | None:
    """The day from which a step is to be told of; None where it never is."""
    if step is Step.COMES_DOWN:
        down = deadlines.comes_down_on(next_review)
        # With a short grace not before it is overdue.
        return down and max(down - timedelta(days=7), next_review + timedelta(days=1))
    return next_review + timedelta(days=_after(step, deadlines))


def steps_come(next_review: date, deadlines: Deadlines, *, on: date) -> Iterator[Step]:
    """The steps whose day has come, in the order of time."""
    days = [(day_of(step, next_review, deadlines), step) for step in Step]
    return (step for day, step in sorted((day, step) for day, step in days if day and day <= on))


def _after(step: Step, deadlines: Deadlines) -> int:
    days = {Step.DUE_IN_30: -30, Step.DUE_IN_7: -7, Step.OVERDUE: 1}
    return days.get(step, deadlines.escalate_after)
