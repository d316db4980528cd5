"""Searches of the trail that a person keeps for themselves: working state, not proof."""

from django.conf import settings
from django.db import models

LONGEST_NAME = 80
LONGEST_QUERY = 2_000


class SavedSearch(models.Model):
    """A search under a name. query: as the address has it, so whoever gets the address sees the same."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    query = models.CharField(max_length=LONGEST_QUERY)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="person_keeps_one_search_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
