"""What versions cite, which of it was retracted, and what physicians said of that.

Notices and settlements never change once written. Citations are an index, made of the versions' own words.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

LONGEST_DOI = 300  # as content.citations cuts them


class Nature(models.TextChoices):
    """What a notice does to a work: as content.retractions reads it."""

    RETRACTION = "retraction", "retraction"
    REINSTATEMENT = "reinstatement", "reinstatement"


class Citation(models.Model):
    """One work that one version cites. place, label, pmid, doi: as in `content.citations.Cited`.

    is_noticed: a notice names the work, whatever came of it. Lists of live pages begin with these few.
    """

    version = models.ForeignKey("content.Version", models.PROTECT, related_name="citations")
    place = models.CharField(max_length=80)
    label = models.CharField(max_length=300)
    pmid = models.CharField(max_length=9, blank=True, db_index=True)
    doi = models.CharField(max_length=LONGEST_DOI, blank=True, db_index=True)
    is_noticed = models.BooleanField(default=False)

    class Meta:
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "place", "pmid", "doi"], name="version_cites_a_work_once_in_a_place"
            ),
            models.CheckConstraint(condition=~(Q(pmid="") & Q(doi="")), name="citation_has_a_number"),
        ]
        indexes = [
            models.Index(fields=["version"], condition=Q(is_noticed=True), name="citation_noticed"),
        ]


class NoticeQuerySet(models.QuerySet):
    """Notices by whether they still hold."""

    def standing(self) -> "NoticeQuerySet":
        """Retractions after which the work was not reinstated."""
        later = RetractionNotice.objects.filter(
            nature=Nature.REINSTATEMENT, noticed_on__gte=OuterRef("noticed_on")
        )
        same_pmid = later.filter(pmid=OuterRef("pmid")).exclude(pmid="")
        same_doi = later.filter(doi=OuterRef("doi")).exclude(doi="")
        return self.filter(~Exists(same_pmid), ~Exists(same_doi), nature=Nature.RETRACTION)

    def naming(self, works: Any) -> "NoticeQuerySet":
        """Notices of any of these works, which have a pmid and a doi."""
        pmids = {work.pmid for work in works} - {""}
        dois = {work.doi for work in works} - {""}
        return self.filter(Q(pmid__in=pmids) | Q(doi__in=dois))


class RetractionNotice(models.Model):
    """A published work was retracted, or reinstated, as a list from outside says. `record`: its number there."""

    record = models.CharField(max_length=40)
    nature = models.CharField(max_length=16, choices=Nature.choices)
    pmid = models.CharField(max_length=9, blank=True, db_index=True)
    doi = models.CharField(max_length=LONGEST_DOI, blank=True, db_index=True)
    title = models.CharField(max_length=400, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    noticed_on = models.DateField()
    imported_at = models.DateTimeField()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "nature", "pmid", "doi", "noticed_on"], name="notice_is_imported_once"
            ),
            models.CheckConstraint(condition=~(Q(pmid="") & Q(doi="")), name="notice_names_a_work"),
        ]

    def __str__(self) -> str:
        return self.title or (f"PMID {self.pmid}" if self.pmid else f"DOI {self.doi}")

    def is_of(self, work: Any) -> bool:
        """Whether the notice names the work, by either number."""
        return bool((self.pmid and self.pmid == work.pmid) or (self.doi and self.doi == work.doi))


class CitationSettlement(models.Model):
    """A physician's word, with a reason, that a version may go on citing a retracted work."""

    citation = models.ForeignKey(Citation, models.PROTECT, related_name="settlements")
    notice = models.ForeignKey(RetractionNotice, models.PROTECT, related_name="settlements")
    reason = models.CharField(max_length=500)
    physician = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    physician_name = models.CharField(max_length=300)
    settled_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["citation", "notice"], name="retracted_citation_is_settled_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="citation_settlement_has_a_reason"),
        ]
