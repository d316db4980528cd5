"""How every answer to an outside expert goes out: kept by nobody, indexed by nobody, and telling no other site."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from governance.services.invited import LinkEnded, NoSuchLink

View = Callable[..., HttpResponse]
HEADERS = {
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
LARGEST_POST = 20_000
MOST_POSTS, SECONDS = 60, 600


def outside(view: View) -> View:
    """A view for who comes by a link: GET and POST alone, small and not too often, and ended links told kindly.

    Without Django's token against forged forms, whose cookie belongs to the staff's side: the door takes the secret
    itself, and each form on the page has a key made of it.
    """

    @csrf_exempt
    @sensitive_post_parameters()
    @sensitive_variables()
    @wraps(view)
    def answered(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = _answer(view, request, kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return answered


def _answer(view: View, request: HttpRequest, kwargs: dict[str, Any]) -> HttpResponse:
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    if request.method == "POST" and (says := _too_much(request)):
        return told(request, "That was too much", says, status=429)
    try:
        return view(request, **kwargs)
    except NoSuchLink:
        says = "Please open the link from your invitation again, whole as it was sent to you."
        return told(request, "This link leads nowhere", says, status=404)
    except LinkEnded as error:
        says = f"{error} Thank you for your help. What you wrote is kept. Ask who invited you for a new link."
        return told(request, "This invitation is over", says, status=410)


def told(request: HttpRequest, title: str, says: str, *, status: int) -> HttpResponse:
    """A page that says one thing."""
    return render(request, "outside/told.html", {"title": title, "says": says}, status=status)


def _too_much(request: HttpRequest) -> str:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_POST:
        return "What you sent is longer than a comment can be. Nothing was kept."
    return "Please wait ten minutes and send it again." if _posts_of(request) > MOST_POSTS else ""


def _posts_of(request: HttpRequest) -> int:
    """How many posts came from there to this address lately, by this process's count.

    A few may be counted in another process: this is against floods, not against guesses, which 256 bits are.
    """
    place = f"{request.META.get('REMOTE_ADDR', '')} {request.path}"
    key = f"outside-{hashlib.sha256(place.encode()).hexdigest()}"  # the path of the door is a secret
    cache.add(key, 0, SECONDS)
    try:
        return cache.incr(key)
    except ValueError:  # it made room for another key just now
        return 1
