"""Which stored reading of a version counts: what is live is judged by the reading that was signed."""

from django.db.models import QuerySet

from governance.models import Extraction, Live


def readings_of(live: QuerySet[Live]) -> QuerySet[Extraction]:
    """The readings by which these live pages are judged."""
    return Extraction.objects.filter(pk__in=live.order_by().values("publication__signoff__extraction"))
