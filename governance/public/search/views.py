"""The search page."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from governance.public.caching import FOR_CACHES
from governance.public.numbers import page_number
from governance.public.rendering import html_of
from governance.public.search.finding import MOST_LETTERS, Asked, conditions, search

LAST_PAGE = 50


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """The form and what was found. 404 for a condition or a page that there is not."""
    asked = _asked(request)
    html = html_of("search", asked=asked, results=search(asked), conditions=conditions())
    return HttpResponse(html, headers={"Cache-Control": FOR_CACHES})


def _asked(request: HttpRequest) -> Asked:
    text = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:MOST_LETTERS]
    condition, number = request.GET.get("condition", ""), page_number(request)
    if (condition and condition not in settings.PAGE_CONDITIONS) or not 1 <= number <= LAST_PAGE:
        raise Http404("nobody can be looking for that")
    return Asked(text, condition, number)
