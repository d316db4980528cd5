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
MAX_LINES = 5_000
MAX_LINES_TOGETHER = 1_000
MAX_DEPTH = 10

_MARKERS = re.compile(r"(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}\.(?=[ \t])))*")
_MARKER = re.compile(r">|[-+*]|\d+\.")
_INDENT_OF_A_LEVEL = 4


@dataclass(frozen=True, slots=True)
class _Cap:
    """How often characters of one kind may stand in one paragraph and in the whole text."""

    what: str
    characters: str
    in_a_paragraph: int
    in_all: int


_CAPS = (
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
    if len(source) > MAX_CHARACTERS:
        raise MarkdownTooComplex(
            f"This text has {len(source):,} characters, and at most {MAX_CHARACTERS:,} can be kept in one field."
        )
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        _check_line(number, line)
    _check_number_of_lines(lines)
    _check_caps(lines)


def _check_line(number: int, line: str) -> None:
    if len(line) > MAX_LINE:
        raise MarkdownTooComplex(
            f"Line {number} has {len(line):,} characters; please break it into paragraphs of at most {MAX_LINE:,}."
        )
    if _depth(line) > MAX_DEPTH:
        raise MarkdownTooComplex(
            f"Line {number} nests lists or quotes more than {MAX_DEPTH} deep; please flatten them."
        )


def _depth(line: str) -> int:
    """How many lists and quotes a line opens: by its markers, or by how far it is indented."""
    markers = _MARKERS.match(line)
    prefix = markers.group() if markers else ""
    widened = prefix.expandtabs(_INDENT_OF_A_LEVEL)
    indent = (len(widened) - len(widened.lstrip())) // _INDENT_OF_A_LEVEL
    return indent + len(_MARKER.findall(prefix))


def _check_number_of_lines(lines: list[str]) -> None:
    paragraphs = list(_paragraphs(lines))
    for start, paragraph in paragraphs:
        if len(paragraph) > MAX_LINES_TOGETHER:
            raise MarkdownTooComplex(
                f"The part from line {start} on has {len(paragraph):,} lines without a blank line; "
                f"please put one after at most {MAX_LINES_TOGETHER:,} lines."
            )
    written = sum(len(paragraph) for _, paragraph in paragraphs)
    if written > MAX_LINES:
        raise MarkdownTooComplex(
            f"This text has {written:,} lines, and at most {MAX_LINES:,} can be kept in one field."
        )


def _paragraphs(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The runs of lines without a blank one between them, each with the number of its first line."""
    run: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip(" \t"):
            run.append(line)
        elif run:
            yield number - len(run), run
            run = []


def _check_caps(lines: list[str]) -> None:
    totals: Counter[str] = Counter()
    for start, paragraph in _paragraphs(lines):
        text = "\n".join(paragraph)
        for cap in _CAPS:
            found = sum(text.count(character) for character in cap.characters)
            totals[cap.what] += found
            _check_cap(cap, start, found, totals[cap.what])


def _check_cap(cap: _Cap, start: int, found: int, total: int) -> None:
    if found > cap.in_a_paragraph:
        raise MarkdownTooComplex(
            f"The paragraph at line {start} has {found:,} {cap.what}, and at most {cap.in_a_paragraph:,} are read."
        )
    if total > cap.in_all:
        raise MarkdownTooComplex(
            f"This text has more than {cap.in_all:,} {cap.what}; the paragraph at line {start} goes beyond."
        )
