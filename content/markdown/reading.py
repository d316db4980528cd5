"""Clean HTML -> the text as it is read, for mails, meta descriptions and search."""

import re
from html.parser import HTMLParser

_PARAGRAPHS = frozenset(["blockquote", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul"])
_LINES = frozenset(["br", "hr", "li", "tr"])
_CELLS = frozenset({"td", "th"})
# Control characters, which no clean HTML has.
_PARAGRAPH_BREAK, _LINE_BREAK = "\x1e", "\x1f"
_BREAKS = re.compile(r"[ \n]*[\x1e\x1f][ \n\x1e\x1f]*")


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
            self.parts.append(_PARAGRAPH_BREAK)
        elif tag in _LINES:
            self.parts.append(_LINE_BREAK)
        elif tag in _CELLS:
            self.parts.append(" ")


def text_of(html: str) -> str:
    """The words of clean HTML: a blank line between paragraphs, list items and rows on lines."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = re.sub(r" {2,}", " ", "".join(reader.parts))
    return _BREAKS.sub(lambda found: "\n\n" if _PARAGRAPH_BREAK in found[0] else "\n", text).strip()
