"""The strict content security policy, and for every request an id and an address that the audit trail can name."""

import ipaddress
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from governance.services.actors import Actor
from governance.services.door import logged_out

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"

GetResponse = Callable[[HttpRequest], HttpResponse]


class ContentSecurityPolicyMiddleware:
    """Sends the same strict policy with every response: no inline script or style, nothing from elsewhere.

    A screen that sets `request.style_nonce`, anew each time, may add style elements that carry it.
    """

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", _policy(getattr(request, "style_nonce", "")))
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


def _policy(nonce: str) -> str:
    return POLICY.replace("style-src 'self'", f"style-src 'self' 'nonce-{nonce}'") if nonce else POLICY


class RequestIdMiddleware:
    """Gives each request an id of our own (a client's is not trusted) and sends it back."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex
        response = self.get_response(request)
        response.headers["X-Request-Id"] = request.id
        return response


class ClientAddressMiddleware:
    """Behind PROXIES proxies of one's own, REMOTE_ADDR becomes the address that the outermost of them saw.

    Each proxy appends to X-Forwarded-For the address that it was asked from; what stands further left came from the
    client, who can write anything there. Without proxies of one's own the header counts for nothing.
    """

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if 0 < settings.PROXIES <= len(said) and is_valid_address(said[-settings.PROXIES]):
            request.META["REMOTE_ADDR"] = said[-settings.PROXIES]
        return self.get_response(request)


def is_valid_address(text: str) -> bool:
    """Whether the text is an IPv4 or IPv6 address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


class IdleSessionMiddleware:
    """Logs out who has not been seen for SESSION_IDLE_SECONDS. Requests without a session are not touched."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self._check(request)
        return self.get_response(request)

    def _check(self, request: HttpRequest) -> None:
        now = int(time.time())
        seen = request.session.get("seen", now)
        if now - seen > settings.SESSION_IDLE_SECONDS:
            logged_out(actor=Actor.from_request(request), at=timezone.now(), detail="idle")
            logout(request)
        elif now - seen > 60 or "seen" not in request.session:
            request.session["seen"] = now  # once a minute at most, so that reading does not write each time
