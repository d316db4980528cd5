"""Runs of text from HTML, with their emphasis and links -> inline Markdown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from content.importers.escaping import escaped

_SPACE = re.compile(r"[ \t\n\r\f]+")
_MARKS = {"em": "*", "strong": "**", "code": "`"}
BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Run:
    """Text with one look. emphasis: "", "em", "strong" or "code"; text: BREAK alone for a forced break."""

    text: str
    emphasis: str = ""
    address: str = ""


def inline_markdown(runs: Sequence[Run]) -> str:
    """The runs as Markdown on one line, save for forced breaks."""
    parts: list[str] = []
    for address, group in groupby(runs, key=lambda run: run.address):
        text = _emphasised(list(group))
        parts.append(_linked(text, address) if address else text)
    return _tidied("".join(parts))


def _linked(text: str, address: str) -> str:
    core = text.strip()
    if not core:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}[{core}]({_pointed(address)}){after}"


def _pointed(address: str) -> str:
    return f"<{address}>" if re.search(r"[()]", address) else address


def _emphasised(runs: list[Run]) -> str:
    text = ""
    for emphasis, group in groupby(runs, key=lambda run: run.emphasis):
        text = _appended(
            text,
            "".join(_SPACE.sub(" ", run.text) if run.text != BREAK else BREAK for run in group),
            emphasis,
        )
    return text


def _appended(before: str, text: str, emphasis: str) -> str:
    """Puts marks tightly around the words; none where they would touch others, or where there are none."""
    core = text.strip()
    mark = _MARKS.get(emphasis, "")
    if (
        not mark
        or not core
        or BREAK in core
        or before.endswith(("*", "`", "\\"))
        or ("`" in core and mark == "`")
    ):
        return before + escaped(text)
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{lead}{mark}{core if mark == '`' else escaped(core)}{mark}{tail}"


def _tidied(text: str) -> str:
    lines = [_SPACE.sub(" ", line).strip() for line in text.split(BREAK)]
    return "  \n".join(line for line in lines if line)
