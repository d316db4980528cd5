"""Notes that two sentences that look unlike are both right."""

from django.conf import settings
from django.db import models


class AgreementNote(models.Model):
    """Somebody has looked at two sentences and said why both are right. Never changed.

    mark: of what was compared and of exactly these words; other words are another question.
    """

    mark = models.CharField(max_length=64, unique=True)
    question = models.CharField(max_length=300)
    sentences = models.TextField()
    reason = models.CharField(max_length=500)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_by_name = models.CharField(max_length=300)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="agreement_note_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"Both are right: {self.question}"
