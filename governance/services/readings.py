"""Which stored reading of a version counts: what is live is judged by the reading that was signed.

Or by a later one that was approved: services.rereading.
"""

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from governance.models import AdoptedReading, Extraction, Live


def readings_of(live: QuerySet[Live]) -> QuerySet[Extraction]:
    """The readings by which these live pages are judged."""
    adopted = AdoptedReading.objects.order_by("-pk").values("engine")[:1]
    later = Extraction.objects.filter(
        version=OuterRef("publication__version"),
        engine=Subquery(adopted),
        pk__gt=OuterRef("publication__signoff__extraction"),
    )
    signed = F("publication__signoff__extraction")
    chosen = live.order_by().annotate(reading=Coalesce(Subquery(later.values("pk")[:1]), signed))
    return Extraction.objects.filter(pk__in=chosen.values("reading"))
