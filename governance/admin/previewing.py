"""The page that the public would see of words that are not saved, with what is live round it now."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from content.sections import Layout, PublicText
from governance.models import Live
from governance.services.pages import page_of
from governance.slots import text_of


def preview_of(request: HttpRequest, text: PublicText) -> str:
    """A whole document of HTML, by the public's own templates and style sheet; it holds no script."""
    page = page_of(text)
    shown = Live.objects.shown_on(page["path"]).select_related("publication__signoff__corrects")
    linked = Live.objects.filter(path__in=_paths(text)).exclude(path=page["path"])
    ordered = linked.order_by("publication__title").select_related("publication")
    filled = text_of(
        page["html"],
        shown=[live.publication for live in shown],
        linked=[live.publication for live in ordered],
    )
    return render_to_string("staff/preview.html", {"page": page, "text": filled}, request)


def _paths(text: PublicText) -> list[str]:
    named = [item for item in text.sections if item.layout in (Layout.LINKS, Layout.SHOWN_ON)]
    return [row.get("path") for section in named for row in section.rows]
