"""YAML read so that every mistake is told with its file, line and column, all of them at once.

Only plain data is taken: no tags that build objects, no anchors, no aliases (a few lines of those unfold
to gigabytes), bounded size and depth.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import yaml

LARGEST = 1_000_000
DEEPEST = 20
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
KINDS = {
    "bool": "yes or no",
    "float": "a number",
    "null": "nothing",
    "str": "text",
    "int": "a whole number",
    "timestamp": "a date",
    "seq": "a list",
    "map": "a mapping",
}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a file; line and column count from 1."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class DataError(ValueError):
    """A data file that cannot be used; `problems` lists everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(slots=True)
class Source:
    """One file being read, and the mistakes found in it so far."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def problem(self, node: yaml.Node | None, message: str) -> None:
        """Note a mistake at the place of `node`."""
        mark = node.start_mark if node else None
        self.problems.append(_at(self.file, mark, message))

    def root(self, text: str) -> yaml.Node | None:
        """Parse `text`; None, with the mistake noted, where that is not possible."""
        try:
            self._check_shape(text)
            return None if self.problems else yaml.compose(text, Loader=LOADER)
        except yaml.MarkedYAMLError as error:
            message = " ".join(filter(None, (error.context, error.problem)))
            self.problems.append(_at(self.file, error.problem_mark or error.context_mark, message))
        except (yaml.YAMLError, UnicodeError) as error:
            self.problems.append(_at(self.file, None, f"is not YAML: {str(error).splitlines()[0]}"))
        return None

    def _check_shape(self, text: str) -> None:
        if len(text) > LARGEST:
            self.problems.append(_at(self.file, None, f"has more than {LARGEST:,} characters"))
            return
        depth = 0
        for event in yaml.parse(text, Loader=LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            wrong = _wrong(event, depth)
            if wrong:
                self.problems.append(_at(self.file, event.start_mark, wrong))
                return

    def mapping(
        self, node: yaml.Node | None, required: Iterable[str], optional: Iterable[str] = ()
    ) -> dict[str, yaml.Node]:
        """Return the values by key; missing, unknown and double keys are mistakes."""
        found = self.pairs(node)
        required = list(required)
        known = {*required, *optional}
        if isinstance(node, yaml.MappingNode):
            for key, _ in node.value:
                if isinstance(key, yaml.ScalarNode) and key.value not in known:
                    self.problem(key, f"unknown key {key.value!r}")
            for name in required:
                if name not in found:
                    self.problem(node, f"the key {name!r} is missing")
        return found

    def pairs(self, node: yaml.Node | None) -> dict[str, yaml.Node]:
        """Return the values by key, whatever the keys are; a double key is a mistake."""
        if not isinstance(node, yaml.MappingNode):
            self.problem(node, f"expected a mapping, not {_named(node)}")
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = self.text(key)
            if name in found:
                self.problem(key, f"the key {name!r} is given twice")
            found[name] = value
        return found

    def items(self, node: yaml.Node | None) -> list[yaml.Node]:
        """Return the members of a list."""
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self.problem(node, f"expected a list, not {_named(node)}")
        return []

    def text(self, node: yaml.Node | None) -> str:
        """Return a text that is not empty; "" with the mistake noted otherwise."""
        if not isinstance(node, yaml.ScalarNode) or not node.tag.endswith(":str"):
            self.problem(node, f"expected text, not {_named(node)}")
        elif not node.value.strip():
            self.problem(node, "must not be empty")
        else:
            return str(node.value)
        return ""

    def number(self, node: yaml.Node | None) -> int:
        """Return a whole number; 0 with the mistake noted otherwise."""
        if isinstance(node, yaml.ScalarNode) and node.tag.endswith(":int") and node.value.isdecimal():
            return int(node.value[:9])
        self.problem(node, f"expected a whole number, not {_named(node)}")
        return 0

    def done(self) -> None:
        """Raise DataError where anything was wrong."""
        if self.problems:
            raise DataError(self.problems)


def _at(file: str, mark: object, message: str) -> Problem:
    line, column = getattr(mark, "line", 0), getattr(mark, "column", 0)
    return Problem(file, line + 1, column + 1, message)


def _wrong(event: yaml.Event, depth: int) -> str:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        return "anchors and aliases are not allowed; write the value out"
    if depth > DEEPEST:
        return "is nested too deeply"
    if "python" in str(getattr(event, "tag", None) or ""):
        return "only plain data is allowed, no Python objects"
    return ""


def _named(node: yaml.Node | None) -> str:
    if node is None:
        return "nothing"
    return KINDS.get(node.tag.rpartition(":")[2], node.tag.rpartition(":")[2])
