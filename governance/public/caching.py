"""Answers that caches may keep but must ask about: a withdrawn page is gone at once."""

import hashlib
from collections.abc import Callable, Iterable
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.cache import get_conditional_response

from governance.public.collections import collections

ASK_EACH_TIME = "public, max-age=0, must-revalidate"
FRAME = ("base", "page", "list", "home", "entry", "seal", "shown", "shown_entry", "links")


def answer(request: HttpRequest, marks: Iterable[str], make: Callable[[], HttpResponse]) -> HttpResponse:
    """304 where the reader has the page that these marks stand for, else what `make` gives."""
    etag = etag_of(marks)
    response = get_conditional_response(request, etag=etag) or make()
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = ASK_EACH_TIME
    return response


def etag_of(marks: Iterable[str]) -> str:
    """A strong ETag: SHA-256 over the marks and over what frames every page."""
    names = [item.name for item in collections()]
    whole = "\n".join([*marks, *names, settings.ORGANISATION_NAME, _frame()])
    return f'"{hashlib.sha256(whole.encode()).hexdigest()}"'


@cache
def _frame() -> str:
    # A release may change the page round the words, which then has to be read anew.
    sources = [get_template(f"public/{name}.html").template.source for name in FRAME]
    return hashlib.sha256("".join(sources).encode()).hexdigest()
