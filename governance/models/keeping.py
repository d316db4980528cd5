"""What people have at hand while they write: words not yet saved, and who is on which page.

This is working state and no proof: rows change and go, and the trail has no entry of them.
docs/decisions/keeping.md says why.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q


class KeptDraft(models.Model):
    """What one person has typed into the form of one document, or of a new one of a kind, and not saved.

    values: JSON, a list of pairs of name and value as the browser sends them. revision: how often it was kept, and tab:
    by which tab the last time, so that two tabs of one person do not overwrite each other.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    document = models.ForeignKey("content.Document", models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=40)
    values = models.TextField()
    revision = models.PositiveIntegerField(default=1)
    tab = models.CharField(max_length=40, blank=True)
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "document"],
                condition=Q(document__isnull=False),
                name="person_keeps_one_draft_of_a_document",
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(document__isnull=True),
                name="person_keeps_one_new_draft_of_a_kind",
            ),
        ]


class Presence(models.Model):
    """Somebody has the form of a document open, and was seen at it last at that time."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    document = models.ForeignKey("content.Document", models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "document"], name="person_is_present_once_at_a_document"
            ),
        ]
