"""Files of Word -> pieces, by way of HTML. Nothing is fetched, nothing is run, and no word is lost.

Every paragraph becomes one line of HTML, so that a leftover's line is the number of its paragraph.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from content.importers import html_reader
from content.importers.docx_package import BODY, Package, opened
from content.importers.docx_styles import WORD, Styles, styles_of, value
from content.importers.docx_words import BOX, Words, plain
from content.importers.markdown_reader import IsSection
from content.importers.values import ImportRefused, Leftover, Piece
from content.texts import UNSHOWABLE

BESIDE = {
    "header": "This stood in the head of each sheet.",
    "footer": "This stood at the foot of each sheet.",
    "footnotes": "A footnote; where it belongs in the text, write it there.",
    "endnotes": "An endnote; where it belongs in the text, write it there.",
}
_HOLDERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "txbxContent"})


def pieces_of(data: bytes, is_section: IsSection) -> tuple[list[Piece], list[Leftover]]:
    """A file's bytes -> its pieces, and what no reader would see of it. Raises ImportRefused."""
    package = opened(data)
    reader = _Reader(package, styles_of(package))
    html = "\n".join(reader.lines())
    if not html.strip() and not reader.left:
        raise ImportRefused("This file is empty.")
    pieces, hidden = html_reader.pieces_of(UNSHOWABLE.sub("", html), is_section)
    return pieces, [*hidden, *reader.left, *_beside(package)]


class _Reader:
    """Goes through the body once, from its beginning to its end."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self.left: list[Leftover] = []
        self._package = package
        self._styles = styles
        self._line = 0
        self._lists: list[str] = []

    def lines(self) -> Iterator[str]:
        """The body as lines of HTML."""
        body = self._package.parts[BODY].find(f"{WORD}body")
        if body is not None:
            yield from self._blocks(body)
        yield "".join(self._closed(0))

    def _blocks(self, parent: Element) -> Iterator[str]:
        for child in parent:
            name = child.tag.rpartition("}")[2]
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield self._counted("".join(self._closed(0)) + self._table(child))
            elif name in _HOLDERS:
                yield from self._blocks(child)
            elif name in ("del", "moveFrom"):
                self._leave(plain(child), "A tracked change: taken out; it is not in the text.")

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        words = self._words(paragraph)
        text, looks = "".join(words.html).strip(), paragraph.find(f"{WORD}pPr")
        level, item = self._level(looks), self._item(looks)
        if item and text:
            yield self._counted("".join(self._opened(*item)) + f"<li>{text}")
        else:
            around = f"h{level}" if level else "p"
            yield self._counted("".join(self._closed(0)) + (f"<{around}>{text}</{around}>" if text else ""))
        self._keep(words)

    def _words(self, element: Element) -> Words:
        words = Words(self._styles, self._package.links)
        words.read(element)
        return words

    def _keep(self, words: Words) -> None:
        """What of a paragraph is not in the text; boxes are read like paragraphs, and stand beside it."""
        for text, why in words.left:
            self._leave(text, why)
        for box in words.boxes:
            self._leave(plain(_unboxed(box)), BOX)

    def _table(self, table: Element) -> str:
        rows = []
        for row in _held(table, "tr"):
            cells = [self._words(cell) for cell in _held(row, "tc")]
            for words in cells:
                self._keep(words)
            rows.append("".join(f"<td>{''.join(words.html).strip()}</td>" for words in cells))
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"

    def _level(self, looks: Element | None) -> int:
        if looks is None:
            return 0
        outline = value(looks.find(f"{WORD}outlineLvl"))
        styled = self._styles.levels.get(value(looks.find(f"{WORD}pStyle")), 0)
        return styled or (int(outline) + 1 if outline in ("0", "1", "2", "3", "4", "5") else 0)

    def _item(self, looks: Element | None) -> tuple[int, str] | None:
        """The depth and the tag of a list item, None for what is none."""
        numbers = looks.find(f"{WORD}numPr") if looks is not None else None
        if numbers is None or value(numbers.find(f"{WORD}numId")) in ("", "0") or self._level(looks):
            return None
        number, depth = value(numbers.find(f"{WORD}numId")), value(numbers.find(f"{WORD}ilvl")) or "0"
        tag = "ol" if (number, depth) in self._styles.numbered else "ul"
        return (int(depth) if depth in "012345678" else 0), tag

    def _opened(self, depth: int, tag: str) -> Iterator[str]:
        yield from self._closed(depth + 1)
        if len(self._lists) == depth + 1 and self._lists[-1] != tag:
            yield from self._closed(depth)
        while len(self._lists) <= depth:
            self._lists.append(tag)
            yield f"<{tag}>"

    def _closed(self, depth: int) -> Iterator[str]:
        while len(self._lists) > depth:
            yield f"</{self._lists.pop()}>"

    def _counted(self, html: str) -> str:
        self._line += 1
        return html.replace("\n", " ")

    def _leave(self, text: str, why: str) -> None:
        text = " ".join(UNSHOWABLE.sub("�", text).split())
        if text:
            self.left.append(Leftover(max(self._line, 1), text, why))


def _held(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row; those of a table inside a cell are that cell's."""
    for child in parent:
        found = child.tag.rpartition("}")[2]
        if found == name:
            yield child
        elif found in _HOLDERS:
            yield from _held(child, name)


def _unboxed(box: Element) -> Element:
    """The box as an element that is read whole."""
    held = Element("held")
    held.extend(box)
    return held


def _beside(package: Package) -> Iterator[Leftover]:
    """What stands outside the body: comments, notes, heads and feet, and what was not read at all."""
    for name, root in package.parts.items():
        part = name.removeprefix("word/").removesuffix(".xml").rstrip("0123456789")
        if part == "comments":
            yield from (_comment(item) for item in root if plain(item).strip())
        elif part in BESIDE:
            texts = (
                (" ".join(plain(item).split()) for item in root) if part.endswith("notes") else [plain(root)]
            )
            yield from (Leftover(1, " ".join(text.split()), BESIDE[part]) for text in texts if text.strip())
    for name in package.others:
        yield Leftover(1, name, "A picture or a file inside this one, which is not taken over.")


def _comment(item: Element) -> Leftover:
    who = item.get(f"{WORD}author", "").strip()[:80] or "somebody"
    return Leftover(1, " ".join(plain(item).split()), f"A comment of {who}; readers do not see it.")
