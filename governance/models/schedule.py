"""What the clock does: pages that go live at a time, and when the schedule last ran."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

LATE = timedelta(minutes=5)


class ScheduleState(models.TextChoices):
    """How a planned publication stands. Only a waiting one moves on, by compare-and-set."""

    WAITING = "waiting", "waiting"
    PUBLISHED = "published", "published"
    REFUSED = "refused", "refused"
    CANCELLED = "cancelled", "cancelled"


class ScheduledPublicationQuerySet(models.QuerySet):
    """Planned publications by where they stand."""

    def waiting(self) -> "ScheduledPublicationQuerySet":
        """Not yet published, refused or cancelled."""
        return self.filter(state=ScheduleState.WAITING)

    def due(self, *, at: datetime) -> "ScheduledPublicationQuerySet":
        """Those whose minute has come, the earliest first."""
        return self.waiting().filter(publish_at__lte=at).order_by("publish_at", "pk")


class ScheduledPublication(models.Model):
    """A signed version that goes live at a time, in the name of the physician who planned it."""

    review = models.ForeignKey("governance.Review", models.PROTECT, related_name="schedules")
    publish_at = models.DateTimeField()
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ScheduleState, default=ScheduleState.WAITING)
    ended_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True, help_text="Why it was refused.")

    objects = ScheduledPublicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review"],
                condition=models.Q(state="waiting"),
                name="review_is_planned_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=ScheduleState.values), name="schedule_state_is_known"
            ),
        ]


class ScheduleRun(models.Model):
    """When the schedule last ran through: one row."""

    ran_at = models.DateTimeField()

    @classmethod
    def is_late(cls, *, at: datetime) -> bool:
        """Whether the schedule has not run for five minutes, or never."""
        return not cls.objects.filter(ran_at__gte=at - LATE).exists()
