"""The read-only API: what is live, and what was taken down, for sites of others. No key, no cookie, no finding."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.public.api.items import ITEMS, gone, whole
from governance.public.api.listing import Asked, BadQuery, asked_in, publications, withdrawals
from governance.public.caching import FOR_CACHES, Made, answer
from governance.public.collections import collections
from governance.public.leaving import left
from governance.public.reading import read_page

JSON = "application/json"
DESCRIPTION = Path(__file__).with_name("openapi.json")


@require_safe
def publication_list(request: HttpRequest) -> HttpResponse:
    """The live publications."""
    names = ("after", "limit", "collection")
    return _list(request, "publications", names, lambda asked: publications(asked, on=timezone.localdate()))


@require_safe
def withdrawal_list(request: HttpRequest) -> HttpResponse:
    """What was taken down."""
    return _list(request, "withdrawals", ("after", "limit"), withdrawals)


@require_safe
def publication(request: HttpRequest, collection: str, slug: str) -> HttpResponse:
    """One live publication; 301 from an address that it had before, 410 where it was taken down, 404 otherwise."""
    path = f"{collection}/{slug}"
    try:
        return _open(answer(request, f"api {path}", lambda: _read(path), JSON))
    except Http404:
        return _open(_left(path))


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """The description of this API, as OpenAPI 3.1."""
    source = DESCRIPTION.read_text()
    return _open(answer(request, "api description", lambda: Made([source], lambda: source), JSON))


def _list(
    request: HttpRequest, name: str, known: tuple[str, ...], read: Callable[[Asked], dict[str, Any]]
) -> HttpResponse:
    try:
        asked = asked_in(request.GET, *known)
    except BadQuery as error:
        return _open(_said(error.status, str(error)))
    return _open(answer(request, f"api {name} {asked.key}", lambda: _made(read(asked)), JSON))


def _read(path: str) -> Made:
    if path.partition("/")[0] not in [item.address for item in collections()]:
        raise Http404
    return _made(whole(read_page(path, on=timezone.localdate())))


def _made(value: dict[str, Any]) -> Made:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return Made([text], lambda: text)


def _left(path: str) -> HttpResponse:
    became = left(path)
    if became.moved_to:
        response = _said(301, "This publication has another address now.")
        response.headers["Location"] = f"{ITEMS}{became.moved_to}/"
        response.headers["Cache-Control"] = FOR_CACHES
        return response
    if became.withdrawal:
        return _said(410, "This page was taken down.", **gone(became.withdrawal, path))
    return _said(404, "Nothing is published at this address.")


def _said(status: int, sentence: str, **more: str) -> HttpResponse:
    return JsonResponse({"error": sentence, **more}, status=status, headers={"Cache-Control": "no-store"})


def _open(response: HttpResponse) -> HttpResponse:
    # Any site's script may read what anybody may read; there is no cookie that it could use.
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
