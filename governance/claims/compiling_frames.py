"""Read the frames of `data/frames`: what a clause must show, and what it then claims.

A pattern is slots in a row, `REMOVE 4 BAD`: capitals name a class (`A|B` any of several), small letters are
words themselves, a number is the most words that may stand between two slots (2 where none is given), and a
leading `&` means either order.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from governance.claims.rules import Frame, Hedged, Step
from governance.claims.yamlnodes import Source

DEFAULT_GAP = 2
COMPUTED = {"PERCENT", "HIGHPCT", "LOWPCT", "DAYS", "WEEKS", "MONTHS"}
_REQUIRED = ("id", "topic", "point", "patterns", "why", "catches", "spares")
_CLASS_LISTS = ("qualifiers", "unless", "unless_sentence", "needs")
_OPTIONAL = (
    *_CLASS_LISTS, "hedge", "denied", "hedged", "qualified", "conditions", "agent",
    "free_subject", "weak", "findings", "commas", "only_present", "not_conditions", "unnamed",
    "agent_near", "across", "rate", "sure",
)  # fmt: skip

_FLAGS = (
    ("free_subject", False), ("weak", False), ("findings", True), ("commas", True), ("only_present", False),
    ("agent_near", False),
    ("across", False),
    ("rate", False),
    ("sure", False)
)  # fmt: skip
Adder = Callable[[str, str], None]
Scales = dict[str, list[str]]


def compile_frames(files: list[Path], add: Adder, classes: set[str]) -> list[Frame]:
    """All frames in the order of files; `add(word, class)` takes the literal words of patterns.

    Raises DataError with all mistakes of the first file that has any.
    """
    frames: list[Frame] = []
    for path in files:
        source = Source(f"{path.parent.name}/{path.name}")
        for node in source.items(source.root(path.read_text(encoding="utf-8"))):
            frames.append(_Reader(source, add, classes).frame(node))
        source.done()
    return frames


def topics() -> Scales:
    """The scales by topic, as names of points."""
    path = Path(__file__).parent / "data" / "scales.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {name: points for name, points in data.items() if isinstance(points, list)}


def examples(files: list[Path]) -> list[tuple[str, str, bool]]:
    """Every example of every frame: (frame id, text, whether the frame must catch it)."""
    found = []
    for path in files:
        for frame in yaml.safe_load(path.read_text(encoding="utf-8")):
            found += [(frame["id"], text, True) for text in frame["catches"]]
            found += [(frame["id"], text, False) for text in frame["spares"]]
    return found


class _Reader:
    """Reads one frame; mistakes go to its source."""

    def __init__(self, source: Source, add: Adder, classes: set[str]) -> None:
        self.source, self.add, self.classes = source, add, classes

    def frame(self, node: Any) -> Frame:
        fields = self.source.mapping(node, _REQUIRED, _OPTIONAL)
        topic = self.source.text(fields.get("topic"))
        points = topics().get(topic, [])
        if not points:
            self.source.problem(fields.get("topic"), f"unknown topic {topic!r}")
        low, high = self._interval(fields.get("point"), points)
        for key in ("catches", "spares"):
            if not self._texts(fields.get(key)):
                self.source.problem(fields.get(key), "at least one example is needed")
        return Frame(
            id=self.source.text(fields.get("id")), topic=topic, low=low, high=high,
            patterns=self._patterns(fields.get("patterns")), why=self.source.text(fields.get("why")),
            hedge=self._hedge(fields.get("hedge")), denied=self._denied(fields.get("denied"), points, low),
            bold=2 * low > len(points) - 1,
            **self._rest(fields, points),
        )  # fmt: skip

    def _rest(self, fields: dict[str, Any], points: list[str]) -> dict[str, Any]:
        rest: dict[str, Any] = {name: self._names(fields.get(name)) for name in _CLASS_LISTS}
        for name in ("conditions", "not_conditions"):
            rest[name] = self._texts(fields.get(name))
        rest["agent"] = self.source.text(fields["agent"]) if "agent" in fields else ""
        for name in ("hedged", "qualified", "unnamed"):
            rest[name] = self._interval(fields[name], points) if name in fields else None
        for name, default in _FLAGS:
            rest[name] = fields[name].value == "true" if name in fields else default
        return rest

    def _interval(self, node: Any, points: list[str]) -> tuple[int, int]:
        names = self._texts(node) if isinstance(node, yaml.SequenceNode) else (self.source.text(node),)
        unknown = [name for name in names if name not in points]
        if unknown or len(names) not in (1, 2):
            self.source.problem(node, f"expected one or two points of the scale, not {', '.join(names)}")
            return 0, 0
        return points.index(names[0]), points.index(names[-1])

    def _denied(self, node: Any, points: list[str], low: int) -> tuple[int, int] | None:
        if node is None:
            return (0, low - 1) if low else None
        if isinstance(node, yaml.ScalarNode) and node.value == "nothing":
            return None
        return self._interval(node, points)

    def _hedge(self, node: Any) -> Hedged:
        if node is not None and node.value not in tuple(Hedged):
            self.source.problem(node, f"expected {' or '.join(Hedged)}")
            return Hedged.LOWERS
        return Hedged(node.value) if node is not None else Hedged.LOWERS

    def _texts(self, node: Any) -> tuple[str, ...]:
        return tuple(self.source.text(item) for item in self.source.items(node)) if node is not None else ()

    def _names(self, node: Any) -> tuple[str, ...]:
        names = self._texts(node)
        for name in names:
            self._known(name, node)
        return names

    def _known(self, name: str, node: Any) -> None:
        if name not in self.classes and name not in COMPUTED:
            self.source.problem(node, f"unknown class {name!r}")

    def _patterns(self, node: Any) -> tuple[tuple[Step, ...], ...]:
        found: list[tuple[Step, ...]] = []
        for item in self.source.items(node):
            text = self.source.text(item)
            steps = self._steps(text.removeprefix("&").split(), item)
            found.append(steps)
            if text.startswith("&"):
                found.append(_turned(steps))
        return tuple(found)

    def _steps(self, parts: list[str], node: Any) -> tuple[Step, ...]:
        steps, gap = [], DEFAULT_GAP
        for part in parts:
            if part.isdecimal():
                gap = int(part)
                continue
            steps.append(Step(tuple(self._slot(name, node) for name in part.split("|")), gap))
            gap = DEFAULT_GAP
        return tuple(steps)

    def _slot(self, name: str, node: Any) -> str:
        if name.replace("_", "").isalpha() and not name.isupper():
            self.add(name.replace("_", " "), "=" + name)
            return "=" + name
        if not name.startswith("condition:"):
            self._known(name, node)
        return name


def _turned(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    gaps = [steps[0].gap, *[step.gap for step in reversed(steps[1:])]]
    return tuple(Step(step.classes, gap) for step, gap in zip(reversed(steps), gaps, strict=True))
