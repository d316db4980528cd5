"""A band as a picture: an ordinal scale, what is allowed on it, and where the claim falls."""

from dataclasses import dataclass
from typing import Any

from governance.claims.scales import load_scales
from governance.claims.suggest import band as in_words
from governance.claims.values import Finding, Position, Verdict

LONGEST_LINE = 9
LINE_HEIGHT = 13
WORDS = 53
DIAMOND = "M0 -11L11 0 0 11-11 0z"
RING = "M0-8A8 8 0 1 1 0 8 8 8 0 1 1 0-8z"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a point's name, and where it stands."""

    text: str
    y: int


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the scale. x: its place in percent; is_in: inside the band."""

    x: str
    lines: tuple[Line, ...]
    is_in: bool


@dataclass(frozen=True, slots=True)
class Band:
    """What the template draws. All x in percent, so that words keep their size on every width.

    low, high: the ends of the claim; the same for a claim that is one point, both "" for an unclear one, which
    has no mark. rows: how many lines the names take. label says it all in a sentence.
    """

    topic: str
    points: tuple[Point, ...]
    allowed_x: str
    allowed_width: str
    allowed_middle: str
    low: str
    high: str
    middle: str
    is_outside: bool
    shape: str
    rows: int
    label: str

    @property
    def is_interval(self) -> bool:
        """Whether the claim has two ends."""
        return self.low != self.high


def band_of(finding: Finding) -> Band | None:
    """The picture of a finding; None where there is no scale or no position to draw."""
    claim, position = finding.claim, finding.position
    if claim.topic is None or position is None:
        return None
    names = load_scales().topics[claim.topic]
    points = points_of(names, position.low, position.high)
    allowed_x, allowed_width = capsule(position.low, position.high, len(names))
    return Band(
        topic=claim.topic,
        points=points,
        allowed_x=allowed_x,
        allowed_width=allowed_width,
        allowed_middle=_middle(position.low, position.high, len(names)),
        rows=rows_of(points),
        label=_label(finding, position, names),
        **_mark(finding, len(names)),
    )


def _mark(finding: Finding, count: int) -> dict[str, Any]:
    claim, is_outside = finding.claim, finding.verdict is Verdict.CONFLICT
    found = {"is_outside": is_outside, "shape": DIAMOND if is_outside else RING}
    if finding.verdict is Verdict.UNCLEAR:
        return {**found, "low": "", "high": "", "middle": ""}
    low, high = (_percent(_x(end, count)) for end in (claim.low, claim.high))
    return {**found, "low": low, "high": high, "middle": _middle(claim.low, claim.high, count)}


def _label(finding: Finding, position: Position, names: tuple[str, ...]) -> str:
    claim = finding.claim
    scale = ", ".join(name.replace("_", " ") for name in names)
    allowed = in_words(position.topic, position.low, position.high)
    said = in_words(position.topic, claim.low, claim.high)
    where = {
        Verdict.CONFLICT: f"{said}, outside the band",
        Verdict.CONSISTENT: f"{said}, not outside the band",
    }
    return (
        f"Scale of {position.topic}: {scale}. Allowed: {allowed}. "
        f"This sentence: {where.get(finding.verdict, 'unclear')}."
    )


def _middle(low: int, high: int, count: int) -> str:
    return _percent((_x(low, count) + _x(high, count)) / 2)


def capsule(low: int, high: int, count: int) -> tuple[str, str]:
    """Where the capsule of a band begins on a scale of so many points, and how wide it is."""
    step = _step(count)
    beyond = min(0.34 * step, 8)  # how far it reaches past its outer points
    return _percent(_x(low, count) - beyond), _percent((high - low) * step + 2 * beyond)


def rows_of(points: tuple[Point, ...]) -> int:
    """How many lines the names of the points take."""
    return 1 + max(line.y - WORDS for point in points for line in point.lines) // LINE_HEIGHT


def points_of(names: tuple[str, ...], low: int, high: int) -> tuple[Point, ...]:
    """The points of a scale with their names, those from low to high inside."""
    lines = [_lines(name.replace("_", " ")) for name in names]
    # Long names take turns in two rows, so that they do not run into each other.
    lower = (
        max(map(len, lines[::2])) if max(len(part) for name in lines for part in name) > LONGEST_LINE else 0
    )
    return tuple(
        Point(_percent(_x(number, len(names))), _placed(parts, lower * (number % 2)), low <= number <= high)
        for number, parts in enumerate(lines)
    )


def _placed(parts: tuple[str, ...], rows_above: int) -> tuple[Line, ...]:
    return tuple(Line(part, WORDS + LINE_HEIGHT * (number + rows_above)) for number, part in enumerate(parts))


def _lines(name: str) -> tuple[str, ...]:
    """The name in one line, or in two that are about as long."""
    words = name.split(" ")
    if len(name) <= LONGEST_LINE or len(words) == 1:
        return (name,)
    cuts = range(1, len(words))
    cut = min(cuts, key=lambda at: max(len(" ".join(words[:at])), len(" ".join(words[at:]))))
    return " ".join(words[:cut]), " ".join(words[cut:])


def _step(count: int) -> float:
    return 80 / (count - 1)


def _x(number: int, count: int) -> float:
    return 10 + number * _step(count)


def _percent(value: float) -> str:
    return f"{value:.2f}%"
