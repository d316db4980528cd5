"""Which edition of the claim engine live pages are judged by: approved, for an upgrade changes no live page itself."""

from django.conf import settings
from django.db import models


class AdoptedReading(models.Model):
    """From then on live pages are judged by that engine's reading of them. Never changed; the latest counts.

    new, gone: how many conflicts in live pages it brought, and took away, when it was approved.
    """

    engine = models.CharField(max_length=40, unique=True)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    adopted_by_name = models.CharField(max_length=300)
    adopted_at = models.DateTimeField()
    reason = models.CharField(max_length=500)
    new = models.PositiveIntegerField()
    gone = models.PositiveIntegerField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="adopted_reading_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"Engine {self.engine}"
