"""The seen part of HTML -> pieces: paragraphs, headings, list items, quotes and tables."""

import re

from content.importers.html_tables import Table
from content.importers.inline_html import BREAK, Run, inline_markdown
from content.importers.values import Leftover, Piece, Shape

KEPT_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\x00-\x1f]+", re.I)

_EMPHASIS = {
    "em": "em",
    "i": "em",
    "cite": "em",
    "strong": "strong",
    "b": "strong",
    "code": "code",
    "kbd": "code",
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)} | {"summary": 6, "dt": 6}
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "header",
        "hgroup",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "caption",
        "ul",
    ]
) | frozenset(_HEADINGS)


class Builder:
    """Takes tags and text as they come and makes pieces of them."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._runs: list[Run] = []
        self._raw: list[str] = []
        self._line = 0
        self._emphasis: list[tuple[str, str]] = []
        self._address = ""
        self._lists: list[Shape] = []
        self._item_is_new = False
        self._heading = 0
        self._quotes = 0
        self._pre = False
        self._table: Table | None = None

    def open(self, tag: str, attributes: dict[str, str], line: int) -> list[Leftover]:
        """A start tag. Returns what of it cannot be kept: an address, the words for an image."""
        if tag in _BLOCKS:
            self._flush()
            self._open_block(tag)
        elif tag in _EMPHASIS:
            self._emphasis.append((tag, _EMPHASIS[tag]))
        elif tag == "br":
            self._runs.append(Run(BREAK))
        elif tag == "a":
            return self._open_link(attributes.get("href", ""), line)
        elif tag == "img" and attributes.get("alt", "").strip():
            return [
                Leftover(line, attributes["alt"].strip(), "The words for an image, which is not taken over.")
            ]
        return []

    def close(self, tag: str) -> None:
        """An end tag."""
        if tag in _BLOCKS:
            self._flush()
            self._close_block(tag)
        elif tag == "a":
            self._address = ""
        elif tag in _EMPHASIS:
            self._close_emphasis(tag)

    def text(self, data: str, line: int) -> None:
        """Text that a reader sees."""
        if not self._runs:
            self._line = line + data[: len(data) - len(data.lstrip())].count("\n")
        if self._pre and not self._table:
            self._raw.append(data)
            self._runs.append(Run(data))
            return
        emphasis = self._emphasis[-1][1] if self._emphasis else ""
        self._runs.append(Run(data, emphasis, self._address))
        self._raw.append(data)

    def finished(self) -> list[Piece]:
        """All pieces, after the last of the text."""
        self._flush()
        self._end_table()
        return self._pieces

    def _open_link(self, address: str, line: int) -> list[Leftover]:
        self._address = address.strip() if KEPT_ADDRESS.fullmatch(address.strip()) else ""
        if address.strip() and not self._address:
            return [
                Leftover(
                    line, address.strip(), "An address that leads nowhere from here; its words are kept."
                )
            ]
        return []

    def _close_emphasis(self, tag: str) -> None:
        names = [name for name, _ in self._emphasis]
        if tag in names:
            del self._emphasis[len(names) - 1 - names[::-1].index(tag)]

    def _open_block(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        elif tag in ("ul", "ol"):
            self._lists.append(Shape.ITEM if tag == "ul" else Shape.NUMBERED)
        elif tag == "li":
            self._item_is_new = True
        elif tag == "blockquote":
            self._quotes += 1
        elif tag == "pre":
            self._pre = True
        elif tag == "table" and self._table is None:
            self._table = Table()
        elif self._table:
            self._table.open(tag)

    def _close_block(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._heading = 0
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            self._item_is_new = False
        elif tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)
        elif tag == "pre":
            self._pre = False
        elif tag == "table":
            self._end_table()

    def _end_table(self) -> None:
        if self._table and (text := self._table.markdown()):
            self._pieces.append(Piece(self._table.line, Shape.VERBATIM, text, self._table.raw()))
        self._table = None

    def _flush(self) -> None:
        """The text since the last border of a block becomes a piece."""
        raw = re.sub(r"\s+", " ", "".join(self._raw)).strip()
        runs, self._runs, self._raw = self._runs, [], []
        if not raw:
            return
        if self._table:
            self._table.add(self._line, inline_markdown(runs), raw)
        elif self._pre:
            self._pieces.append(
                Piece(self._line, Shape.VERBATIM, _code("".join(run.text for run in runs)), raw)
            )
        else:
            self._place(inline_markdown(runs), raw)

    def _place(self, text: str, raw: str) -> None:
        if self._heading:
            self._pieces.append(
                Piece(self._line, Shape.HEADING, text.replace("  \n", " "), raw, self._heading)
            )
        elif self._lists and self._item_is_new:
            self._item_is_new = False
            self._pieces.append(Piece(self._line, self._lists[-1], text, raw, len(self._lists) - 1))
        elif self._lists and self._pieces:
            self._pieces[-1] = _continued(self._pieces[-1], text, raw)
        elif self._quotes:
            quoted = "> " + text.replace("\n", "\n> ")
            self._pieces.append(Piece(self._line, Shape.VERBATIM, quoted, raw))
        else:
            self._pieces.append(Piece(self._line, Shape.PARAGRAPH, text, raw))


def _continued(item: Piece, text: str, raw: str) -> Piece:
    return Piece(item.line, item.shape, f"{item.text}  \n{text}", f"{item.raw} {raw}", item.level)


def _code(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.strip("\n").split("\n"))
