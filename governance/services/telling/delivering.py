"""Messages to other machines: written in the transaction of the act that they tell of, sent afterwards, tried again.

On PostgreSQL a job sends them at once; on SQLite the schedule does within a minute, so that nobody waits for a
stranger's server. A message may come twice, and two may come in the other order: each says which page it is about.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from governance.models import Delivery, DeliveryEvent, DeliveryKind, Publication
from governance.services.jobs import ask, job
from governance.services.telling.calling import NotCalled, post
from governance.services.telling.messages import message

AT_ONCE, MOST_TRIES = 50, 12
HELD = timedelta(minutes=10)
KEPT = timedelta(days=30)


def tell_machines(publication: Publication, event: DeliveryEvent, *, at: datetime) -> int:
    """Writes a message for each address of the settings, inside the act. Returns how many."""
    targets = [(DeliveryKind.WEBHOOK, url) for url in settings.WEBHOOKS]
    targets += [(DeliveryKind.PURGE, settings.PURGE_URL)] if settings.PURGE_URL else []
    values = {"event": event, "publication": publication, "made_at": at, "next_at": at}
    Delivery.objects.bulk_create([Delivery(kind=kind, url=url, **values) for kind, url in targets])
    if targets and connection.vendor == "postgresql":
        ask(send_deliveries)
    return len(targets)


@job
def send_deliveries() -> int:
    """Sends what is due. Returns how many arrived."""
    return deliver(at=timezone.now())


def deliver(*, at: datetime) -> int:
    """Sends what is due at that moment, and forgets what is long done. Returns how many arrived."""
    Delivery.objects.filter(made_at__lt=at - KEPT).delete()
    due = Delivery.objects.due(at=at).select_related("publication")[:AT_ONCE]
    return sum(_deliver(delivery, at) for delivery in due if _hold(delivery, at))


def _hold(delivery: Delivery, at: datetime) -> bool:
    """Whether it is ours to try: another process finds it held; one that dies leaves it for later."""
    waiting = Delivery.objects.filter(pk=delivery.pk, tries=delivery.tries, delivered_at=None)
    return bool(waiting.update(tries=delivery.tries + 1, next_at=at + HELD))


def _deliver(delivery: Delivery, at: datetime) -> bool:
    row = Delivery.objects.filter(pk=delivery.pk)
    try:
        post(delivery.url, *message(delivery, at=at))
    except NotCalled as error:
        wait = timedelta(minutes=min(2**delivery.tries, 360))
        given_up = delivery.tries + 1 >= MOST_TRIES
        row.update(next_at=at + wait, fault=str(error)[:200], given_up=given_up)
        return False
    row.update(delivered_at=at, fault="")
    return True
