"""Inline Markdown and HTML undone: what a reader sees of one piece, offsets carried along.

What is not surely markup is read as text, comments and the words in tags included, because the public page
shows them as they were typed: too much read costs a glance, too little a patient.
"""

import html
import re
from collections.abc import Callable

from governance.claims.spans import Spanned, Writer

TOKEN = re.compile(
    r"""\\(?P<escaped>[!-/:-@\[-`{-~])
    |(?P<code>`++)
    |(?P<comment><!--|-->)
    |(?P<auto><(?:https?://[^\s<>]++|[^\s<>@/]++@[^\s<>@]++)>)
    |(?P<tag></?[A-Za-z][A-Za-z0-9]{0,9}(?![^\s/<>])[^<>]*+>)
    |(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)
    |(?P<note>\[\^\w{1,3}\])
    |(?P<open>!?\[)
    |(?P<close>\])
    |(?P<stars>\*++|(?<!\w)_++(?=\S)|(?<=\S)_++(?!\w)|~~)""",
    re.VERBOSE | re.DOTALL,
)
# An address, not words in brackets: with a scheme, a path, a fragment or a dot in it.
ADDRESS = r"(?:<[^<>\s]*+>|(?=[^\s()]*[/.\#])[^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+)"
TARGET = re.compile(
    rf"""\([ \t]*+{ADDRESS}
        (?:[ \t\n]++(?:"[^"]{{0,500}}+"|'[^']{{0,500}}+'|\([^()]{{0,500}}+\)))?+[ \t]*+\)
        |\[\d{{0,3}}\]""",
    re.VERBOSE,
)
TAG_NAMES = frozenset(
    """a abbr b bdi bdo blockquote br button caption center cite code col dd del details dfn div dl dt em figcaption
    figure font footer form h1 h2 h3 h4 h5 h6 header hr i iframe img input ins kbd label li link main mark nav ol
    p picture pre q s samp script section small source span strike strong style sub summary sup svg table tbody
    td tfoot th thead time tr tt u ul var video wbr article aside object embed meta noscript
    """.split()  # noqa: SIM905 - a list of names is read more easily so
)
ATTRIBUTE = re.compile(r"""[\w:-]++\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|[^\s"'>]++)""")
SPECIAL = re.compile(r"[\\`<&\[\]*_~]")
FIRST = re.compile(r"[\\`<&!\[\]*_~-]")  # what a token begins with


def plain(spanned: Spanned) -> Spanned:
    """Return what a reader sees: marks and targets left out, entities and escapes undone."""
    if not SPECIAL.search(spanned.text):
        return spanned
    return _Undoing(spanned).done()


def hides_letters(source: str) -> bool:
    """Tell whether plain letters or digits are written as numbered entities, as nobody needs to."""
    return any(html.unescape(found).isalnum() for found in re.findall(r"&#[xX]?[0-9a-fA-F]{1,7};", source))


class _Undoing:
    """One pass over the tokens of a piece; used by `plain`, then thrown away."""

    def __init__(self, spanned: Spanned) -> None:
        self._text = spanned.text
        self._writer = Writer(spanned)
        self._at = 0
        self._links = _links(spanned.text)
        self._codes = _code_ends(spanned.text)

    def done(self) -> Spanned:
        for spot in FIRST.finditer(self._text):
            match = TOKEN.match(self._text, spot.start()) if spot.start() >= self._at else None
            if match:
                self._at = match.end()
                self._undo(match)
        return self._writer.done()

    def _undo(self, match: re.Match[str]) -> None:
        name, start, end = match.lastgroup or "", match.start(), match.end()
        if name == "code":
            self._code(start, end)
        elif name in ("open", "close"):
            self._bracket(start, end)
        elif name == "stars":
            self._stars(start, end)
        elif name == "auto":
            self._writer.replace(start, start + 1, "")
            self._writer.replace(end - 1, end, "")
        else:
            self._write(start, end, REPLACE[name](match[name]))

    def _write(self, start: int, end: int, new: str) -> None:
        """Replace, keeping the offset of the last character of what is replaced by a part of itself."""
        if new and self._text[end - 1] == new:
            self._writer.replace(start, end - 1, "")
        else:
            self._writer.replace(start, end, new)

    def _code(self, start: int, end: int) -> None:
        """Code is shown as it is written: its inside is copied, its marks are left out."""
        close = self._codes.get(start)
        self._writer.replace(start, end, "")
        if close is not None:
            self._writer.replace(close, close + end - start, "")
            self._at = close + end - start

    def _bracket(self, start: int, end: int) -> None:
        stop = self._links.get(start)
        if stop is not None:
            self._writer.replace(start, max(stop, end), "")
            self._at = max(stop, end)

    def _stars(self, start: int, end: int) -> None:
        before = self._text[start - 1 : start]
        after = self._text[end : end + 1]
        lone = (not before or before.isspace()) and (not after or after.isspace())
        if not lone and not (before.isdigit() and after.isdigit()):
            self._writer.replace(start, end, "")


def _tag(tag: str) -> str:
    """A line break is a space, other tags are nothing; words in a tag are read, as the page shows them."""
    name = tag[1:-1].strip("/").split(None, 1)
    if name[0].lower() not in TAG_NAMES:
        return tag
    if len(name) == 1:
        return " " if name[0].lower() == "br" else ""
    values = [html.unescape(a or b) for a, b in ATTRIBUTE.findall(name[1])]
    words = [ATTRIBUTE.sub(" ", name[1]).strip(" /"), *(value for value in values if " " in value.strip())]
    shown = " ".join(filter(None, words))
    return f" {shown} " if shown else " " * (name[0].lower() == "br")


REPLACE: dict[str, Callable[[str], str]] = {
    "escaped": lambda char: char,
    "comment": lambda comment: " ",
    "tag": _tag,
    "entity": html.unescape,
    "note": lambda note: "",
}


def _links(text: str) -> dict[int, int]:
    """Map the start of each bracket that belongs to a link or image to where its mark ends."""
    found: dict[int, int] = {}
    opened: list[tuple[int, int]] = []
    if "](" not in text and "][" not in text:
        return found
    for match in re.finditer(r"\\.|!?\[|\]", text):
        if match[0].endswith("["):
            opened.append(match.span())
        elif match[0] == "]" and opened:
            start, end = opened.pop()
            target = TARGET.match(text, match.end())
            if target:
                found[start], found[match.start()] = end, target.end()
    return found


def _code_ends(text: str) -> dict[int, int]:
    """Map the start of each run of backticks to the start of the run that closes it."""
    closing: dict[int, int] = {}
    found: dict[int, int] = {}
    for match in reversed(list(re.finditer(r"`++", text))):
        length = match.end() - match.start()
        if length in closing:
            found[match.start()] = closing[length]
        closing[length] = match.start()
    return found
