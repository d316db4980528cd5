"""Comments on the words of a version: threads that are kept with it, whatever becomes of the words."""

from django.conf import settings
from django.db import models

LONGEST_COMMENT = 2000


class Said(models.Model):
    """What somebody said: a person with an account, or an outside expert by link; the name is kept as it was."""

    body = models.CharField(max_length=LONGEST_COMMENT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    author_name = models.CharField(max_length=300)
    invitation = models.ForeignKey("governance.Invitation", models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=~models.Q(body=""), name="%(class)s_says_something"),
            models.CheckConstraint(
                condition=models.Q(author=None) ^ models.Q(invitation=None),
                name="%(class)s_is_of_a_person_or_by_link",
            ),
        ]


class CommentQuerySet(models.QuerySet):
    """Comments by where they stand."""

    def open(self) -> "CommentQuerySet":
        """Not resolved."""
        return self.filter(resolution=None)


class Comment(Said):
    """The first word of a thread. number: in its document, for ever.

    block: the passage's key; quote: the words in the Markdown source, with what stood right before and after
    them. An empty quote: the comment is on the page as a whole.
    """

    document = models.ForeignKey("content.Document", models.PROTECT, related_name="comments")
    version = models.ForeignKey("content.Version", models.PROTECT, related_name="comments")
    number = models.PositiveIntegerField()
    block = models.CharField(max_length=80, blank=True)
    quote = models.TextField(blank=True)
    before = models.CharField(max_length=60, blank=True)
    after = models.CharField(max_length=60, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta(Said.Meta):
        ordering = ["document", "number"]
        constraints = [
            *Said.Meta.constraints,
            models.UniqueConstraint(fields=["document", "number"], name="comment_has_its_own_number"),
        ]

    def __str__(self) -> str:
        return f"Comment {self.number} on {self.version}"


class CommentAnswer(Said):
    """A later word of the thread."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="answers")

    class Meta(Said.Meta):
        ordering = ["comment", "pk"]


class CommentResolution(models.Model):
    """The end of a thread: by whom and when."""

    comment = models.OneToOneField(Comment, models.PROTECT, related_name="resolution")
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    resolved_by_name = models.CharField(max_length=300)
    resolved_at = models.DateTimeField()
