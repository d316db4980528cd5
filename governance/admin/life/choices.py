"""The versions of a page that may be compared, each with when it was live."""

from content.models import Document
from governance.services.life.periods import Shown

MOST_CHOICES = 300


def choices_of(document: Document, shown: list[Shown]) -> list[tuple[int, str]]:
    """The versions that may be compared, the newest first, each with when it was live."""
    lived: dict[int, Shown] = {item.publication.version.number: item for item in shown}
    newest = document.version_number
    return [
        (number, _choice(number, lived.get(number)))
        for number in range(newest, max(0, newest - MOST_CHOICES), -1)
    ]


def _choice(number: int, shown: Shown | None) -> str:
    if shown is None:
        return f"version {number}"
    until = f" to {shown.until:%Y-%m-%d}" if shown.until else ""
    return f"version {number}, live {'from' if until else 'since'} {shown.since:%Y-%m-%d}{until}"
