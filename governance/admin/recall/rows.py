"""The rows of the screens: the pages that make a claim, and what an earlier recall did with each."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from content.models import kinds
from governance.admin.show import document_url
from governance.models import Recall
from governance.models.recall import Done
from governance.services.recalls.finding import Maker, Place

WILL = {
    Place.LIVE: "Taken down",
    Place.SIGNED: "Sent back",
    Place.IN_REVIEW: "Sent back",
    Place.DRAFT: "Owner told",
}


@dataclass(frozen=True, slots=True)
class MakerRow:
    """A page on the list. will: for each place what is done there. is_left: the person leaves it out."""

    maker: Maker
    url: str
    kind: str
    will: tuple[tuple[str, str], ...]
    is_left: bool


@dataclass(frozen=True, slots=True)
class RecalledRow:
    """A version in the record of a recall."""

    title: str
    url: str
    number: int
    place: str
    done: str
    sentences: tuple[str, ...]


def listed(makers: Iterable[Maker], *, left: Collection[str]) -> dict[str, Any]:
    """The rows, and how many versions there are of each place."""
    rows = [_row(maker, left) for maker in makers]
    counts = Counter(place for row in rows for place in row.maker.places)
    return {"rows": rows, "place_counts": [(place.value, counts[place]) for place in Place]}


def recalled_rows(recall: Recall) -> list[RecalledRow]:
    """What the recall did, in the order in which it was done."""
    versions = recall.versions.select_related("version__document")
    return [
        RecalledRow(
            title=str(item.version.document),
            url=document_url(item.version.document.kind, item.version.document_id, "history"),
            number=item.version.number,
            place=item.place,
            done=Done(item.done).label,
            sentences=tuple(item.sentences.split("\n")),
        )
        for item in versions
    ]


def done_counts(rows: Iterable[RecalledRow]) -> list[tuple[str, int]]:
    """How many versions each thing was done with."""
    counts = Counter(row.done for row in rows)
    return [(done.label, counts[done.label]) for done in Done if counts[done.label]]


def _row(maker: Maker, left: Collection[str]) -> MakerRow:
    return MakerRow(
        maker=maker,
        url=document_url(maker.kind, maker.document),
        kind=str(kinds()[maker.kind]._meta.verbose_name),
        will=tuple((place.value, WILL[place]) for place in maker.places),
        is_left=str(maker.document) in left,
    )
