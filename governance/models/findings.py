"""What the engine read in a version, how a statement judges it, and what physicians settled.

Claims do not depend on a statement: they are stored once per version and engine, and a new statement is
judged by arithmetic on them.
"""

from django.conf import settings
from django.db import models
from django.db.models import Case, Value, When
from django.db.models.functions import Cast, Concat

from governance.claims.values import Verdict


class Extraction(models.Model):
    """One reading of one version by one edition of the engine. Its claims may be none."""

    version = models.ForeignKey("content.Version", models.PROTECT, related_name="extractions")
    engine = models.CharField(max_length=40)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "engine"], name="version_is_read_once_by_an_engine"),
        ]


class FoundClaim(models.Model):
    """A claim about one condition. A claim about several is several rows, so that judging is arithmetic.

    number: the sentence's number on the page, from 1; claims in the same sentence share it.
    block, start, end: the span in the Markdown source. low, high: the interval on the scale `topic`.
    topic "" stands for what the engine could not place; cues are offsets, `12-17 30-41`.
    """

    extraction = models.ForeignKey(Extraction, models.PROTECT, related_name="claims")
    number = models.PositiveIntegerField()
    block = models.CharField(max_length=80)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    sentence = models.TextField()
    topic = models.CharField(max_length=20, blank=True)
    low = models.PositiveSmallIntegerField()
    high = models.PositiveSmallIntegerField()
    agent = models.CharField(max_length=20)
    condition = models.CharField(max_length=60)
    certain = models.BooleanField()
    cues = models.CharField(max_length=500, blank=True)
    rule = models.CharField(max_length=80, blank=True)
    why = models.CharField(max_length=300, blank=True)
    # All that a verdict depends on, in one word: claims of one shape are judged alike by any statement.
    shape = models.GeneratedField(
        expression=Concat(
            "topic", Value("|"), Cast("low", models.CharField(max_length=5)), Value("|"),
            Cast("high", models.CharField(max_length=5)), Value("|"), "agent", Value("|"), "condition", Value("|"),
            Case(When(certain=True, then=Value("certain")), default=Value("")),
        ),
        output_field=models.CharField(max_length=140),
        db_persist=True,
    )  # fmt: skip

    class Meta:
        ordering = ["extraction", "number", "pk"]
        indexes = [models.Index(fields=["shape", "extraction", "number"], name="claim_by_shape")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(low__lte=models.F("high")), name="claim_interval_is_closed"
            ),
            models.CheckConstraint(condition=models.Q(start__lt=models.F("end")), name="claim_has_words"),
        ]


class JudgedClaim(models.Model):
    """A finding: one claim judged against one statement."""

    claim = models.ForeignKey(FoundClaim, models.PROTECT, related_name="judgements")
    statement = models.ForeignKey("governance.ApprovedStatement", models.PROTECT, related_name="judgements")
    verdict = models.CharField(max_length=12, choices=[(v.value, v.value) for v in Verdict])
    position = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "statement"], name="claim_is_judged_once_by_a_statement"
            ),
        ]
        indexes = [models.Index(fields=["statement", "verdict"], name="finding_by_verdict")]


class Settling(models.TextChoices):
    """What a physician says of an unclear sentence."""

    INSIDE = "inside", "Inside the band"
    CONFLICT = "conflict", "It contradicts the statement"
    NO_CLAIM = "no_claim", "Nothing that the statement governs"


class Settlement(models.Model):
    """A physician's word, with a reason, on an unclear claim. The latest one counts.

    confirms: the earlier word on the same sentence, where this one repeats it.
    """

    claim = models.ForeignKey(FoundClaim, models.PROTECT, related_name="settlements")
    settled_as = models.CharField(max_length=12, choices=Settling.choices)
    reason = models.CharField(max_length=500)
    physician = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    physician_name = models.CharField(max_length=300)
    settled_at = models.DateTimeField()
    confirms = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["claim", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="settlement_has_a_reason"),
        ]
