"""Every page of a moment, and every page that ever carried a sentence or made a claim, with when."""

import json
import re
from datetime import datetime

from django.db.models import DateTimeField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from governance.models import Publication
from governance.services.life.periods import publications_at

SHOWN = ("version", "signoff", "document")
HEAVY = ("text", "html", "version__text")


def live_at(at: datetime, *, path: str = "") -> QuerySet[Publication]:
    """The publications of a moment by their addresses; those alone whose address has `path` in it."""
    found = publications_at(at).filter(path__icontains=path) if path else publications_at(at)
    return found.select_related(*SHOWN).defer(*HEAVY).order_by("path")


def carrying(words: str) -> QuerySet[Publication]:
    """Every publication with these words, whatever blanks or line ends stand between them; the newest first."""
    # The words lie in JSON: a quote in them is escaped there, and a line end is two characters.
    parts = [re.escape(json.dumps(word, ensure_ascii=False)[1:-1]) for word in words.split()]
    return _with_ends(Publication.objects.filter(text__iregex=r"(\s|\\n)+".join(parts)))


def claiming(topic: str, point: int) -> QuerySet[Publication]:
    """Every publication with a claim whose interval on a scale has the point in it; the newest first."""
    claims = {"topic": topic, "low__lte": point, "high__gte": point}
    found = {f"signoff__extraction__claims__{name}": value for name, value in claims.items()}
    return _with_ends(Publication.objects.filter(pk__in=Publication.objects.filter(**found).values("pk")))


def _with_ends(found: QuerySet[Publication]) -> QuerySet[Publication]:
    """Each with `ended`: when it was taken down or replaced, None while it is live."""
    later = Publication.objects.filter(document=OuterRef("document"), pk__gt=OuterRef("pk")).order_by("pk")
    replaced = Subquery(later.values("published_at")[:1], output_field=DateTimeField())
    ended = Coalesce("withdrawal__withdrawn_at", replaced, output_field=DateTimeField())
    return found.annotate(ended=ended).select_related(*SHOWN).defer(*HEAVY).order_by("-pk")
