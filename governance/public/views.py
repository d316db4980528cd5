"""The screens for readers. They read publications only, keep no session, and set no cookie."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.models import Live, Withdrawal
from governance.public.caching import FOR_CACHES, Made, answer
from governance.public.collections import Collection, collection_at, collections
from governance.public.leaving import left
from governance.public.numbers import page_number
from governance.public.reading import Reading, mark_of, read_latest, read_list, read_page
from governance.public.rendering import absolute, framed, html_of
from governance.public.reviewers import reviewer_path
from governance.public.structured import structured_page
from governance.slots import text_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this site is, what was reviewed last, and how we review."""
    return answer(request, "/", _read_home)


@require_safe
def page_list(request: HttpRequest, collection: str) -> HttpResponse:
    """The live pages of one collection. 404 for a collection that no kind of document has."""
    found, number = collection_at(collection), page_number(request)
    return answer(request, f"/{collection}/?page={number}", lambda: _read_list(found, number))


@require_safe
def page(request: HttpRequest, collection: str, slug: str) -> HttpResponse:
    """One live page with the questions shown on it.

    301 from an address that it had before, 410 where it was taken down, 404 where nothing was published.
    """
    found, path = collection_at(collection), f"{collection}/{slug}"
    try:
        return answer(request, f"/{path}/", lambda: _read_page(found, path))
    except Http404:
        return _left(path)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Our own 404. Nobody keeps it: a page may be published here the next minute."""
    return HttpResponse(framed("404.html"), status=404, headers={"Cache-Control": "no-store"})


def _read_home() -> Made:
    latest = read_latest()
    return Made(_marks(latest), lambda: html_of("home", latest=_with_kinds(latest), canonical=absolute("/")))


def _read_list(collection: Collection, number: int) -> Made:
    page = read_list(collection, number)
    marks = [collection.address, f"{page.number} of {page.paginator.num_pages}", *_marks(page.object_list)]
    canonical = absolute(f"/{collection.address}/" + (f"?page={number}" if number > 1 else ""))
    return Made(marks, lambda: html_of("list", collection=collection, page=page, canonical=canonical))


def _read_page(collection: Collection, path: str) -> Made:
    reading = read_page(path, on=timezone.localdate())
    return Made(reading.marks, lambda: _page_html(collection, reading), reading.age.since)


def _page_html(collection: Collection, reading: Reading) -> str:
    publication = reading.publication
    return html_of(
        "page",
        collection=collection,
        publication=publication,
        reading=reading,
        text=text_of(publication.html, shown=reading.shown, linked=reading.linked),
        reviewer=reviewer_path(publication.reviewed),
        structured=structured_page(collection, reading),
        canonical=absolute(f"/{publication.path}/"),
    )


def _left(path: str) -> HttpResponse:
    """What is said at an address where nothing is live. Raises Http404 where nothing ever was."""
    became = left(path)
    if became.moved_to:
        return HttpResponsePermanentRedirect(f"/{became.moved_to}/", headers={"Cache-Control": FOR_CACHES})
    if became.withdrawal:
        return _gone(became.withdrawal)
    raise Http404("nothing is published at this address")


def _gone(withdrawal: Withdrawal) -> HttpResponse:
    """The notice in the place of a page that was taken down: when, and a sentence of the closed list."""
    # Nobody keeps it: the page may be back the next minute.
    return HttpResponse(
        html_of("gone", withdrawal=withdrawal), status=410, headers={"Cache-Control": "no-store"}
    )


def _marks(pages: Iterable[Live]) -> list[str]:
    return [mark_of(live.publication) for live in pages]


def _with_kinds(latest: list[Live]) -> list[dict[str, Any]]:
    names = {item.address: item.name for item in collections()}
    return [
        {"kind": names.get(live.publication.collection, ""), "publication": live.publication}
        for live in latest
    ]
