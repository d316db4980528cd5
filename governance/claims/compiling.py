"""Turn the classes and frames of `data/` into one file that loads in milliseconds.

    python -m governance.claims.compiling           write data/compiled.json
    python -m governance.claims.compiling --check   say whether it is current

Every mistake in the data is told with its file, line and column.
"""

import json
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from governance.claims import inflect
from governance.claims.compiling_frames import compile_frames
from governance.claims.yamlnodes import Source

DATA = Path(__file__).parent / "data"
COMPILED = DATA / "compiled.json"


@dataclass(slots=True)
class Words:
    """All forms of all classes: words by themselves, phrases by their first word, tenses of verbs."""

    single: dict[str, set[str]] = field(default_factory=dict)
    phrases: dict[str, dict[tuple[str, ...], set[str]]] = field(default_factory=dict)
    tense: dict[str, str] = field(default_factory=dict)
    hiding: set[str] = field(default_factory=set)

    def add(self, entry: str, name: str) -> None:
        """Put all forms of `entry` into the class `name`."""
        self.tense |= {form: mark for form, mark in inflect.tenses(entry).items() if form not in self.tense}
        for form in inflect.forms(entry):
            if len(form) == 1:
                self.single.setdefault(form[0], set()).add(name)
            else:
                self.phrases.setdefault(form[0], {}).setdefault(form[1:], set()).add(name)


def class_files() -> list[Path]:
    """The files of word classes, in a fixed order."""
    return sorted((DATA / "words").glob("*.yaml"))


def frame_files() -> list[Path]:
    """The files of frames, in a fixed order."""
    return sorted((DATA / "frames").glob("*.yaml"))


def read_classes() -> Words:
    """Read every class.

    Raises DataError with all mistakes of the first file that has any.
    """
    words = Words()
    for path in class_files():
        source = Source(f"{path.parent.name}/{path.name}")
        for name, node in source.pairs(source.root(path.read_text(encoding="utf-8"))).items():
            _read_class(source, name, node, words)
        source.done()
    return words


def _read_class(source: Source, name: str, node: Any, words: Words) -> None:
    fields = source.mapping(node, ("about", "holds", "lacks", "words"), ("hides",))
    if "hides" in fields:
        words.hiding.add(name)
    for entry in source.text(fields.get("words")).split(","):
        if entry.strip():
            words.add(entry.strip(), name)
    _check_examples(source, name, fields, words)


def _check_examples(source: Source, name: str, fields: dict[str, Any], words: Words) -> None:
    for key, wanted in (("holds", True), ("lacks", False)):
        for node in source.items(fields.get(key)):
            form = source.text(node)
            if form and holds(words, name, form) is not wanted:
                source.problem(node, f"{name} {'lacks' if wanted else 'holds'} {form!r}")


def holds(words: Words, name: str, text: str) -> bool:
    """Whether the class `name` has `text` among its forms."""
    first, *rest = text.replace("-", " ").split()
    found = words.phrases.get(first, {}).get(tuple(rest), set()) if rest else words.single.get(first, set())
    return name in found


def compiled() -> dict[str, Any]:
    """Everything that the engine needs at run time, as plain data.

    Raises DataError where the data are wrong.
    """
    words = read_classes()
    frames = compile_frames(frame_files(), words.add, set(_class_names(words)))
    single = {form: sorted(names) for form, names in sorted(words.single.items())}
    phrases = {
        first: [[list(rest), sorted(names)] for rest, names in sorted(group.items(), key=_longest_first)]
        for first, group in sorted(words.phrases.items())
    }
    return {
        "single": single, "phrases": phrases, "tense": dict(sorted(words.tense.items())),
        "hiding": sorted(words.hiding), "frames": [asdict(frame) for frame in frames],
    }  # fmt: skip


def _class_names(words: Words) -> list[str]:
    found = {name for names in words.single.values() for name in names}
    return sorted(
        found | {name for group in words.phrases.values() for names in group.values() for name in names}
    )


def _longest_first(item: tuple[tuple[str, ...], set[str]]) -> tuple[int, tuple[str, ...]]:
    return -len(item[0]), item[0]


def text_of(data: dict[str, Any]) -> str:
    """The compiled file's text; the same data give the same bytes."""
    parts = [f'"{name}": {json.dumps(value, ensure_ascii=False)}' for name, value in data.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main(arguments: list[str]) -> int:
    """Write the compiled file, or check that it is current (exit 1 where it is not)."""
    text = text_of(compiled())
    if "--check" in arguments:
        return 0 if COMPILED.is_file() and COMPILED.read_text(encoding="utf-8") == text else 1
    COMPILED.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
