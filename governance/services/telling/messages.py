"""What a message says, and how the other side knows that it is from us."""

import hashlib
import hmac
import json
from datetime import datetime

from django.conf import settings

from governance.models import Delivery, DeliveryKind, Publication

ALWAYS = ("/", "/sitemap.xml", "/sitemap-1.xml", "/feeds/published.atom", "/feeds/withdrawn.atom")


def message(delivery: Delivery, *, at: datetime) -> tuple[bytes, dict[str, str]]:
    """The body and the headers of one try."""
    if delivery.kind == DeliveryKind.PURGE:
        return _bytes({"files": _stale(delivery.publication)}), {
            "Authorization": f"Bearer {settings.PURGE_TOKEN}"
        }
    body = _bytes(_told(delivery))
    return body, signed(body, int(at.timestamp()))


def signed(body: bytes, seconds: int) -> dict[str, str]:
    """HMAC-SHA-256 over the second, a dot and the body: an old message sent again is found by its second."""
    mac = hmac.new(settings.WEBHOOK_SECRET.encode(), f"{seconds}.".encode() + body, hashlib.sha256)
    return {"Imprimatur-Timestamp": str(seconds), "Imprimatur-Signature": f"sha256={mac.hexdigest()}"}


def _told(delivery: Delivery) -> dict[str, object]:
    publication = delivery.publication
    return {
        "id": delivery.pk,
        "event": delivery.event,
        "at": delivery.made_at.isoformat(),
        "path": publication.path,
        "url": f"{settings.SITE_URL}/{publication.path}/",
        "api_url": f"{settings.SITE_URL}/api/v1/publications/{publication.path}/",
        "digest": publication.digest,
    }


def _stale(publication: Publication) -> list[str]:
    """The addresses whose copies a CDN has to forget: the page, the lists, and the pages that it is met on."""
    pages = [publication.path, *publication.links.values_list("path", flat=True)]
    items = [f"/api/v1/publications/{path}/" for path in pages]
    paths = [*(f"/{path}/" for path in pages), *items, f"/{publication.collection}/", *ALWAYS]
    return [f"{settings.SITE_URL}{path}" for path in paths]


def _bytes(value: dict[str, object]) -> bytes:
    return json.dumps(value, sort_keys=True).encode()
