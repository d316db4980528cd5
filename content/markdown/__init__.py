"""Markdown as it is written here -> HTML that is safe to show, with claims marked in it.

`check` before keeping a text, `render` and `render_inline` to show it, `plain` to read it out.
"""

from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe

from content.markdown.clean import clean, printable
from content.markdown.flavour import to_html, to_inline_html
from content.markdown.limits import MarkdownTooComplex, check
from content.markdown.marks import Mark, Verdict
from content.markdown.placing import Render, place
from content.markdown.reading import text_of
from content.markdown.wrapping import wrap

__all__ = ["Mark", "MarkdownTooComplex", "Verdict", "check", "plain", "render", "render_inline"]


def render(source: str, marks: Sequence[Mark] = ()) -> SafeString:
    """Markdown -> safe HTML, with the marks in it. Raises MarkdownTooComplex where `check` would."""
    return _rendered(source, marks, lambda text: clean(to_html(text)))


def render_inline(source: str, marks: Sequence[Mark] = ()) -> SafeString:
    """Markdown of a title, a name or a list point -> safe HTML without any block tag."""
    return _rendered(source, marks, lambda text: clean(to_inline_html(text), inline=True))


def plain(source: str) -> str:
    """Markdown -> the text as it is read, without any mark-up."""
    return text_of(render(source))


def _rendered(source: str, marks: Sequence[Mark], to_clean_html: Render) -> SafeString:
    check(source)
    text = printable(source)
    html = to_clean_html(text)
    if marks:
        html = wrap(html, place(text, html, marks, to_clean_html))
    return mark_safe(html)  # noqa: S308 - the sanitiser's output, and marks of numbers and closed words
