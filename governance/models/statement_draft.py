"""A statement that is still being written: its texts, and the signatures that make it the law.

docs/decisions/statement-drafts.md says why it has this shape.
"""

from datetime import date
from functools import lru_cache

from django.conf import settings
from django.db import models

from governance.claims.statement import parse_statement
from governance.claims.values import Statement


class Part(models.TextChoices):
    """As what somebody signs a statement, and what they say by it."""

    OWNER = (
        "owner",
        "I own this position statement. I have read it and what it does to our pages, and I approve it as what this "
        "site may say from the day that it names.",
    )
    SECOND = (
        "second",
        "I did not write this position statement. I have read it and what it does to our pages, it is medically "
        "right, and I approve it as what this site may say from the day that it names.",
    )


class StatementDraft(models.Model):
    """The one draft that is open, and those that ended. Working state: it only points to the newest text.

    base: the statement that it began from. revision: the number of its newest text, by which two tabs are told apart.
    """

    base = models.ForeignKey("governance.ApprovedStatement", models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    is_open = models.BooleanField(default=True)
    begun_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_open"], condition=models.Q(is_open=True), name="one_statement_draft_is_open"
            ),
        ]

    def __str__(self) -> str:
        return f"Statement draft {self.pk}"

    @property
    def edit(self) -> "StatementEdit":
        """Its newest text."""
        return self.edits.select_related("written_by").get(number=self.revision)


class StatementEdit(models.Model):
    """One text of a draft, as somebody saved it. Never changed, so what a signature is of can always be read.

    source: YAML that parses; digest: SHA-256 over its UTF-8 bytes.
    """

    draft = models.ForeignKey(StatementDraft, models.PROTECT, related_name="edits")
    number = models.PositiveIntegerField()
    source = models.TextField()
    digest = models.CharField(max_length=64)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="statement_edit_is_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"Draft of statement {self.parsed().version}"

    def parsed(self) -> Statement:
        """The text as the engine reads it."""
        return _parsed(self.source, "the draft")

    @property
    def effective(self) -> date:
        """The day from which it would be in force."""
        return date.fromisoformat(self.parsed().effective)


class StatementSignature(models.Model):
    """A signature on one text of a draft. The signer's name and licence are kept as they were at that moment.

    effect: what the signer was shown that it does to live pages, as `services.statement.effect` writes it.
    """

    edit = models.ForeignKey(StatementEdit, models.PROTECT, related_name="signatures")
    part = models.CharField(max_length=10, choices=Part.choices)
    digest = models.CharField(max_length=64)
    version = models.CharField(max_length=40)
    effective = models.DateField()
    effect = models.TextField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    degree = models.CharField(max_length=40)
    specialty = models.CharField(max_length=100)
    licence_number = models.CharField(max_length=60)
    licence_region = models.CharField(max_length=60)
    licence_expires = models.DateField()
    signed_at = models.DateTimeField()
    signed_on = models.DateField(help_text="The day of the signature in the site's time zone.")
    # Ed25519 over `governance.services.statement.seals.statement_payload`.
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=128)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["edit", "part"], name="statement_is_signed_once_in_each_part"),
            models.CheckConstraint(
                condition=models.Q(licence_expires__gte=models.F("signed_on")),
                name="statement_signer_is_licensed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.degree}, on {self.signed_on}"


# The text of an edit never changes.
_parsed = lru_cache(maxsize=16)(parse_statement)
