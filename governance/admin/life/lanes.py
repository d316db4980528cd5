"""The picture above a page's life: one lane for what the public saw, one for the statement in force."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from governance.services.life.periods import Ending, Held, Shown

MOST_TICKS = 10
NARROWEST_NAMED = 7.0  # percent; a narrower bar has no room for its name
HEADROOM = 1.03
LATE = 85.0  # percent; from here on the day is written to the left of its line


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch in a lane: where it begins and how wide it is, in percent; its name, "" where it is too narrow."""

    x: str
    width: str
    name: str
    says: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the calendar."""

    x: str
    name: str
    is_wide: bool


@dataclass(frozen=True, slots=True)
class Lanes:
    """The whole picture. says: all of it in words, for who does not see it."""

    ticks: tuple[Tick, ...]
    shown: tuple[Bar, ...]
    held: tuple[Bar, ...]
    now: str
    flag: str
    is_late: bool
    says: str


def lanes_of(
    shown: Sequence[Shown], held: Sequence[Held], *, since: datetime, at: datetime, now: datetime
) -> Lanes:
    """The picture from the first version to now. at: the moment that is looked at."""
    scale = Scale(since, now)
    return Lanes(
        ticks=tuple(_ticks(scale)),
        shown=tuple(scale.bar(item.since, item.until, _version(item), _told(item)) for item in shown),
        held=tuple(scale.bar(item.since, item.until, item.statement.version, _holds(item)) for item in held),
        now=scale.percent(max(at, since)),
        flag=f"{at.day} {at:%b %Y}",
        is_late=scale.share(at) > LATE,
        says=" ".join([*map(_told, shown), *map(_holds, held), f"You are looking at {_day(at)}."]),
    )


@dataclass(frozen=True, slots=True)
class Scale:
    """From moments to percent of the picture's width."""

    since: datetime
    now: datetime

    def share(self, at: datetime) -> float:
        """How far along a moment lies, in percent."""
        length = max((self.now - self.since) * HEADROOM, timedelta(minutes=1))
        return min(100.0, max(0.0, 100 * ((at - self.since) / length)))

    def percent(self, at: datetime) -> str:
        """The same as an attribute of SVG."""
        return f"{self.share(at):.2f}%"

    def bar(self, since: datetime, until: datetime | None, name: str, says: str) -> Bar:
        """The stretch between two moments, never too narrow to be seen."""
        start, end = self.share(since), self.share(until or self.now)
        width = max(0.4, end - start)
        return Bar(f"{start:.2f}%", f"{width:.2f}%", name if width >= NARROWEST_NAMED else "", says)


def _ticks(scale: Scale) -> Iterator[Tick]:
    months = list(_months(scale.since, scale.now))
    every = -(-len(months) // MOST_TICKS) or 1
    for number, month in enumerate(months[::every]):
        name = f"{month:%b %Y}" if every > 1 or month.month == 1 or number == 0 else f"{month:%b}"
        yield Tick(scale.percent(month), name, is_wide=number % 3 != 0)


def _months(since: datetime, until: datetime) -> Iterator[datetime]:
    month = since.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    while month <= until:
        if month >= since:
            yield month
        month = (month + timedelta(days=32)).replace(day=1)


def _version(item: Shown) -> str:
    return f"version {item.publication.version.number}"


def _told(item: Shown) -> str:
    end = "until now" if item.until is None else f"until {_day(item.until)}, then {item.ending}"
    is_replaced = item.ending == Ending.REPLACED
    return f"The public saw {_version(item)} from {_day(item.since)} {end}{' by the next' if is_replaced else ''}."


def _holds(item: Held) -> str:
    end = "until now" if item.until is None else f"until {_day(item.until)}"
    return f"Statement {item.statement.version} held from {_day(item.since)} {end}."


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"
