"""Position statements. The text is the law as it was approved; its positions are read from it."""

from datetime import date, datetime
from functools import lru_cache

from django.conf import settings
from django.db import models
from django.utils import timezone

from governance.claims.statement import parse_statement
from governance.claims.values import Statement


class StatementQuerySet(models.QuerySet):
    """Statements by when they hold."""

    def in_force(self, *, at: datetime) -> "ApprovedStatement | None":
        """The statement that was in force at a moment: of those approved and effective by then the latest."""
        return self.filter(approved_at__lte=at)._latest(on=_day(at))

    def binding(self, *, at: datetime) -> "ApprovedStatement | None":
        """The statement that an act at this moment must obey.

        Whatever was approved counts, even if the act's clock was read a moment before the approval: between two
        processes the order of the commits decides, not that of their clocks. So does one that has taken effect, even
        if the act's clock was read on the day before.
        """
        return self._ranked(models.Q(effective__lte=_day(at)) | models.Q(effect__isnull=False)).first()

    def coming(self, *, at: datetime) -> "ApprovedStatement | None":
        """The next statement that is approved and not yet in force."""
        return self.filter(effective__gt=_day(at)).order_by("effective", "-approved_at", "-pk").first()

    def ranked(self, *, on: date) -> "StatementQuerySet":
        """Those whose day has come, the one in force on that day first."""
        return self._ranked(models.Q(effective__lte=on))

    def _ranked(self, chosen: models.Q) -> "StatementQuerySet":
        return self.filter(chosen).order_by("-effective", "-approved_at", "-pk")

    def _latest(self, *, on: date) -> "ApprovedStatement | None":
        return self.ranked(on=on).first()


class ApprovedStatement(models.Model):
    """A position statement that was approved. Never changed: a new version is a new statement.

    source: the YAML text; digest: SHA-256 over its UTF-8 bytes.
    """

    version = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    source = models.TextField()
    digest = models.CharField(max_length=64, unique=True)
    effective = models.DateField()
    approved_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seconded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-effective", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(approved_by=models.F("seconded_by")),
                name="statement_is_approved_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"Statement {self.version}"

    def parsed(self) -> Statement:
        """The positions and required sentences as the engine reads them."""
        return _parsed(self.source, f"statement {self.version}")


class StatementEffect(models.Model):
    """A statement that was approved ahead has taken effect on its day: all live pages were judged by it."""

    statement = models.OneToOneField(ApprovedStatement, models.PROTECT, related_name="effect")
    taken_at = models.DateTimeField()


# An approved text never changes, so it is read once a process.
_parsed = lru_cache(maxsize=32)(parse_statement)


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
