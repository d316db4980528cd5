"""The screens for readers. They read publications only, keep no session, and set no cookie."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.models import Live, Withdrawal
from governance.public.caching import answer
from governance.public.collections import collection_at, collections
from governance.public.reading import mark_of, read_latest, read_list, read_page, withdrawal_at
from governance.slots import text_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this site is, what was reviewed last, and how we review."""
    latest = read_latest()
    return answer(request, _marks(latest), lambda: _page(request, "home", latest=_with_kinds(latest)))


@require_safe
def page_list(request: HttpRequest, collection: str) -> HttpResponse:
    """The live pages of one collection. 404 for a collection that no kind of document has."""
    found = collection_at(collection)
    page = read_list(found, request.GET.get("page", "1"))
    marks = [found.address, f"{page.number} of {page.paginator.num_pages}", *_marks(page.object_list)]
    return answer(request, marks, lambda: _page(request, "list", collection=found, page=page))


@require_safe
def page(request: HttpRequest, collection: str, slug: str) -> HttpResponse:
    """One live page with the questions shown on it. 410 where it was taken down, 404 where nothing was published."""
    found, path = collection_at(collection), f"{collection}/{slug}"
    try:
        reading = read_page(path, on=timezone.localdate())
    except Http404:
        if (withdrawal := withdrawal_at(path)) is None:
            raise
        return _gone(request, withdrawal)

    def make() -> HttpResponse:
        return _page(
            request,
            "page",
            collection=found,
            publication=reading.publication,
            version_number=reading.version_number,
            is_overdue=reading.is_overdue,
            is_flagged=reading.is_flagged,
            text=text_of(reading.publication.html, shown=reading.shown, linked=reading.linked),
        )

    return answer(request, reading.marks, make)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Our own 404. Nobody keeps it: a page may be published here the next minute."""
    response = render(request, "404.html", {"collections": collections()}, status=404)
    response.headers["Cache-Control"] = "no-store"
    return response


def _gone(request: HttpRequest, withdrawal: Withdrawal) -> HttpResponse:
    """The notice in the place of a page that was taken down: when, and a sentence of the closed list."""
    response = _page(request, "gone", withdrawal=withdrawal)
    response.status_code = 410
    response.headers["Cache-Control"] = "no-store"  # the page may be back the next minute
    return response


def _page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    return render(request, f"public/{name}.html", {"collections": collections(), **context})


def _marks(pages: Any) -> list[str]:
    return [mark_of(live.publication) for live in pages]


def _with_kinds(latest: list[Live]) -> list[dict[str, Any]]:
    names = {item.address: item.name for item in collections()}
    return [
        {"kind": names.get(live.publication.collection, ""), "publication": live.publication}
        for live in latest
    ]
