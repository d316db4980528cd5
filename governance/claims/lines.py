"""The lines of a Markdown source: what each of them is, before they are put together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto


class Role(Enum):
    """What one line is for the lines around it."""

    TEXT = auto()
    BLANK = auto()
    HEADING = auto()
    UNDERLINE = auto()
    RULE = auto()
    ITEM = auto()
    DIVIDER = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `start` and `end` are those of its readable text, markers left out.

    level: 1 to 6 for a heading and an underline, the width of the indentation for an item.
    """

    role: Role
    start: int
    end: int
    level: int = 0
    quoted: bool = False


LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]++")
QUOTED = re.compile(r"(?:[ \t]*+>)++[ \t]*+")
HEADING = re.compile(r"(#{1,6}+)(?=[ \t]|[^\W\d_])[ \t]*+")
CLOSING = re.compile(r"[ \t]+#++[ \t]*+$")
FENCE = re.compile(r"(?:`{3,}+|~{3,}+)[ \t]*+(?:text|markdown|md|html|json|yaml|bash|sh|python)?[ \t]*+$")
ITEM = re.compile(
    r"(?:[-*+•‣◦▪▫●○·∙–—➢➤✓✔→:](?=[ \t]|$)|[•‣◦▪▫●○➢➤✓✔]|\d{1,9}+[.)](?=[ \t]|$)"
    r"|[-–—](?=[^\W\d_“\"'])|\*(?=[^*\s][^*]*+$))[ \t]*+(?:\[[ xX]\][ \t]++)?"
)
REFERENCE = re.compile(r"\[\d{1,3}\]:[ \t]*+<?https?://[^\s\[\]<>]++>?[ \t]*+$")
FOOTNOTE = re.compile(r"\[\^\w{1,3}\]:[ \t]*+")
OPENERS = frozenset("#`~-*+=_|:[•‣◦▪▫●○·∙–—➢➤✓✔→0123456789")


def lines(source: str) -> Iterator[Line]:
    """Yield the lines of `source` in order; several blank lines are one."""
    fence, last = "", 0
    for match in LINE.finditer(source):
        start, end = match.span()
        if start > last and _holds_blank(source, last, start):
            yield Line(Role.BLANK, start, start)
        last = end
        text = source[start:end]
        mark = _fence(text)
        if mark and (not fence or (mark[0] == fence[0] and len(mark) >= len(fence))):
            fence = "" if fence else mark
            yield Line(Role.BLANK, start, start)
        elif fence:
            yield Line(Role.TEXT, start, end)
        else:
            yield _line(source, start, end)


def _holds_blank(source: str, last: int, start: int) -> bool:
    gap = source[last:start]
    return len(gap) > 2 or (len(gap) == 2 and gap != "\r\n")


def _fence(text: str) -> str:
    bare = text.lstrip(" \t>")
    if bare[:3] not in ("```", "~~~"):
        return ""
    return bare[: len(bare) - len(bare.lstrip(bare[0]))] if FENCE.match(bare) else ""


def _line(source: str, start: int, end: int) -> Line:
    quote = QUOTED.match(source, start, end)
    inner = quote.end() if quote else start
    text = source[inner:end]
    bare = text.lstrip(" \t\u00a0\ufeff")
    if not bare.strip():
        return Line(Role.BLANK, start, start, quoted=quote is not None)
    indent = len(text) - len(bare)
    return _marked(source, end - len(bare), end, indent, quote is not None)


def _marked(source: str, start: int, end: int, indent: int, quoted: bool) -> Line:
    if source[start] in OPENERS:
        for marked in (_strokes, _heading, _definition, _item):
            line = marked(source, start, end, indent, quoted)
            if line:
                return line
    return Line(Role.TEXT, start, end, quoted=quoted)


def _strokes(source: str, start: int, end: int, indent: int, quoted: bool) -> Line | None:
    signs = set(source[start:end]) - {" ", "\t"}
    if "|" in signs and "-" in signs and signs <= set("|:-"):
        return Line(Role.DIVIDER, start, start, quoted=quoted)
    if len(signs) > 1 or end - start < 3 or not signs <= set("=-*_"):
        return None
    if signs <= set("=-") and " " not in source[start:end].strip():
        return Line(Role.UNDERLINE, start, start, 1 if "=" in signs else 2, quoted)
    return Line(Role.RULE, start, start, quoted=quoted)


def _heading(source: str, start: int, end: int, indent: int, quoted: bool) -> Line | None:
    match = HEADING.match(source, start, end)
    if not match:
        return None
    closing = CLOSING.search(source[max(match.end(), end - 80) : end])
    stop = end - (closing.end() - closing.start()) if closing else end
    return Line(Role.HEADING, match.end(), stop, len(match[1]), quoted)


def _definition(source: str, start: int, end: int, indent: int, quoted: bool) -> Line | None:
    note = FOOTNOTE.match(source, start, end)
    if note:
        return Line(Role.ITEM, note.end(), end, indent, quoted)
    if source[start] == "[" and REFERENCE.match(source, start, end):
        return Line(Role.BLANK, start, start, quoted=quoted)
    return None


def _item(source: str, start: int, end: int, indent: int, quoted: bool) -> Line | None:
    match = ITEM.match(source, start, end)
    return Line(Role.ITEM, match.end(), end, indent, quoted) if match else None
