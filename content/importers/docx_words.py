"""One paragraph of Word: what its readers see, as inline HTML, and what they do not see or not yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from xml.etree.ElementTree import Element

from content.importers.docx_styles import WORD, Styles, is_on, value

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
HIDDEN = "This was hidden from readers."
STRUCK = "This was struck through; it is not in the text."
DELETED = "A tracked change of {}: taken out; it is not in the text."
INSERTED = "A tracked change of {}: put in, and not yet accepted; it is in the text."
BOX = "This stood in a box beside the text."
FIELD = "A field's own code, which no reader sees."
PICTURE = "What a picture is said to show; the picture itself is not taken over."
_SIGNS = {"tab": " ", "br": "<br>", "cr": "<br>", "noBreakHyphen": "-", "ptab": " "}
# Word writes the same box twice, once for older programs.
_PASSED = frozenset(
    {"Fallback", "pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr", "sdtPr", "softHyphen", "annotationRef"}
)
_TINY = 4  # half points


@dataclass(slots=True)
class Words:
    """What is found of a paragraph: its HTML so far, and what is left over, each with why."""

    styles: Styles
    links: Mapping[str, str]
    html: list[str] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    def read(self, element: Element) -> None:
        """Reads what stands in an element."""
        for child in element:
            self._child(child, child.tag.rpartition("}")[2])

    def _child(self, child: Element, name: str) -> None:
        if name in _PASSED:
            return
        if name == "r":
            self._run(child)
        elif name in ("del", "moveFrom"):
            self._leave(plain(child), DELETED.format(_who(child)))
        elif name in ("ins", "moveTo"):
            self._leave(plain(child), INSERTED.format(_who(child)))
            self.read(child)
        elif name == "hyperlink":
            self._link(child)
        elif name == "txbxContent":
            self.boxes.append(child)
        elif name == "p":  # in a cell
            self.read(child)
            self.html.append(" ")
        elif child.tag.startswith(WORD) or len(child):
            self.read(child)
        elif child.text and child.text.strip():  # a formula's letters
            self.html.append(escape(child.text))

    def _run(self, run: Element) -> None:
        looks = run.find(f"{WORD}rPr")
        why = _why_unseen(looks, self.styles)
        if why:
            self._leave(plain(run), why)
            self._boxes_of(run)
            return
        before, after = _marks(looks)
        text = "".join(self._sign(item) for item in run)
        self.html.append(f"{before}{text}{after}" if text.strip() and "<br>" not in text else text)

    def _sign(self, item: Element) -> str:
        name = item.tag.rpartition("}")[2]
        if name in ("t", "delText"):
            return escape(item.text or "")
        if name == "sym":
            return escape(_symbol(item))
        if name == "instrText":
            self._leave(item.text or "", FIELD)
        elif name not in _PASSED and name not in _SIGNS:
            self._drawn(item)
        return _SIGNS.get(name, "")

    def _drawn(self, item: Element) -> None:
        """Pictures and boxes."""
        for shown in item.iter():
            if shown.tag.endswith("}docPr") and (shown.get("descr") or shown.get("title")):
                self._leave(shown.get("descr") or shown.get("title") or "", PICTURE)
        self._boxes_of(item)

    def _boxes_of(self, element: Element) -> None:
        if element.tag.endswith("}Fallback"):
            return
        for child in element:
            if child.tag == f"{WORD}txbxContent":
                self.boxes.append(child)
            else:
                self._boxes_of(child)

    def _link(self, link: Element) -> None:
        target = self.links.get(link.get(RELATION, ""), "")
        is_safe = target.casefold().startswith(("https://", "http://", "mailto:"))
        if target and not is_safe:
            self._leave(target, "Where a link led; only links to the web are taken over.")
        self.html.append(f'<a href="{escape(target)}">' if is_safe else "")
        self.read(link)
        self.html.append("</a>" if is_safe else "")

    def _leave(self, text: str, why: str) -> None:
        if text.strip():
            self.left.append((" ".join(text.split()), why))


def plain(element: Element) -> str:
    """All text in an element, with blanks between its paragraphs and where a sign stands; boxes are read apart."""
    name = element.tag.rpartition("}")[2]
    if name in ("t", "delText"):
        return element.text or ""
    if name in ("Fallback", "txbxContent", "instrText"):
        return ""
    return "".join(plain(child) for child in element) + (" " if name in ("p", *_SIGNS) else "")


def _who(change: Element) -> str:
    day = change.get(f"{WORD}date", "")[:10]
    return (change.get(f"{WORD}author", "").strip()[:80] or "somebody") + (f" on {day}" if day else "")


def _why_unseen(looks: Element | None, styles: Styles) -> str:
    if looks is None:
        return ""
    size, colour = value(looks.find(f"{WORD}sz")), value(looks.find(f"{WORD}color")).upper()
    is_tiny = size.isdigit() and int(size) <= _TINY
    vanishes = is_on(looks.find(f"{WORD}vanish")) or is_on(looks.find(f"{WORD}webHidden"))
    if vanishes or is_tiny or colour == "FFFFFF" or value(looks.find(f"{WORD}rStyle")) in styles.hidden:
        return HIDDEN
    return STRUCK if is_on(looks.find(f"{WORD}strike")) or is_on(looks.find(f"{WORD}dstrike")) else ""


def _marks(looks: Element | None) -> tuple[str, str]:
    if looks is None:
        return "", ""
    if is_on(looks.find(f"{WORD}b")):
        return "<strong>", "</strong>"
    return ("<em>", "</em>") if is_on(looks.find(f"{WORD}i")) else ("", "")


def _symbol(item: Element) -> str:
    code = item.get(f"{WORD}char", "")
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    # Letters of symbol fonts stand in the private area: what they look like is not known.
    return "□" if 0xE000 <= number <= 0xF8FF or number > 0x10FFFF or number < 0x20 else chr(number)
