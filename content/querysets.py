"""Queries of the content that speak its words."""

from django.db import models


class DocumentQuerySet(models.QuerySet):
    """Documents of any kind."""

    def owned_by(self, person: models.Model) -> "DocumentQuerySet":
        """The documents of one person."""
        return self.filter(owner=person)


class VersionQuerySet(models.QuerySet):
    """Versions of documents."""

    def newest(self) -> "VersionQuerySet":
        """The newest version of each document."""
        return self.filter(number=models.F("document__version_number"))

    def up_to(self, version: models.Model) -> "VersionQuerySet":
        """The versions of the same document up to this one: all that its words can come from."""
        return self.filter(document=version.document_id, number__lte=version.number)
