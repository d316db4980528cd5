"""The page that the public would see of a text, before anything of it is frozen."""

from content.markdown import plain
from content.models import kinds
from content.rendering import render
from content.sections import PublicText


def page_of(text: PublicText) -> dict[str, str]:
    """The fields of a publication that come from the text alone; a preview shows the same."""
    lead = text.section("lead")
    collection = kinds()[text.kind].COLLECTION
    return {
        "collection": collection,
        "path": f"{collection}/{text.slug}",
        "title": plain(text.title),
        "lead": plain(lead.rows[0].get("text")) if lead else "",
        "html": render(text),
    }
