"""The review calendar: the site's rules, edition by edition, and what was announced of which publication."""

from django.conf import settings
from django.db import models

from governance.policy.calendar import Deadlines, Interval, Step

ESCALATE_AFTER = 14
REVIEWS_A_WEEK = 20


class ReviewCalendarQuerySet(models.QuerySet):
    """Editions of the rules."""

    def in_force(self) -> "ReviewCalendar | None":
        """The latest edition, None where the site never wrote one."""
        return self.prefetch_related("intervals").order_by("-pk").first()


class ReviewCalendar(models.Model):
    """One edition of the rules. A new one replaces it and leaves it as it was.

    written_as: the role in which it was written; the schedule takes pages down in that name. grace_days: None for
    never; grace_from: since when a grace of that length holds. reviews_a_week: how many the physicians manage.
    """

    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_by_name = models.CharField(max_length=300)
    written_as = models.CharField(max_length=20)
    written_at = models.DateTimeField()
    reason = models.CharField(max_length=500)
    escalate_after_days = models.PositiveSmallIntegerField()
    grace_days = models.PositiveSmallIntegerField(null=True)
    grace_from = models.DateField(null=True)
    reviews_a_week = models.PositiveSmallIntegerField()

    objects = ReviewCalendarQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="review_calendar_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(grace_days=None, grace_from=None)
                | models.Q(grace_days__isnull=False, grace_from__isnull=False),
                name="review_calendar_grace_has_a_first_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Review calendar {self.pk}"

    @property
    def deadlines(self) -> Deadlines:
        """What follows a day of review that passed."""
        return Deadlines(self.escalate_after_days, self.grace_days, self.grace_from)

    @property
    def rules(self) -> list[Interval]:
        """The intervals as values."""
        return [Interval(row.kind, row.condition, row.months) for row in self.intervals.all()]


class ReviewInterval(models.Model):
    """How many months a review of a kind and condition holds; "" stands for any."""

    calendar = models.ForeignKey(ReviewCalendar, models.PROTECT, related_name="intervals")
    kind = models.CharField(max_length=40, blank=True)
    condition = models.CharField(max_length=60, blank=True)
    months = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["calendar", "kind", "condition"]
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "kind", "condition"], name="review_interval_is_given_once"
            ),
            models.CheckConstraint(
                condition=models.Q(months__gte=1, months__lte=60), name="review_interval_is_of_months"
            ),
        ]


class Announcement(models.Model):
    """A step of the calendar was told of a publication, or a later one made it needless. Working state, no proof.

    day: the day that it tells of.
    """

    publication = models.ForeignKey("governance.Publication", models.PROTECT, related_name="announcements")
    step = models.CharField(max_length=20, choices=[(step.value, step.value) for step in Step])
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["publication", "step", "day"], name="step_is_announced_once"),
        ]
