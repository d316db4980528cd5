"""Fills the slots of a page: what depends on which other pages are live at the moment of reading.

The public site and the preview of a draft use the same.
"""

import re
from collections.abc import Mapping, Sequence

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from governance.models import Publication

SLOT = re.compile(r"<!--imprimatur:([a-z-]+)-->")
HEADING = re.compile(r"<(/?)h([1-6])>")
# These follow the text of a kind that leaves no slot for them.
FOLLOWING = ("shown", "links")


def text_of(html: str, *, shown: Sequence[Publication], linked: Sequence[Publication]) -> SafeString:
    """The HTML of a page, its slots filled with the questions and links that are live."""
    parts = {
        "shown-entry": _part("shown_entry", shown=shown),
        "shown": _part("shown", shown=[_whole(item) for item in shown]),
        "links": _part("links", linked=linked),
    }
    return filled(html, parts)


def filled(html: str, parts: Mapping[str, str]) -> SafeString:
    """HTML with each slot replaced by the part of that name, by nothing where there is none."""
    left_open = set(SLOT.findall(html))
    inside = SLOT.sub(lambda slot: parts.get(slot[1], ""), html)
    after = "".join(parts.get(name, "") for name in FOLLOWING if name not in left_open)
    return mark_safe(inside + after)  # noqa: S308 - frozen at publishing by our templates, after the sanitiser


def _part(name: str, **rows: Sequence[object]) -> str:
    return render_to_string(f"public/{name}.html", rows) if any(rows.values()) else ""


def _whole(publication: Publication) -> dict[str, object]:
    # Its own page has its headings right below the title; here they stand below the question.
    deeper = HEADING.sub(lambda tag: f"<{tag[1]}h{min(6, int(tag[2]) + 1)}>", publication.html)
    return {"publication": publication, "text": filled(deeper, {})}
