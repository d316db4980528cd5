"""The seen part of HTML -> pieces: paragraphs, headings, list items, quotes and tables."""

import re

from content.importers.html_tables import Table
from content.importers.html_tags import BLOCKS, EMPHASIS, HEADINGS
from content.importers.inline_html import BREAK, Run, inline_markdown, raw_text
from content.importers.values import Leftover, Piece, Shape

KEPT_ADDRESS = re.compile(r"""(?:https?://|mailto:)[^\s<>"'\\\x00-\x1f]+""", re.I)

_LISTS = {"ul": Shape.ITEM, "ol": Shape.NUMBERED}
_ITEMS = (Shape.ITEM, Shape.NUMBERED)


class Builder:
    """Takes tags and text as they come and makes pieces of them."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._runs: list[Run] = []
        self._line = 0
        self._emphasis: list[str] = []
        self._address = ""
        self._lists: list[Shape] = []
        self._item_is_new = False
        self._heading = 0
        self._quotes = 0
        self._pre = False
        self._table: Table | None = None

    def open(self, tag: str, attributes: dict[str, str], line: int) -> list[Leftover]:
        """A start tag. Returns what of it cannot be kept: an address, the words for an image."""
        if tag in BLOCKS:
            self._flush()
            self._open_block(tag)
        elif tag in EMPHASIS:
            self._emphasis.append(tag)
        elif tag == "br":
            self._break_line()
        elif tag == "a":
            return self._open_link(attributes.get("href", "").strip(), line)
        elif tag == "img" and attributes.get("alt", "").strip():
            return [
                Leftover(line, attributes["alt"].strip(), "The words for an image, which is not taken over.")
            ]
        return []

    def close(self, tag: str) -> None:
        """An end tag."""
        if tag in BLOCKS:
            self._flush()
            self._close_block(tag)
        elif tag == "a":
            self._address = ""
        elif tag in self._emphasis:
            self._emphasis.reverse()
            self._emphasis.remove(tag)
            self._emphasis.reverse()

    def text(self, data: str, line: int) -> None:
        """Text that a reader sees."""
        if not any(run.text.strip() for run in self._runs):
            self._line = line + data[: len(data) - len(data.lstrip())].count("\n")
        emphasis = EMPHASIS[self._emphasis[-1]] if self._emphasis else ""
        # A line feed alone would be taken for a forced break.
        text = data if self._pre or data != BREAK else " "
        self._runs.append(Run(text, emphasis, self._address))

    def finished(self) -> list[Piece]:
        """All pieces, after the last of the text."""
        self._flush()
        self._end_table()
        return self._pieces

    def _break_line(self) -> None:
        """One break is a line's end; two are a paragraph's."""
        if self._runs and self._runs[-1].text == BREAK:
            self._flush()
        else:
            self._runs.append(Run(BREAK))

    def _open_link(self, address: str, line: int) -> list[Leftover]:
        self._address = address if KEPT_ADDRESS.fullmatch(address) else ""
        if not address or self._address:
            return []
        return [Leftover(line, address, "An address that leads nowhere from here; its words are kept.")]

    def _open_block(self, tag: str) -> None:
        if tag in HEADINGS:
            self._heading = HEADINGS[tag]
        elif tag in _LISTS:
            self._lists.append(_LISTS[tag])
        elif tag == "table":
            self._table = self._table or Table()
        elif self._table:
            self._table.open(tag)
        self._item_is_new |= tag == "li"
        self._quotes += tag == "blockquote"
        self._pre |= tag == "pre"

    def _close_block(self, tag: str) -> None:
        if tag in HEADINGS:
            self._heading = 0
        elif tag in _LISTS:
            del self._lists[-1:]
            self._item_is_new = False
        elif tag == "table":
            self._end_table()
        self._quotes = max(0, self._quotes - (tag == "blockquote"))
        self._pre &= tag != "pre"

    def _end_table(self) -> None:
        if self._table and (text := self._table.markdown()):
            self._pieces.append(Piece(self._table.line, Shape.VERBATIM, text, self._table.raw()))
        self._table = None

    def _flush(self) -> None:
        """The text since the last border of a block becomes a piece."""
        runs, self._runs = self._runs, []
        raw = raw_text(runs)
        if not raw:
            return
        if self._table:
            self._table.add(self._line, inline_markdown(runs), raw)
        elif self._pre:
            code = _code("".join(run.text for run in runs))
            self._pieces.append(Piece(self._line, Shape.VERBATIM, code, raw))
        else:
            self._place(inline_markdown(runs), raw)

    def _place(self, text: str, raw: str) -> None:
        if self._heading:
            self._pieces.append(
                Piece(self._line, Shape.HEADING, text.replace(BREAK, " "), raw, self._heading)
            )
        elif self._lists and self._item_is_new:
            self._item_is_new = False
            self._pieces.append(Piece(self._line, self._lists[-1], text, raw, len(self._lists) - 1))
        elif self._lists and self._pieces and self._pieces[-1].shape in _ITEMS:
            self._pieces[-1] = _continued(self._pieces[-1], text, raw)
        elif self._quotes:
            self._pieces.append(Piece(self._line, Shape.VERBATIM, "> " + text.replace(BREAK, "\n> "), raw))
        else:
            self._pieces.append(Piece(self._line, Shape.PARAGRAPH, text, raw))


def _continued(item: Piece, text: str, raw: str) -> Piece:
    return Piece(item.line, item.shape, f"{item.text}\n{text}", f"{item.raw} {raw}", item.level)


def _code(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.strip("\n").split("\n"))
