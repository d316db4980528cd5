"""What search engines are told of: every live page and when it was published last; long overdue ones are left out."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from io import StringIO

from django.conf import settings
from django.core.paginator import InvalidPage, Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.utils.xmlutils import SimplerXMLGenerator

from governance.models import Live
from governance.public.caching import Made
from governance.public.collections import collections
from governance.public.rendering import absolute

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PAGES_OF_A_PART = 10_000  # the protocol's most is 50,000
Row = tuple[str, datetime | None]


def robots() -> str:
    """Which addresses are no reading matter, and where the sitemap is."""
    hidden = "".join(f"Disallow: {path}\n" for path in ("/admin/", "/outside/", "/search/"))
    return f"User-agent: *\n{hidden}\nSitemap: {absolute('/sitemap.xml')}\n"


def read_index(*, on: date) -> Made:
    """The list of the sitemap's parts."""
    parts = Paginator(_listed(on), PAGES_OF_A_PART).num_pages
    rows: list[Row] = [(f"/sitemap-{number}.xml", None) for number in range(1, parts + 1)]
    return Made([f"{parts} parts"], lambda: _xml("sitemapindex", "sitemap", rows))


def read_part(number: int, *, on: date) -> Made:
    """One part: pages with the moment of their publication; the first has the lists too. Raises Http404."""
    try:
        page = Paginator(_listed(on), PAGES_OF_A_PART).page(number)
    except InvalidPage:
        raise Http404("the sitemap has no such part") from None
    rows: list[Row] = [(f"/{path}/", published_at) for path, published_at in page.object_list]
    if number == 1:
        rows = [("/", None), *((f"/{item.address}/", None) for item in collections()), *rows]
    return Made([f"{path} {moment}" for path, moment in rows], lambda: _xml("urlset", "url", rows))


def _listed(on: date) -> QuerySet:
    too_old = on - timedelta(days=settings.NOINDEX_AFTER)
    listed = Live.objects.filter(publication__next_review__gte=too_old).order_by("document_id")
    return listed.values_list("path", "publication__published_at")


def _xml(whole: str, each: str, rows: Iterable[Row]) -> str:
    out = StringIO()
    xml = SimplerXMLGenerator(out, "utf-8")
    xml.startDocument()
    xml.startElement(whole, {"xmlns": NAMESPACE})
    for path, moment in rows:
        xml.startElement(each, {})
        xml.addQuickElement("loc", absolute(path))
        if moment:
            xml.addQuickElement("lastmod", moment.isoformat(timespec="seconds"))
        xml.endElement(each)
    xml.endElement(whole)
    xml.endDocument()
    return out.getvalue()
