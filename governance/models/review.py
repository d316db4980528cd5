"""Reviews: one version on its way through the physicians."""

from datetime import date

from django.conf import settings
from django.db import models

from governance.policy.changes import Kind
from governance.policy.states import OPEN, ReviewState


class Priority(models.TextChoices):
    """How soon the writer needs it."""

    NORMAL = "normal", "Normal"
    URGENT = "urgent", "Urgent"


class ReviewQuerySet(models.QuerySet):
    """Reviews by where they stand."""

    def open(self) -> "ReviewQuerySet":
        """Not yet decided, or signed and not yet published."""
        return self.filter(state__in=OPEN)

    def waiting(self) -> "ReviewQuerySet":
        """Waiting for a physician: the urgent ones first, then by the day they are due, then the oldest."""
        waiting = self.filter(state=ReviewState.SUBMITTED)
        return waiting.order_by(models.F("priority").desc(), "due_on", "submitted_at", "pk")

    def changing(self, kind: Kind) -> "ReviewQuerySet":
        """Whose change is of this kind, among others."""
        return self.filter(changes__contains=kind.value)

    def overdue(self, *, on: date) -> "ReviewQuerySet":
        """Waiting for longer than it should."""
        return self.waiting().filter(due_on__lt=on)


class Review(models.Model):
    """A version sent to the physicians. Its state moves only as `policy.states` says, by compare-and-set.

    base: what it was compared with when it was sent, the live version or the last one signed; None for a first one.
    changes: the kinds of that difference, gravest first; touched of sentences are counted with it.
    assigned_to: who took it, or was asked to; anybody else may still open and decide it.
    """

    document = models.ForeignKey("content.Document", models.PROTECT, related_name="reviews")
    version = models.ForeignKey("content.Version", models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=20, choices=[(s.value, s.value) for s in ReviewState])
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)
    due_on = models.DateField()
    priority = models.CharField(max_length=10, choices=Priority.choices, default=Priority.NORMAL)
    urgent_because = models.CharField(max_length=300, blank=True)
    base = models.ForeignKey("content.Version", models.PROTECT, null=True, related_name="+")
    changes = models.CharField(max_length=120, blank=True)
    touched = models.PositiveIntegerField(default=0)
    sentences = models.PositiveIntegerField(default=0)
    assigned_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    assigned_at = models.DateTimeField(null=True)
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
            models.CheckConstraint(
                condition=~models.Q(priority="urgent", urgent_because=""), name="urgent_review_has_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="review_by_state_and_day")]

    def __str__(self) -> str:
        return f"Review of {self.version}"

    @property
    def kinds(self) -> list[Kind]:
        """The kinds of its change, gravest first; none where it was sent before they were kept."""
        return [Kind(name) for name in self.changes.split()]
