"""Notices: what a person is told of. Working state, no proof: the audit trail holds what happened."""

from django.conf import settings
from django.db import models


class NoticeKind(models.TextChoices):
    """Why somebody is told. The label is the whole sentence, in the list and in the mail."""

    SUBMITTED = "submitted", "A page waits for your review"
    ASSIGNED = "assigned", "A page was given to you to review"
    SENT_BACK = "sent back", "A physician sent your page back"
    COMMENTED = "commented", "Somebody commented or answered"
    SIGNED = "signed", "Your page is signed"
    PUBLISHED = "published", "Your page is live"
    NOT_PUBLISHED = "not published", "A page could not be published at its time"
    WITHDRAWN = "withdrawn", "A live page was taken down"
    IN_CONFLICT = "in conflict", "A page contradicts the statement"
    WOULD_CONFLICT = "would conflict", "A page would contradict a statement that is being written"
    FLAGGED = "flagged", "A live page contradicts the statement, and is taken down unless it is mended"
    DUE_SOON = "due soon", "A live page is due for review soon"
    OVERDUE = "overdue", "A live page is overdue for review"
    RECALLED = "recalled", "A claim on a page of yours was recalled"
    ESCALATED = "escalated", "A live page is long overdue for review"
    COMES_DOWN = "comes down", "A live page is taken down soon unless it is reviewed"


class MailWish(models.TextChoices):
    """When a person wants mail."""

    EACH = "each", "A mail for each notice"
    DAILY = "daily", "One mail a day"
    NEVER = "never", "No mail; the list here is enough"


class NoticeQuerySet(models.QuerySet):
    """Notices by what is still to do with them."""

    def unread(self) -> "NoticeQuerySet":
        """Not yet marked as read."""
        return self.filter(read_at=None)

    def to_mail(self, wish: MailWish) -> "NoticeQuerySet":
        """Not yet mailed, to people with an open account and an address who want their mail so."""
        found = self.filter(mailed_at=None, person__is_active=True).exclude(person__email="")
        if wish == MailWish.EACH:  # the wish of whoever never said
            return found.filter(models.Q(person__mail_choice=None) | models.Q(person__mail_choice__wish=wish))
        return found.filter(person__mail_choice__wish=wish)


class Notice(models.Model):
    """One thing that one person is told once.

    day: for what the calendar announces, the day that it is about, so that it is announced once.
    taken_at: when a process last began to mail it; after ten minutes another may try.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind)
    document = models.ForeignKey("content.Document", models.PROTECT, related_name="+")
    review = models.ForeignKey("governance.Review", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    day = models.DateField(null=True)
    read_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "document", "day"], name="person_is_told_of_a_day_once"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "read_at"], name="notice_by_person"),
            models.Index(fields=["mailed_at"], name="notice_to_mail", condition=models.Q(mailed_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.document}"


class MailChoice(models.Model):
    """How a person wants their mail; no row means a mail for each notice."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_choice")
    wish = models.CharField(max_length=10, choices=MailWish)
    digest_on = models.DateField(null=True, help_text="The day of the last daily mail.")
