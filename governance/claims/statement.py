"""Position statements: read from YAML with every mistake told, and written back."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import yaml

from governance.claims.scales import DATA, Scales, load_scales
from governance.claims.values import Position, Required, Statement
from governance.claims.yamlnodes import DataError, Problem, Source

KEYS = ("title", "version", "effective", "review_interval_months", "positions")
POSITION_KEYS = ("id", "topic", "agent", "conditions", "min", "max", "says")
POSITION_MORE = ("references", "examples")
EXAMPLE_KEYS = ("conflict", "allowed")
REQUIRED_KEYS = ("id", "when", "topic", "max", "says")
WHEN_KEYS = ("conditions", "page_condition_role_at_least")
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_INTERVAL = 120
REFERENCE = DATA / "statement.yaml"


class StatementError(DataError):
    """A position statement that cannot be used; `problems` lists all that is wrong with it."""


def parse_statement(text: str, file: str = "statement.yaml") -> Statement:
    """Read a position statement. Raises StatementError with every mistake, by line and column."""
    source = Source(file)
    root = source.root(text)
    if root is None:
        if not source.problems:
            source.problems.append(Problem(file, 1, 1, "is empty"))
        raise StatementError(source.problems)
    statement = _Parser(source, load_scales()).statement(root)
    if source.problems:
        raise StatementError(source.problems)
    return statement


@cache
def reference_statement() -> Statement:
    """Return the reference statement that comes with the product."""
    return parse_statement(reference_source(), REFERENCE.name)


def reference_source() -> str:
    """Return its text."""
    return REFERENCE.read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _Parser:
    """Turns nodes into values; notes mistakes in `source` and goes on, so that all are found."""

    source: Source
    scales: Scales

    def statement(self, root: yaml.Node) -> Statement:
        found = self.source.mapping(root, KEYS, ("required",))
        nodes = self.source.items(found["positions"]) if "positions" in found else []
        required = self.source.items(found["required"]) if "required" in found else []
        positions = tuple(self._position(node) for node in nodes)
        sentences = tuple(self._required(node) for node in required)
        ids = [position.id for position in positions] + [sentence.id for sentence in sentences]
        self._check_ids([*nodes, *required], ids)
        self._check_overlap(nodes, positions)
        return Statement(
            title=self._text(found, "title"),
            version=self._text(found, "version"),
            effective=self._date(found.get("effective")),
            review_interval_months=self._months(found.get("review_interval_months")),
            positions=positions,
            required=sentences,
        )

    def _position(self, node: yaml.Node) -> Position:
        found = self.source.mapping(node, POSITION_KEYS, POSITION_MORE)
        examples = self.source.mapping(found["examples"], (), EXAMPLE_KEYS) if "examples" in found else {}
        topic = self._one_of(found.get("topic"), self.scales.topics, "topic")
        known = len(self.source.problems)
        low, high = self._point(found.get("min"), topic), self._point(found.get("max"), topic)
        if low > high and "min" in found and len(self.source.problems) == known:
            self.source.problem(found["min"], "min lies above max")
        return Position(
            id=self._id(found),
            topic=topic,
            agent=self._one_of(found.get("agent"), self.scales.agents, "agent"),
            conditions=self._conditions(found.get("conditions")),
            low=low,
            high=high,
            says=self._text(found, "says"),
            references=self._texts(found.get("references")),
            conflicts=self._texts(examples.get("conflict")),
            allowed=self._texts(examples.get("allowed")),
        )

    def _required(self, node: yaml.Node) -> Required:
        found = self.source.mapping(node, REQUIRED_KEYS)
        when = self.source.mapping(found["when"], (), WHEN_KEYS) if "when" in found else {}
        if "when" in found and not when:
            self.source.problem(found["when"], "says of no page when the sentence is required")
        topic = self._one_of(found.get("topic"), self.scales.topics, "topic")
        role = when.get("page_condition_role_at_least")
        return Required(
            id=self._id(found),
            says=self._text(found, "says"),
            topic=topic,
            high=self._point(found.get("max"), topic),
            conditions=self._conditions(when["conditions"]) if "conditions" in when else (),
            role_at_least=self._point(role, "role") if role else None,
        )

    def _text(self, found: dict[str, yaml.Node], key: str) -> str:
        return self.source.text(found[key]) if key in found else ""

    def _texts(self, node: yaml.Node | None) -> tuple[str, ...]:
        return tuple(self.source.text(item) for item in self.source.items(node)) if node else ()

    def _id(self, found: dict[str, yaml.Node]) -> str:
        name = self._text(found, "id")
        if name and not ID.fullmatch(name):
            self.source.problem(found["id"], f"the id {name!r} is not lower-case words with hyphens")
        return name

    def _one_of(self, node: yaml.Node | None, known: Iterable[str], kind: str) -> str:
        name = self.source.text(node) if node else ""
        names = list(known)
        if name and name not in names:
            self.source.problem(node, f"unknown {kind} {name!r}; known are {', '.join(names)}")
        return name

    def _point(self, node: yaml.Node | None, topic: str) -> int:
        points = self.scales.topics.get(topic)
        name = self.source.text(node) if node else ""
        if not points or not name:
            return 0
        if name not in points:
            self.source.problem(node, f"unknown point {name!r} on {topic}; known are {', '.join(points)}")
            return 0
        return points.index(name)

    def _conditions(self, node: yaml.Node | None) -> tuple[str, ...]:
        nodes = self.source.items(node) if node else []
        names = tuple(self._one_of(item, self.scales.parents, "condition") for item in nodes)
        if node and not nodes:
            self.source.problem(node, "names no condition; write [any] for all")
        for item, name in zip(nodes, names, strict=True):
            if names.count(name) > 1 and item is not nodes[names.index(name)]:
                self.source.problem(item, f"the condition {name!r} is named twice")
        return names

    def _date(self, node: yaml.Node | None) -> str:
        if node is None:
            return ""
        value = node.value if isinstance(node, yaml.ScalarNode) else ""
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            self.source.problem(node, "expected a date such as 2026-06-01")
            return ""

    def _months(self, node: yaml.Node | None) -> int:
        months = self.source.number(node) if node else 0
        if node and not 1 <= months <= LONGEST_INTERVAL:
            self.source.problem(node, f"expected 1 to {LONGEST_INTERVAL} months")
        return months

    def _check_ids(self, nodes: list[yaml.Node], ids: list[str]) -> None:
        for number, (node, name) in enumerate(zip(nodes, ids, strict=True)):
            if name and name in ids[:number]:
                self.source.problem(node, f"the id {name!r} is given twice")

    def _check_overlap(self, nodes: list[yaml.Node], positions: tuple[Position, ...]) -> None:
        """Two positions that claim the same place would leave it open which of them holds."""
        holders: dict[tuple[str, str, str], str] = {}
        for node, position in zip(nodes, positions, strict=True):
            for condition in position.conditions:
                place = (position.topic, position.agent, condition)
                if place in holders and all(place):
                    where = f"{position.topic}, {position.agent}, {condition}"
                    self.source.problem(node, f"{position.id} and {holders[place]} both hold for {where}")
                holders.setdefault(place, position.id)


def statement_text(statement: Statement) -> str:
    """Return the statement as YAML that `parse_statement` reads back as an equal value."""
    head = {
        "title": statement.title,
        "version": statement.version,
        "effective": date.fromisoformat(statement.effective),
        "review_interval_months": statement.review_interval_months,
        "positions": [_position_data(position) for position in statement.positions],
    }
    if statement.required:
        head["required"] = [_required_data(required) for required in statement.required]
    return yaml.safe_dump(head, sort_keys=False, allow_unicode=True, width=100)


def _position_data(position: Position) -> dict[str, object]:
    points = load_scales().topics[position.topic]
    return {
        "id": position.id,
        "topic": position.topic,
        "agent": position.agent,
        "conditions": list(position.conditions),
        "min": points[position.low],
        "max": points[position.high],
        "says": position.says,
        **dict(_more(position)),
    }


def _more(position: Position) -> Iterator[tuple[str, object]]:
    if position.references:
        yield "references", list(position.references)
    examples = {"conflict": list(position.conflicts), "allowed": list(position.allowed)}
    if any(examples.values()):
        yield "examples", {name: sentences for name, sentences in examples.items() if sentences}


def _required_data(required: Required) -> dict[str, object]:
    topics = load_scales().topics
    return {
        "id": required.id,
        "when": dict(_when(required)),
        "topic": required.topic,
        "max": topics[required.topic][required.high],
        "says": required.says,
    }


def _when(required: Required) -> Iterator[tuple[str, object]]:
    if required.conditions:
        yield "conditions", list(required.conditions)
    if required.role_at_least is not None:
        yield "page_condition_role_at_least", load_scales().topics["role"][required.role_at_least]
