"""Reviews: one version on its way through the physicians."""

from datetime import date

from django.conf import settings
from django.db import models

from governance.policy.states import OPEN, ReviewState


class ReviewQuerySet(models.QuerySet):
    """Reviews by where they stand."""

    def open(self) -> "ReviewQuerySet":
        """Not yet decided, or signed and not yet published."""
        return self.filter(state__in=OPEN)

    def waiting(self) -> "ReviewQuerySet":
        """Waiting for a physician, oldest first."""
        return self.filter(state=ReviewState.SUBMITTED).order_by("due_on", "submitted_at")

    def overdue(self, *, on: date) -> "ReviewQuerySet":
        """Waiting for longer than it should."""
        return self.waiting().filter(due_on__lt=on)


class Review(models.Model):
    """A version sent to the physicians. Its state moves only as `policy.states` says, by compare-and-set."""

    document = models.ForeignKey("content.Document", models.PROTECT, related_name="reviews")
    version = models.ForeignKey("content.Version", models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=20, choices=[(s.value, s.value) for s in ReviewState])
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)
    due_on = models.DateField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=2000, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document"],
                condition=models.Q(state__in=sorted(OPEN)),
                name="document_has_one_open_review",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=sorted(ReviewState)), name="review_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Review of {self.version}"
