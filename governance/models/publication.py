"""Publications: the frozen pages that the public sees; and what is live now."""

from datetime import date

from django.conf import settings
from django.db import models

from governance.models.signoff import SignOff


class Publication(models.Model):
    """What the public saw from `published_at` on, until the next publication or a withdrawal. Never changed.

    text: the words that were signed, in the encoding under the digest. html: the page made of them.
    path: where the public finds it, such as `conditions/migraine`.
    """

    document = models.ForeignKey("content.Document", models.PROTECT, related_name="publications")
    version = models.ForeignKey("content.Version", models.PROTECT, related_name="publications")
    signoff = models.OneToOneField("governance.SignOff", models.PROTECT, related_name="publication")
    statement = models.ForeignKey("governance.ApprovedStatement", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    text = models.TextField()
    collection = models.CharField(max_length=40)
    path = models.CharField(max_length=160)
    title = models.CharField(max_length=300)
    lead = models.TextField(blank=True)
    html = models.TextField()
    last_reviewed = models.DateField()
    next_review = models.DateField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["path"], name="publications_by_path")]

    def __str__(self) -> str:
        return f"{self.title}, published {self.published_at:%Y-%m-%d}"

    @property
    def reviewed(self) -> SignOff:
        """The sign-off of the last review: of the whole text, never that of a correction."""
        return self.signoff.in_full


class PublicationLink(models.Model):
    """A link from a publication to the address of another page, which may be published or not.

    is_shown_there: the publication appears whole on that page, as a FAQ does on its condition pages.
    """

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="links")
    position = models.PositiveSmallIntegerField()
    path = models.CharField(max_length=160, db_index=True)
    is_shown_there = models.BooleanField()

    class Meta:
        ordering = ["publication", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "position"], name="publication_links_are_in_order"
            ),
        ]


class PublicNote(models.TextChoices):
    """What readers are told beside the date. A closed list: free words would reach them without a signature."""

    NONE = "", "No more than that it was taken down, and when"
    REVIEW = "review", "It is being reviewed again."
    OUTDATED = "outdated", "Some of it was out of date."
    MISTAKE = "mistake", "It contained a mistake."
    REPLACED = "replaced", "Other pages took its place."
    RECALLED = "recalled", "Something that it said no longer holds."
    OVERDUE = "overdue", "It was due for review and was not reviewed in time."


class Withdrawal(models.Model):
    """A publication was taken down: by whom, when, and why."""

    publication = models.OneToOneField(Publication, models.PROTECT, related_name="withdrawal")
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField()
    reason = models.CharField(max_length=500)  # for staff alone
    public_note = models.CharField(max_length=10, choices=PublicNote.choices, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="withdrawal_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(public_note__in=PublicNote.values), name="withdrawal_note_is_of_the_list"
            ),
        ]


class LiveQuerySet(models.QuerySet):
    """What the public sees now."""

    def pages(self) -> "LiveQuerySet":
        """With all that a page shows, in one query."""
        return self.select_related("publication", "publication__signoff__corrects")

    def shown_on(self, path: str) -> "LiveQuerySet":
        """Live publications that appear whole on that page, in the order in which they were first written."""
        links = {"publication__links__path": path, "publication__links__is_shown_there": True}
        return self.filter(**links).select_related("publication").order_by("document_id")

    def linked_from(self, publication: Publication) -> "LiveQuerySet":
        """Live pages that a publication links to."""
        paths = publication.links.filter(is_shown_there=False).values("path")
        return self.filter(path__in=paths).select_related("publication").order_by("publication__title")

    def due_for_review(self, *, on: date) -> "LiveQuerySet":
        """Live pages whose next review is due on that day or before."""
        return self.filter(publication__next_review__lte=on)


class Live(models.Model):
    """Which publication of a document the public sees now; no row where there is none.

    The primary key is the document, so a document has one live publication at most.
    """

    document = models.OneToOneField("content.Document", models.PROTECT, primary_key=True, related_name="live")
    publication = models.OneToOneField(Publication, models.PROTECT, related_name="live")
    path = models.CharField(max_length=160, unique=True)

    objects = LiveQuerySet.as_manager()
