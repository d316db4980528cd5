"""What Markdown may be at most, counted before any of it is rendered.

Python-Markdown is quadratic in brackets, in runs of backticks and in lines without a blank one between
them, and it recurses on nested lists. The numbers stand far above a real page of 8 KB and keep the
rendering of whatever passes under a second; `tests/content/test_markdown_limits.py` measures it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

MAX_CHARACTERS = 200_000
MAX_LINE = 10_000
MAX_LINES = 3_000
MAX_LINES_TOGETHER = 600
MAX_DEPTH = 10

_MARKERS = re.compile(r"(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}\.(?=[ \t])))*")
_MARKER = re.compile(r">|[-+*]|\d+\.")
_INDENT_OF_A_LEVEL = 4

_Paragraph = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class _Cap:
    """How often characters of one kind may stand in one paragraph and in the whole text."""

    what: str
    characters: str
    in_a_paragraph: int
    in_all: int


CAPS = (
    _Cap("square brackets", "[", 300, 1_000),
    _Cap("emphasis marks (* and _)", "*_", 1_000, 4_000),
    _Cap("backticks", "`", 300, 1_000),
    _Cap("angle brackets", "<", 300, 2_000),
    _Cap("ampersands", "&", 500, 2_000),
    _Cap("backslashes", "\\", 1_000, 4_000),
    _Cap("table bars (|)", "|", 4_000, 8_000),
)


class MarkdownTooComplex(ValueError):
    """The Markdown is beyond a limit; the message says which one and where, in one sentence."""


def check(source: str) -> None:
    """Refuses Markdown that would take long to render, before any of it is rendered.

    Raises MarkdownTooComplex with one sentence that names the limit and the line.
    """
    _refuse_above(
        MAX_CHARACTERS, len(source), "This text has {found:,} characters; at most {most:,} can be kept."
    )
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        _check_line(number, line)
    paragraphs = list(_paragraphs(lines))
    _check_number_of_lines(paragraphs)
    _check_caps(paragraphs)


def _refuse_above(most: int, found: int, sentence: str) -> None:
    if found > most:
        raise MarkdownTooComplex(sentence.format(most=most, found=found))


def _check_line(number: int, line: str) -> None:
    long = f"Line {number} has {{found:,}} characters; please break it into paragraphs of at most {{most:,}}."
    _refuse_above(MAX_LINE, len(line), long)
    deep = f"Line {number} stands more than {{most}} lists or quotes deep; please make it flatter."
    _refuse_above(MAX_DEPTH, _depth(line), deep)


def _depth(line: str) -> int:
    """How many lists and quotes a line opens: by its markers, and by how far it is indented."""
    markers = _MARKERS.match(line)
    prefix = markers.group() if markers else ""
    widened = prefix.expandtabs(_INDENT_OF_A_LEVEL)
    indent = (len(widened) - len(widened.lstrip())) // _INDENT_OF_A_LEVEL
    return indent + len(_MARKER.findall(prefix))


def _paragraphs(lines: list[str]) -> Iterator[_Paragraph]:
    """The runs of lines without a blank one between them, each with the number of its first line."""
    run: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip(" \t"):
            run.append(line)
        elif run:
            yield number - len(run), run
            run = []


def _check_number_of_lines(paragraphs: list[_Paragraph]) -> None:
    for start, lines in paragraphs:
        together = f"Line {start} begins {{found:,}} lines without a blank one; please part them, {{most:,}} at most."
        _refuse_above(MAX_LINES_TOGETHER, len(lines), together)
    written = sum(len(lines) for _, lines in paragraphs)
    _refuse_above(MAX_LINES, written, "This text has {found:,} lines; at most {most:,} can be kept.")


def _check_caps(paragraphs: list[_Paragraph]) -> None:
    totals: Counter[str] = Counter()
    for start, lines in paragraphs:
        text = "\n".join(lines)
        for cap in CAPS:
            found = sum(text.count(character) for character in cap.characters)
            totals[cap.what] += found
            _check_cap(cap, start, found, totals[cap.what])


def _check_cap(cap: _Cap, start: int, found: int, total: int) -> None:
    here = f"The paragraph at line {start} has {{found:,}} {cap.what}; please use at most {{most:,}}."
    _refuse_above(cap.in_a_paragraph, found, here)
    everywhere = f"By line {start} this text has {{found:,}} {cap.what}; please use at most {{most:,}}."
    _refuse_above(cap.in_all, total, everywhere)
