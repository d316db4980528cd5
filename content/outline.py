"""Headings inside prose, at the level that the page round them asks for."""

import re

from django.utils.safestring import SafeString, mark_safe

_HEADING = re.compile(r"<(/?)h([1-6])>")
_LOWEST = 6


def below(html: SafeString, level: int) -> SafeString:
    """Clean HTML with its headings under one of that level, without a gap.

    A writer picks `#` or `##` by its size; a reader who hears the page needs the order. So the first heading is
    one below `level`, and each of the others at most one below the heading that it stands under.
    """
    outer: list[int] = []  # the writer's levels of the headings that are open, the widest first

    def renumbered(tag: re.Match[str]) -> str:
        if not tag[1]:
            _open(outer, int(tag[2]))
        return f"<{tag[1]}h{min(_LOWEST, level + len(outer))}>"

    return mark_safe(_HEADING.sub(renumbered, html))  # noqa: S308 - only the numbers of tags have changed


def _open(outer: list[int], written: int) -> None:
    while outer and outer[-1] >= written:
        outer.pop()
    outer.append(written)
