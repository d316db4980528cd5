"""What the handbook is made of: the data's own words on topics, rules and groups of words, read for people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from governance.claims.compiling import class_files, frame_files
from governance.claims.compiling_frames import compile_frames, examples
from governance.claims.rules import Frame
from governance.claims.scales import DATA, load_scales
from governance.claims.yamlnodes import Source


@dataclass(frozen=True, slots=True)
class Group:
    """A class of words: what it is, and its entries in the order of the data, without marks of inflection."""

    name: str
    about: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A frame with its first example that it catches and the first that it does not read so."""

    frame: Frame
    catches: str
    spares: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """One way in which words are meant, with the groups that show it and sentences to see it by."""

    title: str
    says: str
    groups: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """`data/handbook.yaml`: what each topic asks, how words are meant, groups that are worked out."""

    topics: Mapping[str, str]
    meanings: tuple[Meaning, ...]
    computed: Mapping[str, str]


def read_prose() -> Prose:
    """Read the handbook's own words. Raises DataError where a topic is missing or a key is unknown."""
    path = DATA / "handbook.yaml"
    source = Source(path.name)
    found = source.mapping(_root(source, path), ("topics", "meanings", "computed"))
    topics = source.mapping(found["topics"], load_scales().topics)
    meanings = tuple(_meaning(source, node) for node in source.items(found["meanings"]))
    computed = source.pairs(found["computed"])
    source.done()
    return Prose(_texts(source, topics), meanings, _texts(source, computed))


def read_groups() -> dict[str, Group]:
    """Every class of words by name; what several files say of one class is put together."""
    groups: dict[str, Group] = {}
    for path in _widest_last(class_files()):
        source = Source(path.name)
        for name, node in source.pairs(_root(source, path)).items():
            fields = source.pairs(node)
            about, entries = source.text(fields["about"]), source.text(fields["words"])
            groups[name] = _joined(groups.get(name, Group(name, about)), entries)
        source.done()
    return groups


def read_rules(groups: Iterable[str]) -> tuple[Rule, ...]:
    """Every frame with its first examples, plain ones before those that widen them; `groups`: all classes' names.

    Raises DataError where the frames are wrong.
    """
    files = _widest_last(frame_files())
    caught: dict[str, str] = {}
    spared: dict[str, str] = {}
    for name, text, is_caught in examples(files):
        (caught if is_caught else spared).setdefault(name, text)
    frames = compile_frames(files, lambda word, name: None, set(groups))
    return tuple(Rule(frame, caught[frame.id], spared[frame.id]) for frame in frames)


def _widest_last(files: list[Path]) -> list[Path]:
    """Files that widen others stand after those; a reader wants the plain words first."""
    return sorted(files, key=lambda path: (path.stem.startswith(("more", "wider")), path.stem))


def _root(source: Source, path: Path) -> yaml.Node | None:
    root = source.root(path.read_text(encoding="utf-8"))
    source.done()
    return root


def _texts(source: Source, nodes: Mapping[str, yaml.Node]) -> dict[str, str]:
    return {name: " ".join(source.text(node).split()) for name, node in nodes.items()}


def _meaning(source: Source, node: yaml.Node) -> Meaning:
    fields = source.mapping(node, ("title", "says", "examples"), ("groups",))
    listed = {name: source.items(fields[name]) for name in ("groups", "examples") if name in fields}
    lists = {name: tuple(map(source.text, items)) for name, items in listed.items()}
    says = " ".join(source.text(fields["says"]).split())
    return Meaning(source.text(fields["title"]), says, lists.get("groups", ()), lists.get("examples", ()))


def _joined(group: Group, entries: str) -> Group:
    plain = (" ".join(part.partition("/")[0] for part in entry.split()) for entry in entries.split(","))
    words = dict.fromkeys((*group.words, *filter(None, plain)))
    return Group(group.name, group.about, tuple(words))
