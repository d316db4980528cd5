"""What other machines are told: working state, and no proof of anything."""

from datetime import datetime

from django.db import models

from governance.models.publication import Publication


class DeliveryKind(models.TextChoices):
    """Who is told: another site by a webhook, or the CDN to forget its copies."""

    WEBHOOK = "webhook", "webhook"
    PURGE = "purge", "purge"


class DeliveryEvent(models.TextChoices):
    """What they are told of."""

    PUBLISHED = "published", "published"
    WITHDRAWN = "withdrawn", "withdrawn"


class DeliveryQuerySet(models.QuerySet):
    """Deliveries by whether they still wait."""

    def due(self, *, at: datetime) -> "DeliveryQuerySet":
        """Those to be tried now, the oldest first."""
        return self.filter(delivered_at=None, given_up=False, next_at__lte=at).order_by("pk")


class Delivery(models.Model):
    """One message to one address. fault: why the last try failed, in a few words of ours."""

    kind = models.CharField(max_length=10, choices=DeliveryKind)
    event = models.CharField(max_length=10, choices=DeliveryEvent)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="+")
    url = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)
    given_up = models.BooleanField(default=False)
    fault = models.CharField(max_length=200, blank=True)

    objects = DeliveryQuerySet.as_manager()
