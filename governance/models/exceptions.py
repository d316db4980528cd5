"""Exceptions: a documented permission for one finding in one digest, by a physician and a compliance officer."""

from datetime import date

from django.conf import settings
from django.db import models


class ExceptionRequest(models.Model):
    """A physician asks that one conflict be permitted, for a reason and until a day.

    The claim belongs to one version, so any edit uses the permission up.
    """

    claim = models.ForeignKey("governance.FoundClaim", models.PROTECT, related_name="exception_requests")
    statement = models.ForeignKey("governance.ApprovedStatement", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=1000)
    expires_on = models.DateField()
    physician = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    physician_name = models.CharField(max_length=300)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="exception_has_a_reason")]

    def __str__(self) -> str:
        return f"Exception for “{self.claim.sentence[:80]}”"


class ExceptionGrantQuerySet(models.QuerySet):
    """Granted exceptions by when they hold."""

    def holding(self, *, on: date) -> "ExceptionGrantQuerySet":
        """Those that have not expired by that day, the last day included."""
        return self.filter(request__expires_on__gte=on)


class ExceptionGrant(models.Model):
    """A compliance officer, another person than the physician, grants what was asked."""

    request = models.OneToOneField(ExceptionRequest, models.PROTECT, related_name="grant")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    officer_name = models.CharField(max_length=300)
    granted_at = models.DateTimeField()

    objects = ExceptionGrantQuerySet.as_manager()


class ExceptionDecline(models.Model):
    """A compliance officer declines what was asked, with a reason. The physician may ask again, with better ones."""

    request = models.OneToOneField(ExceptionRequest, models.PROTECT, related_name="decline")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    officer_name = models.CharField(max_length=300)
    declined_at = models.DateTimeField()
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="decline_has_a_reason")]
