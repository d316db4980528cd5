"""Jobs that failed: which, when, and by which kind of error. Working state, no proof."""

from django.db import models


class JobFault(models.Model):
    """One try of a job that failed. error: its kind and the line of ours where it arose, never its message.

    job: the key in the queue, None where it ran in place.
    """

    job = models.BigIntegerField(null=True, db_index=True)
    task = models.CharField(max_length=128)
    attempt = models.PositiveIntegerField(default=1)
    error = models.CharField(max_length=200)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-pk"]
