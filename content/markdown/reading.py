"""Clean HTML -> the text as it is read, for mails, meta descriptions and search."""

import re
from html.parser import HTMLParser

_PARAGRAPHS = frozenset(["blockquote", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul"])
_LINES = frozenset(["br", "hr", "li", "tr"])
_CELLS = frozenset({"td", "th"})


class _Reader(HTMLParser):
    """Collects text, with a break of the right size at the border of each element."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._pre += tag == "pre"
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._pre -= tag == "pre"
        self._break(tag)

    def handle_data(self, data: str) -> None:
        self.parts.append(data if self._pre else re.sub(r"\s+", " ", data))

    def _break(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self.parts.append("\n\n")
        elif tag in _LINES:
            self.parts.append("\n")
        elif tag in _CELLS:
            self.parts.append(" ")


def text_of(html: str) -> str:
    """The words of clean HTML: a blank line between paragraphs, list items and rows on lines."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(reader.parts))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" {2,}", " ", text)).strip()
