"""The audit trail: one entry for each act, each sealed to the one before it."""

from django.conf import settings
from django.db import models


class Outcome(models.TextChoices):
    """How an act ended. Refused: the gate said no. Denied: the person may not do it. Failed: an error."""

    DONE = "done", "done"
    REFUSED = "refused", "refused"
    DENIED = "denied", "denied"
    FAILED = "failed", "failed"


class AuditEntry(models.Model):
    """One act. The name, role and label are kept as they were; `hash` seals all fields and `previous`."""

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=300)
    role = models.CharField(max_length=20, blank=True)
    verb = models.CharField(max_length=40)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    object_kind = models.CharField(max_length=40, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    object_label = models.CharField(max_length=400, blank=True)
    document = models.ForeignKey("content.Document", models.PROTECT, null=True, related_name="entries")
    before = models.CharField(max_length=64, blank=True)
    after = models.CharField(max_length=64, blank=True)
    reason = models.TextField(blank=True)
    detail = models.TextField(blank=True)
    request_id = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=60, blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-sequence"]
        verbose_name = "entry of the audit trail"
        verbose_name_plural = "audit trail"
        constraints = [
            models.UniqueConstraint(fields=["previous"], name="audit_chain_has_no_fork"),
        ]
        indexes = [
            models.Index(fields=["document", "-sequence"], name="entries_of_a_document"),
            models.Index(
                fields=["at", "verb", "outcome"], name="entries_not_done", condition=~models.Q(outcome="done")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}. {self.actor_name}: {self.verb} {self.object_label} ({self.outcome})"
