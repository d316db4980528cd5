"""Recalls: a claim that no longer holds, and what was done with every page that made it."""

from django.conf import settings
from django.db import models

from governance.models.publication import PublicNote


class Recall(models.Model):
    """One act: what was looked for, in words, why, and what readers are told. Never changed."""

    asked = models.CharField(max_length=400)
    reason = models.CharField(max_length=500)
    public_note = models.CharField(max_length=10, choices=PublicNote.choices, blank=True)
    recalled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recalled_by_name = models.CharField(max_length=300)
    recalled_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="recall_has_a_reason")]

    def __str__(self) -> str:
        return self.asked


class Done(models.TextChoices):
    """What was done with a version."""

    WITHDRAWN = "withdrawn", "Taken down"
    SENT_BACK = "sent back", "Sent back"
    TOLD = "told", "Its owner was told"
    LEFT = "left", "Left as it is"


class RecalledVersion(models.Model):
    """One version that made the claim when it was recalled: how far it had come, and what was done with it.

    place: of `services.recalls.finding.Place`. sentences: one a line.
    """

    recall = models.ForeignKey(Recall, models.PROTECT, related_name="versions")
    version = models.ForeignKey("content.Version", models.PROTECT, related_name="recalls")
    place = models.CharField(max_length=10)
    done = models.CharField(max_length=10, choices=Done.choices)
    sentences = models.TextField()

    class Meta:
        ordering = ["recall", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recall", "version", "place"], name="version_is_recalled_once_by_an_act"
            ),
        ]
