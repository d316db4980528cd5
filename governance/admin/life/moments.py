"""The moment that somebody asks for, in the address, so that each view is a lasting link. All times are UTC."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from urllib.parse import urlencode

from django.http import HttpRequest

NOON = time(12, 0)


@dataclass(frozen=True, slots=True)
class Moment:
    """What was asked. fault: one sentence where that was no moment of the past; then `at` is now."""

    at: datetime
    is_now: bool
    fault: str = ""

    @property
    def day(self) -> str:
        """The day as a date field takes it."""
        return f"{self.at:%Y-%m-%d}"

    @property
    def time(self) -> str:
        """The time as a time field takes it; to the second where that was asked."""
        return f"{self.at:%H:%M:%S}" if self.at.second else f"{self.at:%H:%M}"

    @property
    def query(self) -> str:
        """The moment as an address carries it."""
        return urlencode({"on": self.day, "at": self.time})


def asked_moment(request: HttpRequest, *, now: datetime) -> Moment:
    """The moment of the address: `on`, a day, and `at`, a time of that day, noon where it says none."""
    day, hour = request.GET.get("on", "").strip(), request.GET.get("at", "").strip()
    if not day:
        return Moment(now.astimezone(UTC), is_now=True)
    try:
        at = datetime.combine(date.fromisoformat(day), _time(hour), tzinfo=UTC)
    except ValueError:
        return _refused(
            now, "Write the day like 2026-05-03 and the time like 12:00. This is how it stands now."
        )
    if at > now:
        return _refused(now, "That moment is still to come. This is how it stands now.")
    return Moment(at, is_now=False)


def _time(hour: str) -> time:
    return time.fromisoformat(hour).replace(tzinfo=None) if hour else NOON


def _refused(now: datetime, fault: str) -> Moment:
    return Moment(now.astimezone(UTC), is_now=True, fault=fault)
