"""HTML -> pieces. Nothing is fetched, nothing is run; what a reader would not see is left over."""

import re
from html.parser import HTMLParser

from content.importers.html_shapes import Builder
from content.importers.html_tags import BLOCKS, FURNITURE, OPEN_ENDED, UNSEEN, VOID
from content.importers.markdown_reader import IsSection, with_weak_headings
from content.importers.values import ImportRefused, Leftover, Piece

MAX_DEPTH = 250
MAX_PARTS = 50_000
MAX_UNENDED = 100

_HIDING_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])", re.I
)


def pieces_of(source: str, is_section: IsSection) -> tuple[list[Piece], list[Leftover]]:
    """HTML -> its pieces, and what no reader would see. Raises ImportRefused for HTML that is too deep."""
    _refuse_unended(source)
    parser = _Parser()
    try:
        parser.feed(source)
        parser.close()
    except AssertionError:  # how Python's parser refuses a broken `<![…`
        raise ImportRefused(
            f"Line {parser.getpos()[0]} is no HTML that can be read; please mend it."
        ) from None
    return with_weak_headings(parser.builder.finished(), is_section), parser.leftovers()


def _refuse_unended(source: str) -> None:
    """Python's parser looks through the whole rest of the text for the end of each tag and comment."""
    tags = source.count("<", source.rfind(">") + 1)
    comments = source.count("<!--", source.rfind("-->") + 1)
    if max(tags, comments) > MAX_UNENDED:
        raise ImportRefused(
            f"More than {MAX_UNENDED} tags or comments of this HTML have no end; please mend it."
        )


def _why_unseen(tag: str, attributes: dict[str, str]) -> str:
    if tag in UNSEEN:
        return f"This stood in <{tag}>, which is not part of the text."
    if tag in FURNITURE:
        return f"This stood in <{tag}>, the furniture of the page."
    hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
    if hidden or _HIDING_STYLE.search(attributes.get("style", "")):
        return "This was hidden from readers."
    return ""


class _Hidden:
    """An element that is not seen, while it is open."""

    def __init__(self, tag: str, line: int, why: str) -> None:
        self.tag = tag
        self._line = line
        self._why = why
        self._depth = 1
        self._parts: list[str] = []

    def add(self, text: str) -> None:
        """Text in it."""
        self._parts.append(text)

    def open(self, tag: str) -> None:
        """A tag in it; one of its own name has to be closed before it ends."""
        self._space(tag)
        self._depth += tag == self.tag and tag not in OPEN_ENDED

    def is_closed_by(self, tag: str) -> bool:
        """Whether an end tag ends it."""
        self._space(tag)
        self._depth -= tag == self.tag
        return self._depth == 0

    def _space(self, tag: str) -> None:
        if tag in BLOCKS or tag == "br":
            self._parts.append(" ")

    def leftovers(self) -> list[Leftover]:
        """What stood in it."""
        text = re.sub(r"\s+", " ", "".join(self._parts)).strip()
        return [Leftover(self._line, text, self._why)] if text else []


class _Parser(HTMLParser):
    """Parts what is seen, which goes to the builder, from what is not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = Builder()
        self._left: list[Leftover] = []
        self._hidden: _Hidden | None = None
        self._depth = 0
        self._parts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        line = self.getpos()[0]
        self._count()
        self._deepen(tag)
        if self._hidden:
            self._hidden.open(tag)
            self._hidden.add(attributes.get("alt", "") if tag == "img" else "")
        elif (why := _why_unseen(tag, attributes)) and tag not in VOID:
            self._hidden = _Hidden(tag, line, why)
        else:
            self._left += self.builder.open(tag, attributes, line)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # HTML knows no `<div/>`: only void elements end where they start.
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID | OPEN_ENDED:
            self._depth = max(0, self._depth - 1)
        if not self._hidden:
            self.builder.close(tag)
        elif self._hidden.is_closed_by(tag):
            self._show()

    def handle_data(self, data: str) -> None:
        self._count()
        if self._hidden:
            self._hidden.add(data)
        else:
            self.builder.text(data, self.getpos()[0])

    def handle_comment(self, data: str) -> None:
        if data.strip():
            self._left.append(Leftover(self.getpos()[0], data.strip(), "A comment, which no reader sees."))

    def unknown_decl(self, data: str) -> None:
        self.handle_comment(data)

    def close(self) -> None:
        """The end of the file. Python's parser forgets a script that nothing ends; here it is left over."""
        super().close()
        if rest := self.rawdata:
            self.rawdata = ""
            self.handle_data(rest)

    def leftovers(self) -> list[Leftover]:
        """What was not seen, after the whole file has been read."""
        self._show()
        return self._left

    def _show(self) -> None:
        self._left += self._hidden.leftovers() if self._hidden else []
        self._hidden = None

    def _count(self) -> None:
        """Counts tags and stretches of text."""
        self._parts += 1
        if self._parts > MAX_PARTS:
            line = self.getpos()[0]
            raise ImportRefused(
                f"By line {line} this HTML has more than {MAX_PARTS:,} parts; please simplify it."
            )

    def _deepen(self, tag: str) -> None:
        self._depth += tag not in VOID | OPEN_ENDED
        if self._depth > MAX_DEPTH:
            line = self.getpos()[0]
            raise ImportRefused(
                f"Line {line} stands more than {MAX_DEPTH} tags deep; please simplify the HTML."
            )
