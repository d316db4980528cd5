"""What the story is played on: the people, and a clock that stands where the story does."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from content.models import Document, Version
from governance.demo.cast import Member
from governance.models import Review

OPENS, PAUSE = timedelta(hours=9), timedelta(minutes=7)


@dataclass(slots=True)
class Stage:
    """now: the moment of loading; every act lies before it. last: when the last act was."""

    now: datetime
    cast: dict[str, Member]
    last: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.last = datetime.min.replace(tzinfo=self.now.tzinfo)

    def moment(self, days: int) -> datetime:
        """The next moment on the day so many days ago: from nine o'clock on, one act after the other."""
        morning = (self.now - timedelta(days=days)).replace(hour=0, minute=0, second=0, microsecond=0) + OPENS
        self.last = max(morning, self.last + PAUSE)
        return self.last


def document(slug: str) -> Document:
    """The sample page, with the fields of its kind."""
    return Document.objects.get(slug=slug).concrete


def newest(slug: str) -> Version:
    """The newest version of a sample page."""
    return Version.objects.newest().get(document__slug=slug)


def latest_review(slug: str) -> Review:
    """The last review of a sample page."""
    return Review.objects.filter(document__slug=slug).latest("submitted_at")
