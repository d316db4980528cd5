"""Flags: live pages that contradict a new statement and may stay up to a day, where the site's policy says so."""

from datetime import date

from django.db import models

from governance.models.publication import Publication
from governance.models.statement import ApprovedStatement


class ConflictFlagQuerySet(models.QuerySet):
    """Flags by whether they still count."""

    def standing(self, *, on: date) -> "ConflictFlagQuerySet":
        """Those of what is live now, by the statement in force on that day."""
        in_force = ApprovedStatement.objects.ranked(on=on).values("pk")[:1]
        return self.filter(publication__live__isnull=False, statement=models.Subquery(in_force))

    def due(self, *, on: date) -> "ConflictFlagQuerySet":
        """Standing ones whose day has come."""
        return self.standing(on=on).filter(deadline__lte=on)


class ConflictFlag(models.Model):
    """A live publication in conflict with a statement that has taken effect. Never changed.

    deadline: the day on which it is taken down unless something else was published in its place.
    sentences: how many of its sentences are in conflict.
    """

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="flags")
    statement = models.ForeignKey(ApprovedStatement, models.PROTECT, related_name="+")
    sentences = models.PositiveIntegerField()
    flagged_at = models.DateTimeField()
    deadline = models.DateField(db_index=True)

    objects = ConflictFlagQuerySet.as_manager()

    class Meta:
        ordering = ["deadline", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "statement"], name="publication_is_flagged_once_by_a_statement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication.title}, in conflict, until {self.deadline}"
