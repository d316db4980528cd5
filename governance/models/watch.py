"""What the schedule watches over: working state, not proof."""

from django.db import models


class Watch(models.Model):
    """One row: when the live pages were last compared with what was signed, and when the anchor was last mailed."""

    compared_at = models.DateTimeField(null=True)
    pages = models.PositiveIntegerField(default=0)
    differences = models.PositiveIntegerField(default=0)
    anchor_mailed_on = models.DateField(null=True)
    alarms_at = models.DateTimeField(null=True)
    chain_verified_at = models.DateTimeField(null=True)
    chain_entries = models.PositiveBigIntegerField(default=0)
    chain_fault = models.CharField(max_length=500, blank=True)
    clock_read_to = models.BigIntegerField(null=True)


class AlarmKind(models.TextChoices):
    """What can be so wrong that somebody is told at once."""

    CHAIN = "chain", "The audit trail does not hold"
    RULES = "rules", "A rule of the database is missing"
    CLOCK = "clock", "The clock went back"
    LICENCE = "licence", "A signature on the day on which a licence ended"


class Alarm(models.Model):
    """An alarm that was raised, so that it is raised once. What happened is in the trail; this is working state."""

    kind = models.CharField(max_length=10, choices=AlarmKind.choices)
    about = models.CharField(max_length=500)
    raised_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "about"], name="alarm_is_raised_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}. {self.about}"
