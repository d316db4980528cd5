"""A statement as a picture: for each topic its scale, and on it the band of each position with the live claims."""

from collections.abc import Iterator
from dataclasses import dataclass

from governance.admin.bands import Point, capsule, points_of, rows_of
from governance.admin.statement.counting import Counts
from governance.claims.judge import holding
from governance.claims.scales import load_scales
from governance.claims.suggest import band
from governance.claims.values import Position, Statement

TOPICS = {
    "role": "Its place in care",
    "efficacy": "How well it works",
    "evidence": "How good the studies are",
    "approval": "What regulators have approved",
    "safety": "Safety",
    "dependence": "Dependence",
    "supervision": "Supervision",
    "route": "How it is given",
    "population": "For whom",
    "durability": "How long it lasts",
    "comparison": "Compared with other care",
    "mechanism": "How it works",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """How many claims of live pages reach a point, and whether they are outside the band."""

    x: str
    point: str
    count: int
    is_outside: bool


@dataclass(frozen=True, slots=True)
class Capsule:
    """A band on its scale: where it begins, how wide it is, and its ends in words."""

    x: str
    width: str
    words: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One position as the template draws it.

    was: the band before, None where it is the same. badge: what became of it, "" for nothing; label says it all.
    names: the points of the scale; cells: how many claims of live pages reach each of them.
    """

    position: Position
    places: str
    names: tuple[str, ...]
    points: tuple[Point, ...]
    allowed: Capsule
    was: Capsule | None
    marks: tuple[Mark, ...]
    cells: tuple[int, ...]
    badge: str
    label: str

    @property
    def rows(self) -> int:
        """How many lines the names of the points take."""
        return rows_of(self.points)

    @property
    def options(self) -> list[tuple[str, str]]:
        """The points as a list offers them."""
        return [(name, name.replace("_", " ")) for name in self.names]

    @property
    def ends(self) -> tuple[str, str]:
        """The names of the two ends of the band."""
        return self.names[self.position.low], self.names[self.position.high]


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic: its name for people, its points from the weakest to the strongest, and its positions."""

    name: str
    title: str
    points: tuple[str, ...]
    lanes: tuple[Lane, ...]

    @property
    def is_telling(self) -> bool:
        """Whether a position of it changed, or a live page is outside its band."""
        return any(lane.badge or any(mark.is_outside for mark in lane.marks) for lane in self.lanes)


def picture(
    statement: Statement, counts: Counts, *, before: Statement | None = None, about: str = ""
) -> list[Topic]:
    """The topics with their positions. before: what it is compared with; about: one condition alone."""
    changed = _changed(before, statement)
    shown = _holding_for(statement, about) if about else {item.id for item in statement.positions}
    lanes: dict[str, list[Lane]] = {topic: [] for topic in load_scales().topics}
    for item in statement.positions:
        if item.id in shown:
            lanes[item.topic].append(_lane(item, counts, changed))
    return [
        Topic(name, TOPICS.get(name, name), _words(name), tuple(found))
        for name, found in lanes.items()
        if found
    ]


def _changed(before: Statement | None, now: Statement) -> dict[str, Position | None]:
    """Each position that differs from before, with what it was; None for a new one."""
    known = {item.id: item for item in before.positions} if before else {}
    if before is None:
        return {}
    return {item.id: known.get(item.id) for item in now.positions if known.get(item.id) != item}


def _holding_for(statement: Statement, condition: str) -> set[str]:
    scales = load_scales()
    found = (
        holding(statement, topic, agent, condition) for topic in scales.topics for agent in scales.agents
    )
    return {item.id for item in found if item}


def _lane(item: Position, counts: Counts, changed: dict[str, Position | None]) -> Lane:
    names = load_scales().topics[item.topic]
    points = points_of(names, item.low, item.high)
    was = _was(item, changed.get(item.id))
    marks = tuple(_marks(item, points, counts))
    return Lane(
        position=item,
        places=_places(item),
        names=names,
        points=points,
        allowed=_capsule(item),
        was=was,
        marks=marks,
        cells=tuple(counts[item.id, at, False] + counts[item.id, at, True] for at, _ in enumerate(names)),
        badge=_badge(item, changed, has_moved=was is not None),
        label=_label(item, was, marks),
    )


def _was(item: Position, before: Position | None) -> Capsule | None:
    if before is None or before.topic != item.topic:
        return None
    return _capsule(before) if (before.low, before.high) != (item.low, item.high) else None


def _capsule(item: Position) -> Capsule:
    x, width = capsule(item.low, item.high, len(load_scales().topics[item.topic]))
    return Capsule(x, width, band(item.topic, item.low, item.high))


def _badge(item: Position, changed: dict[str, Position | None], *, has_moved: bool) -> str:
    if item.id not in changed:
        return ""
    return "New" if changed[item.id] is None else "Moved" if has_moved else "Changed"


def _marks(item: Position, points: tuple[Point, ...], counts: Counts) -> Iterator[Mark]:
    words = _words(item.topic)
    for number, point in enumerate(points):
        for is_outside in (False, True):
            count = counts[item.id, number, is_outside]
            if count:
                yield Mark(point.x, words[number], count, is_outside)


def _label(item: Position, was: Capsule | None, marks: tuple[Mark, ...]) -> str:
    scale = f"Scale of {item.topic}: {', '.join(_words(item.topic))}."
    before = f" Before: {was.words}." if was else ""
    told = [
        f"{mark.count} at {mark.point}{', outside the band' if mark.is_outside else ''}" for mark in marks
    ]
    claims = f" Claims on live pages: {'; '.join(told)}." if told else " No live page claims this."
    return f"{scale} Allowed: {band(item.topic, item.low, item.high)}.{before}{claims}"


def _words(topic: str) -> tuple[str, ...]:
    return tuple(name.replace("_", " ") for name in load_scales().topics[topic])


def _places(item: Position) -> str:
    conditions = ", ".join(
        "every condition" if name == "any" else name.replace("_", " ") for name in item.conditions
    )
    told = conditions[:1].upper() + conditions[1:]
    return told if item.agent == "any" else f"{told}; {item.agent} alone"
