"""Answers that caches may keep for half a minute and must then ask about: a withdrawn page is gone within a minute.

A page is made once and kept in memory; before each answer one cheap query says whether anything was published or
withdrawn since. If so its parts are read again, and only where one of them changed is the page made anew.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from governance.public.collections import collections
from governance.public.shelf import SHELF, Kept
from governance.public.stamps import Stamp, current_stamp

# Browsers ask each time; a CDN at most every half minute, and never answers with what it could not ask about.
FOR_CACHES = "public, max-age=0, s-maxage=30, must-revalidate, stale-if-error=0"
FRAME = (
    "base",
    "page",
    "list",
    "home",
    "entry",
    "seal",
    "shown",
    "shown_entry",
    "links",
    "turn",
    "reviewer",
    "reviewers",
    "statement",
    "stance",
)
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Made:
    """A page to be made. marks: all that it depends on; since: the day of its last change by the calendar alone."""

    marks: Iterable[str]
    make: Callable[[], str]
    since: date | None = None


@dataclass(frozen=True, slots=True)
class _State:
    # The settings never change while a site runs, but do in tests.
    stamp: Stamp
    day: date
    settings: tuple[object, ...]


def answer(
    request: HttpRequest, key: str, read: Callable[[], Made], content_type: str = HTML
) -> HttpResponse:
    """304 where the reader has the page already, else the page of that key, made by `read` where none is kept."""
    kept = _kept(key, read)
    response = get_conditional_response(request, etag=kept.etag, last_modified=kept.seconds)
    response = response or HttpResponse(kept.body, content_type=content_type)
    response.headers["ETag"] = kept.etag
    response.headers["Last-Modified"] = http_date(kept.seconds)
    response.headers["Cache-Control"] = FOR_CACHES
    return response


def etag_of(marks: Iterable[str]) -> str:
    """A strong ETag: SHA-256 over the marks and over what frames every page."""
    names = [item.name for item in collections()]
    whole = "\n".join([*marks, *names, *map(str, _settings()), _frame()[0]])
    return f'"{hashlib.sha256(whole.encode()).hexdigest()}"'


def _kept(key: str, read: Callable[[], Made]) -> Kept:
    state = _State(current_stamp(), timezone.localdate(), _settings())  # first: what is read next is no older
    kept = SHELF.get(key)
    if kept is None or kept.state != state:
        try:
            kept = _renewed(kept, state, read())
        except Http404:
            SHELF.drop(key)
            raise
        SHELF.put(key, kept)
    return kept


def _renewed(before: Kept | None, state: _State, made: Made) -> Kept:
    etag = etag_of(made.marks)
    body = before.body if before and before.etag == etag else made.make().encode()
    return Kept(state, etag, _changed(state, made.since), body)


def _changed(state: _State, since: date | None) -> int:
    """Seconds of the last change to anything that a page can show: too late costs an answer, too early a lie."""
    by_calendar = timezone.make_aware(datetime.combine(since, time.min)) if since else None
    moments = (state.stamp.changed_at, by_calendar, _frame()[1])
    return int(max(moment for moment in moments if moment).timestamp())


def _settings() -> tuple[object, ...]:
    return (settings.ORGANISATION_NAME, settings.SITE_URL, settings.PUBLIC_STATEMENT)


@cache
def _frame() -> tuple[str, datetime]:
    # A release or another setting may change the page round the words, which then has to be read anew.
    sources = [get_template(f"public/{name}.html").template.source for name in FRAME]
    return hashlib.sha256("".join(sources).encode()).hexdigest(), timezone.now()
