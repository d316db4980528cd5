"""What machines read of the public site: robots.txt, the sitemap and the feeds."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.public import feeds, sitemap
from governance.public.caching import Made, answer

XML = "application/xml; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Which addresses are no reading matter."""
    return answer(request, "robots", lambda: Made([], sitemap.robots), "text/plain; charset=utf-8")


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The list of the sitemap's parts."""
    return answer(request, "sitemap", lambda: sitemap.read_index(on=timezone.localdate()), XML)


@require_safe
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    """One part of the sitemap. 404 for a part that is not there."""
    read = partial(sitemap.read_part, number, on=timezone.localdate())
    return answer(request, f"sitemap {number}", read, XML)


@require_safe
def feed_of_published(request: HttpRequest) -> HttpResponse:
    """The live pages that were published last."""
    return answer(request, "feed published", feeds.read_published, ATOM)


@require_safe
def feed_of_withdrawn(request: HttpRequest) -> HttpResponse:
    """What was taken down last."""
    return answer(request, "feed withdrawn", feeds.read_withdrawn, ATOM)
