"""HTML -> pieces. Nothing is fetched, nothing is run; what a reader would not see is left over."""

import re
from html.parser import HTMLParser

from content.importers.html_shapes import Builder
from content.importers.values import ImportRefused, Leftover, Piece

MAX_DEPTH = 250
MAX_TAGS = 200_000

_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
# Their end tags may be left out, so that their depth cannot be counted.
_OPEN_ENDED = frozenset(
    [
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "option",
        "optgroup",
        "colgroup",
        "html",
        "head",
        "body",
    ]
)
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "svg",
        "math",
        "object",
        "canvas",
        "video",
        "audio",
        "title",
        "select",
        "textarea",
        "button",
        "dialog",
        "datalist",
        "map",
    ]
)
_FURNITURE = frozenset({"nav", "footer", "form"})
_HIDING_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])", re.I
)

Attributes = dict[str, str]


def pieces_of(source: str) -> tuple[list[Piece], list[Leftover]]:
    """HTML -> its pieces, and what no reader would see. Raises ImportRefused for HTML that is too deep."""
    parser = _Parser()
    parser.feed(source)
    parser.close()
    return parser.builder.finished(), parser.leftovers()


def _why_unseen(tag: str, attributes: Attributes) -> str:
    if tag in _UNSEEN:
        return f"This stood in <{tag}>, which is not part of the text."
    if tag in _FURNITURE:
        return f"This stood in <{tag}>, the furniture of the page."
    hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
    if hidden or _HIDING_STYLE.search(attributes.get("style", "")):
        return "This was hidden from readers."
    return ""


class _Parser(HTMLParser):
    """Parts what is seen, which goes to the builder, from what is not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = Builder()
        self._left: list[Leftover] = []
        self._depth = 0
        self._tags = 0
        # The hidden element that is open, how many of its name are, why, and what stands in it.
        self._hidden = ""
        self._hidden_depth = 0
        self._why = ""
        self._hidden_line = 0
        self._hidden_text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self._count(tag)
        if self._hidden:
            self._open_in_hidden(tag)
        elif why := _why_unseen(tag, attributes):
            self._hide(tag, why)
        else:
            self._left += self.builder.open(tag, attributes, self.getpos()[0])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # HTML knows no `<div/>`: only void elements end where they start.
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID | _OPEN_ENDED:
            self._depth = max(0, self._depth - 1)
        if not self._hidden:
            self.builder.close(tag)
        elif tag == self._hidden:
            self._hidden_depth -= 1
            if not self._hidden_depth:
                self._show()

    def handle_data(self, data: str) -> None:
        if self._hidden:
            self._hidden_text.append(data)
        else:
            self.builder.text(data, self.getpos()[0])

    def handle_comment(self, data: str) -> None:
        if data.strip():
            self._left.append(Leftover(self.getpos()[0], data.strip(), "A comment, which no reader sees."))

    def unknown_decl(self, data: str) -> None:
        self.handle_comment(data)

    def leftovers(self) -> list[Leftover]:
        """What was not seen, after the whole file has been read."""
        if self._hidden:
            self._show()
        return self._left

    def _count(self, tag: str) -> None:
        self._tags += 1
        if tag not in _VOID | _OPEN_ENDED:
            self._depth += 1
        if self._depth > MAX_DEPTH or self._tags > MAX_TAGS:
            line = self.getpos()[0]
            raise ImportRefused(
                f"Line {line} goes beyond {MAX_DEPTH} nested or {MAX_TAGS:,} tags; please simplify the HTML."
            )

    def _open_in_hidden(self, tag: str) -> None:
        self._hidden_text.append(" ")
        if tag == self._hidden and tag not in _OPEN_ENDED:
            self._hidden_depth += 1

    def _hide(self, tag: str, why: str) -> None:
        if tag not in _VOID:
            self._hidden, self._hidden_depth, self._why = tag, 1, why
            self._hidden_line = self.getpos()[0]

    def _show(self) -> None:
        text = re.sub(r"\s+", " ", "".join(self._hidden_text)).strip()
        if text:
            self._left.append(Leftover(self._hidden_line, text, self._why))
        self._hidden, self._hidden_text = "", []
