"""Runs of text from HTML, with their emphasis and links -> inline Markdown."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from content.importers.escaping import escaped, guarded

BREAK = "\n"

_SPACE = re.compile(r"[ \t\n\r\f]+")
_MARKS = {"em": "*", "strong": "**", "code": "`"}


@dataclass(frozen=True, slots=True)
class Run:
    """Text with one look. emphasis: "", "em", "strong" or "code"; text: BREAK alone for a forced break."""

    text: str
    emphasis: str = ""
    address: str = ""


def inline_markdown(runs: Sequence[Run]) -> str:
    """The runs as Markdown, on one line save for forced breaks."""
    text = ""
    for address, group in groupby(runs, key=lambda run: run.address):
        words = _emphasised(group)
        text += _tight(words, lambda core, to=address: f"[{core}]({_pointed(to)})") if address else words
    lines = [_SPACE.sub(" ", line).strip() for line in text.split(BREAK)]
    return BREAK.join(guarded(line) for line in lines if line)


def raw_text(runs: Iterable[Run]) -> str:
    """The runs as text alone, on one line."""
    return _SPACE.sub(" ", "".join(run.text for run in runs)).strip()


def _pointed(address: str) -> str:
    return f"<{address}>" if re.search(r"[()]", address) else address


def _emphasised(runs: Iterable[Run]) -> str:
    text = ""
    for emphasis, group in groupby(runs, key=lambda run: run.emphasis):
        words = "".join(run.text if run.text == BREAK else _SPACE.sub(" ", run.text) for run in group)
        text += _look(words, _mark(emphasis, words, text))
    return text


def _look(words: str, mark: str) -> str:
    if not mark:
        return escaped(words)
    return _tight(words, lambda core: f"{mark}{core if mark == '`' else escaped(core)}{mark}")


def _mark(emphasis: str, words: str, before: str) -> str:
    """The mark of an emphasis; none where it would touch another mark, or stand round nothing."""
    mark = _MARKS.get(emphasis, "")
    touches = before.endswith(("*", "`", "\\"))
    lost = not words.strip() or BREAK in words.strip() or (mark == "`" and "`" in words)
    return "" if touches or lost else mark


def _tight(text: str, around: Callable[[str], str]) -> str:
    """Puts something round the words, inside of the white space at their ends."""
    core = text.strip()
    if not core:
        return text
    start = text.index(core[0])
    return f"{text[:start]}{around(core)}{text[start + len(core) :]}"
