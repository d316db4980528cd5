"""A public text as the page that the public sees: its contents list and its article.

The same function makes the preview, the review screen (with marks round the claims) and the publication.
What depends on other pages (which FAQs are published, which related pages) is left open in slots, which the
public site fills at the moment of reading.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.template.loader import render_to_string

from content.markdown import Mark, render_inline
from content.markdown import render as render_markdown
from content.outline import below
from content.sections import Layout, PublicText, Row, Section

# Comments cannot come from an author: the sanitiser removes them.
SLOT_SHOWN = "<!--imprimatur:shown-->"
SLOT_SHOWN_ENTRY = "<!--imprimatur:shown-entry-->"
SLOT_LINKS = "<!--imprimatur:links-->"
SLOTS = {"shown": SLOT_SHOWN, "shown_entry": SLOT_SHOWN_ENTRY, "links": SLOT_LINKS}

Marks = Mapping[str, Sequence[Mark]]
BLOCK_LAYOUTS = frozenset({Layout.PROSE, Layout.PAIRS})
# Too small for an entry in the contents, or shown by the public site alone.
UNLISTED = frozenset({Layout.CODE, Layout.PHRASES, Layout.LINKS, Layout.SHOWN_ON})


def render(text: PublicText, marks: Marks | None = None) -> str:
    """The HTML of a text. marks: for each passage's key the spans to mark in it.

    A kind without a template `content/<kind>.html` of its own is shown by `content/document.html`.
    """
    sections = {section.key: _section(section, marks or {}) for section in text.sections}
    context = {
        "text": text,
        "sections": sections,
        "entries": [item for item in sections.values() if item["heading"] and item["layout"] not in UNLISTED],
        "slots": SLOTS,
        "title": render_inline(text.title, (marks or {}).get("title", ())),
    }
    return render_to_string([f"content/{text.kind}.html", "content/document.html"], context)


def _section(section: Section, marks: Marks) -> dict[str, Any]:
    rows = [_row(section, number, row, marks) for number, row in enumerate(section.rows)]
    return {
        "key": section.key,
        "anchor": section.key.replace("_", "-"),
        "heading": section.heading,
        "layout": section.layout,
        "template": f"content/sections/{section.layout}.html",
        "rows": rows,
    }


def _row(section: Section, number: int, row: Row, marks: Marks) -> dict[str, str]:
    return {
        column: _column(section, column, text, marks.get(f"{section.key}.{number}.{column}", ()))
        for column, text in row.columns
    }


def _column(section: Section, column: str, text: str, marks: Sequence[Mark]) -> str:
    if column == "text" and section.layout in BLOCK_LAYOUTS:
        return below(render_markdown(text, marks), 2 if section.heading else 1)
    if column in ("name", "text", "note"):
        return render_inline(text, marks)
    return text  # a plain string, which the template escapes
