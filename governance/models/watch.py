"""What the schedule watches over: working state, not proof."""

from django.db import models


class Watch(models.Model):
    """One row: when the live pages were last compared with what was signed, and when the anchor was last mailed."""

    compared_at = models.DateTimeField(null=True)
    pages = models.PositiveIntegerField(default=0)
    differences = models.PositiveIntegerField(default=0)
    anchor_mailed_on = models.DateField(null=True)
