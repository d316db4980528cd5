"""How honestly a page tells of its age: each stage follows from the day of its next review alone."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Stage(StrEnum):
    """Where a live page stands by the calendar. Overdue ones say so; long overdue ones ask search engines to leave."""

    CURRENT = "current"
    OVERDUE = "overdue"
    LONG_OVERDUE = "long overdue"


@dataclass(frozen=True, slots=True)
class Age:
    """The stage of a page on a day, and the day on which it came to it, None for a current one."""

    stage: Stage
    since: date | None

    @property
    def is_overdue(self) -> bool:
        """Whether the day of the next review is over."""
        return self.stage is not Stage.CURRENT

    @property
    def is_long_overdue(self) -> bool:
        """Whether it is over for so long that search engines should no longer lead here."""
        return self.stage is Stage.LONG_OVERDUE


def age_of(next_review: date, *, on: date, long_after: int) -> Age:
    """The age of a page whose next review is due by that day. long_after: days overdue that are long."""
    overdue, long = next_review + timedelta(days=1), next_review + timedelta(days=long_after + 1)
    if on >= long:
        return Age(Stage.LONG_OVERDUE, long)
    return Age(Stage.OVERDUE, overdue) if on >= overdue else Age(Stage.CURRENT, None)
