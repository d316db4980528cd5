"""The one flavour of Markdown that is written here: what Python-Markdown may do, and what it may not.

Nothing a writer types disappears: raw HTML, template tags, links of schemes that are not allowed and
reference definitions are ordinary text, an image is its alternative text. So the words that a claim
is looked for in are the words that the public sees.
"""

import html
import re
import xml.etree.ElementTree as etree
from html.entities import html5

import markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import (
    AutolinkInlineProcessor,
    AutomailInlineProcessor,
    ImageInlineProcessor,
    InlineProcessor,
    LinkInlineProcessor,
)
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, AtomicString

_ADDRESS_CHARACTER = r"""[^\s<>"'\x00-\x1f]"""
ALLOWED_ADDRESS = re.compile(
    rf"(?:https?://|mailto:){_ADDRESS_CHARACTER}+|/(?![/\\]){_ADDRESS_CHARACTER}*|#[\w-]+", re.I
)
OUTLINE_DEPTH = 2

_UNUSED_INLINE = ("reference", "image_reference", "short_reference", "short_image_ref", "html")
_BLOCKS = ("indent", "code", "table", "hashheader", "setextheader", "hr", "olist", "ulist", "quote")
_Match = tuple[etree.Element | str | None, int | None, int | None]
_NO_MATCH: _Match = (None, None, None)


def is_allowed(address: str) -> bool:
    """Whether a link may lead there: http, https, mailto, or a path or fragment of this site."""
    return ALLOWED_ADDRESS.fullmatch(address) is not None


class _Link(LinkInlineProcessor):
    """A link with an allowed address; any other stays as it was typed."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:
        element, start, end = super().handleMatch(m, data)
        if element is None or not is_allowed(element.get("href", "")):
            return _NO_MATCH
        element.attrib.pop("title", None)
        return element, start, end


class _Autolink(AutolinkInlineProcessor):
    """`<https://…>`; with any other scheme it stays as it was typed."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:
        return super().handleMatch(m, data) if is_allowed(self.unescape(m.group(1))) else _NO_MATCH


class _Automail(AutomailInlineProcessor):
    """`<someone@example.org>` as a plain mail link, without the library's disguise of its letters."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:
        address = self.unescape(m.group(1)).removeprefix("mailto:")
        if not is_allowed(f"mailto:{address}"):
            return _NO_MATCH
        element = etree.Element("a", {"href": f"mailto:{address}"})
        element.text = AtomicString(address)
        return element, m.start(0), m.end(0)


class _Image(ImageInlineProcessor):
    """An image is its alternative text: a page loads nothing from elsewhere."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:
        element, start, end = super().handleMatch(m, data)
        return (None, None, None) if element is None else (element.get("alt", ""), start, end)


class _Entity(InlineProcessor):
    """`&copy;` as the character itself; what names no character stays as it was typed."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:
        entity = m.group(1)
        known = entity[1] == "#" or entity[1:] in html5
        return _as_typed(html.unescape(entity) if known else entity), m.start(0), m.end(0)


class _Ampersand(InlineProcessor):
    """`\\&` as an ampersand, whatever comes after it."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:
        return _as_typed("&"), m.start(0), m.end(0)


def _as_typed(text: str) -> str:
    """Text whose ampersands begin no entity, not even together with what follows."""
    return text.replace("&", f"{AMP_SUBSTITUTE}amp;")


class _Outline(Treeprocessor):
    """Pushes headings down below those of the page: an author's `#` is an h3."""

    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            if re.fullmatch("h[1-6]", str(element.tag)):
                element.tag = f"h{min(6, int(element.tag[1]) + OUTLINE_DEPTH)}"


class _Flavour(Extension):
    """Takes away what is not wanted and puts the careful processors in place."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "<"]
        md.preprocessors.deregister("html_block")
        md.parser.blockprocessors.deregister("reference")
        for name in _UNUSED_INLINE:
            md.inlinePatterns.deregister(name)
        md.inlinePatterns.register(_Ampersand(r"\\&", md), "ampersand", 185)
        md.inlinePatterns.register(_Link(r"(?<!\!)\[", md), "link", 160)
        md.inlinePatterns.register(_Image(r"\!\[", md), "image_link", 150)
        md.inlinePatterns.register(_Autolink(r"<([A-Za-z][A-Za-z0-9+.-]*://[^<>\s]*)>", md), "autolink", 120)
        md.inlinePatterns.register(_Automail(r"<([^<>\s@!]+@[^<>\s@]+)>", md), "automail", 110)
        md.inlinePatterns.register(
            _Entity(r"(&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z0-9]+);)", md), "entity", 80
        )
        md.treeprocessors.register(_Outline(md), "outline", 15)


class _InlineOnly(Extension):
    """No block but the paragraph."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        for name in _BLOCKS:
            md.parser.blockprocessors.deregister(name)


def to_html(source: str) -> str:
    """Markdown with blocks -> HTML that still has to be cleaned."""
    return markdown.Markdown(extensions=["tables", "sane_lists", _Flavour()]).convert(source)


def to_inline_html(source: str) -> str:
    """Markdown of one line, inline marks only -> HTML that still has to be cleaned."""
    blocks = markdown.Markdown(extensions=["tables", "sane_lists", _Flavour(), _InlineOnly()])
    return blocks.convert(source)
