"""Sign-offs: a physician's electronic signature on one digest."""

from django.conf import settings
from django.db import models


class Meaning(models.TextChoices):
    """What the physician says by signing."""

    FULL = (
        "full",
        "I have read these words. They are medically right and agree with the statement in force, "
        "and they may be shown to the public.",
    )
    CORRECTION = (
        "correction",
        "I have read what differs from the words that were signed in full. It is typography alone: no word, number, "
        "dose or claim has changed. The date of the last review stays.",
    )


class SignOff(models.Model):
    """One signature. The signer's name and credential are kept as they were at that moment."""

    review = models.OneToOneField("governance.Review", models.PROTECT, related_name="signoff")
    version = models.ForeignKey("content.Version", models.PROTECT, related_name="signoffs")
    digest = models.CharField(max_length=64)
    statement = models.ForeignKey("governance.ApprovedStatement", models.PROTECT, related_name="+")
    extraction = models.ForeignKey("governance.Extraction", models.PROTECT, related_name="+")
    findings_digest = models.CharField(max_length=64)
    physician = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="signoffs")
    physician_name = models.CharField(max_length=300)
    degree = models.CharField(max_length=40)
    specialty = models.CharField(max_length=100)
    licence_number = models.CharField(max_length=60)
    licence_region = models.CharField(max_length=60)
    licence_expires = models.DateField()
    meaning = models.CharField(max_length=20, choices=Meaning.choices)
    signed_at = models.DateTimeField()
    signed_on = models.DateField(help_text="The day of the signature in the site's time zone.")
    # A signature with the meaning "correction" rests on the last full one; no other has it.
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    # Every point of it was ticked. None where the site had none, and for a correction.
    checklist = models.ForeignKey("governance.Checklist", models.PROTECT, null=True, related_name="signoffs")
    # Ed25519 over `governance.seals.signed_payload`; the key's id says which public key verifies it.
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=128)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(licence_expires__gte=models.F("signed_on")),
                name="signoff_physician_is_licensed",
            ),
            models.CheckConstraint(
                condition=models.Q(meaning=Meaning.CORRECTION, corrects__isnull=False, checklist=None)
                | (~models.Q(meaning=Meaning.CORRECTION) & models.Q(corrects=None)),
                name="correction_alone_rests_on_a_full_signoff",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.physician_name}, {self.degree}, on {self.signed_on}"

    @property
    def in_full(self) -> "SignOff":
        """The sign-off of the whole text: this one, or the one that this correction rests on."""
        return self.corrects or self

    @property
    def credential(self) -> str:
        """Degree, specialty and licence as they were."""
        return f"{self.degree}, {self.specialty}, {self.licence_region} licence {self.licence_number}"


class Retraction(models.Model):
    """The physician takes a signature back; the page that rests on it is withdrawn in the same step."""

    signoff = models.OneToOneField(SignOff, models.PROTECT, related_name="retraction")
    retracted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    retracted_at = models.DateTimeField()
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="retraction_has_a_reason")]
