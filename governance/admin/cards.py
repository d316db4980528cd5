"""Findings as cards: one for each sentence, worst first, with everything that is found in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from content.models import kinds
from governance.admin.bands import Band, band_of
from governance.admin.exceptions import CardExceptions
from governance.claims.suggest import band, explanation
from governance.claims.values import Verdict
from governance.models import Settlement
from governance.services.findings import StoredFinding


class Standing(StrEnum):
    """How a sentence stands, worst first. The words are those of the marks in the text."""

    CONFLICT = "conflict"
    UNCLEAR = "unclear"
    SETTLED = "settled"
    INSIDE = "inside"

    @property
    def letter(self) -> str:
        """Its class in the style sheet."""
        return "n" if self is Standing.INSIDE else self.value[0]


ORDER = list(Standing)


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that the sentence says, with the band that governs it; allowed: the band in words.

    claims: the stored claims that say it, one for each condition; they are settled together.
    """

    standing: Standing
    is_unclear: bool
    topic: str
    conditions: str
    said: str
    says: str
    position: str
    why: str
    inside: str
    allowed: str
    band: Band | None
    settlement: Settlement | None
    is_excepted: bool
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was said of a claim in an earlier version, to be confirmed."""

    claim: int
    settlement: Settlement

    @property
    def value(self) -> str:
        """As a form sends it: the claim, and the word that was read."""
        return f"{self.claim}-{self.settlement.pk}"


@dataclass(frozen=True, slots=True)
class Card:
    """A sentence with all that was found in it. field: the id of the form's field that holds it.

    remembered: what was said of each of its waiting claims in an earlier version; empty unless of all of them.
    """

    number: int
    standing: Standing
    sentence: str
    section: str
    field: str
    points: tuple[Point, ...]
    exceptions: CardExceptions | None = None
    remembered: tuple[Remembered, ...] = ()

    @property
    def topics(self) -> str:
        """Its topics in words, `not placed` where the engine could not place it."""
        return ", ".join(dict.fromkeys(point.topic or "not placed" for point in self.points))

    @property
    def earlier_words(self) -> list[Settlement]:
        """What was said of it before, each word of each physician once."""
        words = {(item.settlement.settled_as, item.settlement.reason): item for item in self.remembered}
        return [item.settlement for item in words.values()]

    @property
    def unclear(self) -> tuple[int, ...]:
        """The claims that a physician settles, those that are settled included."""
        return tuple(claim for point in self.points if point.is_unclear for claim in point.claims)

    @property
    def last_settlement(self) -> int:
        """The latest physician's word on it, so that two people do not settle it unawares; 0 for none."""
        return max((point.settlement.pk for point in self.points if point.settlement), default=0)

    @property
    def to_settle(self) -> tuple[int, ...]:
        """The claims that wait for a physician's word."""
        waiting = (point for point in self.points if point.standing is Standing.UNCLEAR)
        return tuple(claim for point in waiting for claim in point.claims)


def cards_of(findings: Iterable[StoredFinding], *, kind: str) -> list[Card]:
    """One card for each sentence, worst first, then in the order of the text."""
    sentences: dict[int, list[StoredFinding]] = {}
    for item in findings:
        sentences.setdefault(item.row.number, []).append(item)
    cards = [_card(number, items, kind) for number, items in sentences.items()]
    return sorted(cards, key=lambda card: (ORDER.index(card.standing), card.number))


def standing_of(item: StoredFinding) -> Standing:
    """How one finding stands, with what a physician said of it."""
    if item.is_conflict:
        return Standing.CONFLICT
    if item.is_excepted:
        return Standing.SETTLED
    if item.finding.verdict == Verdict.UNCLEAR:
        return Standing.SETTLED if item.settlement else Standing.UNCLEAR
    return Standing.INSIDE


def _card(number: int, items: Sequence[StoredFinding], kind: str) -> Card:
    points = sorted(_points(items), key=lambda point: ORDER.index(point.standing))
    row = items[0].row
    return Card(
        number=number,
        standing=points[0].standing,
        sentence=row.sentence,
        section=section_name(kind, row.block),
        field=field_id(kind, row.block),
        points=tuple(points),
    )


def _points(items: Sequence[StoredFinding]) -> list[Point]:
    alike: dict[tuple[object, ...], list[StoredFinding]] = {}
    for item in items:
        position = item.finding.position.id if item.finding.position else ""
        row = item.row
        key = (standing_of(item), row.topic, row.low, row.high, row.agent, position)
        alike.setdefault(key, []).append(item)
    return [_point(group) for group in alike.values()]


def _point(group: Sequence[StoredFinding]) -> Point:
    first = group[0]
    position = first.finding.position
    conditions = [item.row.condition.replace("_", " ") for item in group if item.row.condition != "any"]
    return Point(
        standing=standing_of(first),
        is_unclear=first.finding.verdict == Verdict.UNCLEAR,
        topic=first.row.topic,
        conditions=", ".join(dict.fromkeys(conditions)),
        said=band(first.row.topic, first.row.low, first.row.high) if first.row.topic else "not placed",
        says=position.says if position else "",
        position=position.id if position else "",
        why=explanation(first.finding),
        inside=first.finding.inside,
        allowed=band(position.topic, position.low, position.high) if position else "",
        band=band_of(first.finding),
        settlement=first.settlement,
        is_excepted=first.is_excepted,
        claims=tuple(item.row.pk for item in group),
    )


def section_name(kind: str, block: str) -> str:
    """The name of the field that holds a passage, as the form calls it."""
    name = block.split(".")[0]
    return str(kinds()[kind]._meta.get_field(name).verbose_name).capitalize()


def field_id(kind: str, block: str) -> str:
    """The id of the input that holds a passage: the field's own, or the one of its row and column."""
    name, _, cell = block.partition(".")
    has_rows = hasattr(kinds()[kind]._meta.get_field(name), "columns")
    return f"id_{name}-{cell.replace('.', '-')}" if has_rows else f"id_{name}"
