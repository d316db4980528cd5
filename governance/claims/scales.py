"""The twelve topics with their scales, the tree of conditions, the agents: `data/scales.yaml`, once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from governance.claims.yamlnodes import Source

DATA = Path(__file__).parent / "data"
ANY = "any"


@dataclass(frozen=True, slots=True)
class Scales:
    """topics: points by topic, weakest first. parents: each condition's parent, "" for `any`."""

    topics: Mapping[str, tuple[str, ...]]
    parents: Mapping[str, str]
    agents: tuple[str, ...]

    def lineage(self, condition: str) -> tuple[str, ...]:
        """Return the condition, its parent, and so on up to `any`; an unknown one is `any` itself."""
        if condition not in self.parents:
            return (ANY,)
        found = [condition]
        while self.parents[found[-1]]:
            found.append(self.parents[found[-1]])
        return tuple(found)

    def is_under(self, condition: str, ancestors: Iterable[str]) -> bool:
        """Tell whether the condition is one of `ancestors` or lies below one of them."""
        return not set(self.lineage(condition)).isdisjoint(ancestors)


@cache
def load_scales() -> Scales:
    """Return the scales that this engine reads and judges by."""
    path = DATA / "scales.yaml"
    return parse_scales(path.read_text(encoding="utf-8"), path.name)


def parse_scales(text: str, file: str) -> Scales:
    """Read scales from YAML. Raises DataError with everything that is wrong."""
    source = Source(file)
    pairs = source.pairs(source.root(text)) if text else {}
    source.done()
    topics = {
        name: _points(source, node) for name, node in pairs.items() if name not in ("conditions", "agents")
    }
    scales = Scales(
        MappingProxyType(topics), MappingProxyType(_parents(source, pairs)), _agents(source, pairs)
    )
    source.done()
    return scales


def _points(source: Source, node: yaml.Node) -> tuple[str, ...]:
    points = tuple(source.text(item) for item in source.items(node))
    if len(set(points)) != len(points) or len(points) < 2:
        source.problem(node, "a scale has at least two points, each with a name of its own")
    return points


def _parents(source: Source, pairs: Mapping[str, yaml.Node]) -> dict[str, str]:
    parents = {ANY: ""}
    tree = source.pairs(source.pairs(pairs.get("conditions")).get(ANY))
    for name in tree:
        parents[name] = ANY
    for name, node in tree.items():
        for child in source.items(node):
            parents[source.text(child)] = name
    if any(_circles(parents, name) for name in parents):
        source.problem(pairs.get("conditions"), "a condition lies below itself")
    return parents


def _circles(parents: Mapping[str, str], name: str) -> bool:
    seen: set[str] = set()
    while name and name not in seen:
        seen.add(name)
        name = parents.get(name, "")
    return bool(name)


def _agents(source: Source, pairs: Mapping[str, yaml.Node]) -> tuple[str, ...]:
    listed = source.pairs(pairs.get("agents")).get(ANY)
    return (ANY, *(source.text(item) for item in source.items(listed)))
