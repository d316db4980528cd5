"""Atom feeds: what was published, and what was taken down. A withdrawn page's words are in neither."""

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed

from governance.models import Live, Withdrawal
from governance.public.caching import Made
from governance.public.reading import mark_of
from governance.public.rendering import absolute

LATEST = 50


def read_published() -> Made:
    """The live pages that were published last, the newest first."""
    live = Live.objects.select_related("publication__signoff__corrects").order_by("-publication_id")[:LATEST]
    pages = [item.publication for item in live]
    feed = _feed("Pages published", "/feeds/published.atom")
    for item in pages:
        feed.add_item(
            item.title,
            absolute(f"/{item.path}/"),
            item.lead or None,
            author_name=f"Reviewed by Dr {item.reviewed.physician_name}, {item.reviewed.degree}",
            unique_id=absolute(f"/{item.path}/#publication-{item.pk}"),
            updateddate=item.published_at,
        )
    return Made([mark_of(item) for item in pages], lambda: feed.writeString("utf-8"))


def read_withdrawn() -> Made:
    """What was taken down last: its address, the minute, and the sentence that readers are told."""
    withdrawals = list(Withdrawal.objects.select_related("publication").order_by("-pk")[:LATEST])
    feed = _feed("Pages taken down", "/feeds/withdrawn.atom")
    for item in withdrawals:
        address = absolute(f"/{item.publication.path}/")
        feed.add_item(
            f"Taken down: {address}",
            address,
            item.get_public_note_display() if item.public_note else "This page was taken down.",
            unique_id=f"{address}#withdrawal-{item.pk}",
            updateddate=item.withdrawn_at,
        )
    return Made([str(item.pk) for item in withdrawals], lambda: feed.writeString("utf-8"))


def _feed(title: str, path: str) -> Atom1Feed:
    name = settings.ORGANISATION_NAME
    return Atom1Feed(
        f"{name}: {title}", absolute("/"), None, language="en", author_name=name, feed_url=absolute(path)
    )
