"""The checklist that the site defines: what a physician ticks, point by point, before signing."""

from django.conf import settings
from django.db import models

MOST_POINTS = 20
LONGEST_POINT = 200


class ChecklistQuerySet(models.QuerySet):
    """Editions of the checklist."""

    def in_force(self) -> "Checklist | None":
        """The latest edition, None where the site never defined one."""
        return self.order_by("-pk").first()


class Checklist(models.Model):
    """One edition. A new one replaces it and leaves it as it was; an edition without points asks nothing."""

    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_by_name = models.CharField(max_length=300)
    written_at = models.DateTimeField()
    reason = models.CharField(max_length=500)

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="checklist_has_a_reason")]

    def __str__(self) -> str:
        return f"Checklist {self.pk}"


class ChecklistPoint(models.Model):
    """One point: a sentence that is true of the page when it is ticked."""

    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="points")
    position = models.PositiveSmallIntegerField()
    sentence = models.CharField(max_length=LONGEST_POINT)

    class Meta:
        ordering = ["checklist", "position"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(sentence=""), name="checklist_point_says_something"),
            models.UniqueConstraint(fields=["checklist", "position"], name="checklist_points_are_in_order"),
        ]
