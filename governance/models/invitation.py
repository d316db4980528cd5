"""Invitations: an outside expert without an account reads one version by a secret link, and comments on it."""

from datetime import datetime

from django.conf import settings
from django.db import models


class Invitation(models.Model):
    """A link for one expert to one version. Of its token only the SHA-256 is kept."""

    version = models.ForeignKey("content.Version", models.PROTECT, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    expert_name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=500)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_by_name = models.CharField(max_length=300)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(expert_name=""), name="invitation_names_the_expert"),
            models.CheckConstraint(condition=~models.Q(purpose=""), name="invitation_has_a_purpose"),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("invited_at")),
                name="invitation_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"Invitation of {self.expert_name}"

    def has_expired(self, *, at: datetime) -> bool:
        """Whether its time is over."""
        return at >= self.expires_at


class InvitationEnd(models.Model):
    """An invitation was revoked: by whom and when."""

    invitation = models.OneToOneField(Invitation, models.PROTECT, related_name="end")
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_by_name = models.CharField(max_length=300)
    ended_at = models.DateTimeField()


class InvitationUse(models.Model):
    """The link was opened: each exchange of the token is one row."""

    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="uses")
    opened_at = models.DateTimeField()
