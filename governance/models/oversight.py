"""A second look at signed pages: which were drawn, from which seed, and what another physician found."""

from django.conf import settings
from django.db import models


class SampleDraw(models.Model):
    """A random sample of the signatures of a period, drawn from a seed that was in the trail before.

    seed: the hash of the entry `seed_entry`, which announced period and size. pool: how many signatures there were.
    """

    since = models.DateField()
    until = models.DateField()
    size = models.PositiveSmallIntegerField()
    pool = models.PositiveIntegerField()
    seed_entry = models.BigIntegerField(unique=True)
    seed = models.CharField(max_length=64)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drawn_by_name = models.CharField(max_length=300)
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(since__lte=models.F("until")), name="draw_has_a_period"
            ),
        ]

    def __str__(self) -> str:
        return f"Sample of {self.since} to {self.until}"


class SampledSignature(models.Model):
    """One signature of a sample. position: its place in the draw, from 1."""

    draw = models.ForeignKey(SampleDraw, models.PROTECT, related_name="sampled")
    position = models.PositiveSmallIntegerField()
    signoff = models.ForeignKey("governance.SignOff", models.PROTECT, related_name="sampled")

    class Meta:
        ordering = ["draw", "position"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "position"], name="sample_has_an_order"),
            models.UniqueConstraint(fields=["draw", "signoff"], name="signature_is_drawn_once_in_a_sample"),
        ]

    def __str__(self) -> str:
        return f"Second look at {self.signoff.version}"


class Opinion(models.TextChoices):
    """What the second physician says."""

    AGREES = "agrees", "I would have signed it too"
    REMARK = "remark", "I would have signed it, with a remark"
    DISAGREES = "disagrees", "I would not have signed it"


class SecondLook(models.Model):
    """What a physician, who neither wrote nor signed it, found."""

    sampled = models.OneToOneField(SampledSignature, models.PROTECT, related_name="look")
    opinion = models.CharField(max_length=10, choices=Opinion.choices)
    reason = models.CharField(max_length=1000)
    physician = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    physician_name = models.CharField(max_length=300)
    looked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="second_look_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(opinion__in=Opinion.values), name="second_look_opinion_is_of_the_list"
            ),
        ]
