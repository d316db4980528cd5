"""What a report is: a table, and bars that tell the same."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from django.utils import timezone

Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Period:
    """Days in the site's time zone, both included."""

    since: date
    until: date

    @property
    def begins(self) -> datetime:
        """The first moment."""
        return _midnight(self.since)

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        return _midnight(self.until + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table.

    document: the page that it is about, as kind and key; trail: the search of the trail that shows its acts.
    """

    cells: tuple[Cell, ...]
    document: tuple[str, int] | None = None
    trail: MappingProxyType[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, one value for each series, and how it is told in words where the values alone do not."""

    label: str
    values: tuple[float, ...]
    told: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The answer. series: what the parts of a bar are; note: what the figures mean and leave out."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    series: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = field(default=())
    note: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One report: its address, its title, what it answers, and the function that does.

    by_period: whether it is about the days of a period; else it is about today.
    """

    key: str
    title: str
    asks: str
    answer: Callable[[Period, date], Report]
    by_period: bool = True


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
