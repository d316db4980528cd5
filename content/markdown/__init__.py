"""Markdown as it is written here -> HTML that is safe to show, with claims marked in it.

`check` before keeping a text, `render` and `render_inline` to show it, `plain` to read it out.
"""

from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe

from content.markdown.clean import clean, printable
from content.markdown.flavour import to_html, to_inline_html
from content.markdown.limits import MarkdownTooComplex, check
from content.markdown.reading import text_of

__all__ = ["MarkdownTooComplex", "check", "plain", "render", "render_inline"]


def render(source: str) -> SafeString:
    """Markdown -> safe HTML. Raises MarkdownTooComplex where `check` would."""
    check(source)
    return mark_safe(clean(to_html(printable(source))))  # noqa: S308 - cleaned by nh3 just here


def render_inline(source: str) -> SafeString:
    """Markdown of a title, a name or a list point -> safe HTML without any block tag."""
    check(source)
    return mark_safe(clean(to_inline_html(printable(source)), inline=True))  # noqa: S308


def plain(source: str) -> str:
    """Markdown -> the text as it is read, without any mark-up."""
    return text_of(render(source))
