"""A hundred thousand pages in seconds: a page that went the whole way is copied by SQL, past triggers and services.

Six pages of ten are live, one is signed, three are drafts.
"""

from collections.abc import Mapping

from django.apps import apps
from django.db import connection, models, transaction

from content.models import ConditionPage, Document, Version
from governance.models import Extraction, Live, Publication, Review, SignOff

FIRST = 1_000  # the key of copy number n is this plus n
KEY = f"(s.n + {FIRST})"
LIVE, SIGNED = "s.n % 10 < 6", "s.n % 10 < 7"
SERIES = "WITH RECURSIVE s(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM s WHERE n < {last})"


@transaction.atomic
def copy_pages(live: Live, first: int, last: int) -> None:
    """Adds the copies numbered first to last of a live page."""
    publication = live.publication
    of = publication.signoff
    revision = apps.get_model("reversion.Revision")
    own = {"document_id": KEY, "version_id": KEY}
    slug, path = "'page-' || s.n", "'conditions/page-' || s.n"
    number = (first, last)
    _copy(Document, live.document_id, {"id": KEY, "title": "'Page ' || s.n", "slug": slug}, number)
    _copy(ConditionPage, live.document_id, {"document_ptr_id": KEY}, number)
    _copy(revision, publication.version.revision_id, {"id": KEY}, number)
    _copy(Version, of.version_id, {"id": KEY, "document_id": KEY, "revision_id": KEY}, number)
    _copy(Extraction, of.extraction_id, {"id": KEY, "version_id": KEY}, number)
    state = f"CASE WHEN {LIVE} THEN 'published' ELSE 'signed' END"
    _copy(Review, of.review_id, {"id": KEY, "state": state, **own}, number, SIGNED)
    signed = {"id": KEY, "review_id": KEY, "version_id": KEY, "extraction_id": KEY}
    _copy(SignOff, of.pk, signed, number, SIGNED)
    _copy(Publication, publication.pk, {"id": KEY, "signoff_id": KEY, "path": path, **own}, number, LIVE)
    _copy(Live, live.pk, {"document_id": KEY, "publication_id": KEY, "path": path}, number, LIVE)


def _copy(
    model: type[models.Model], pk: int, other: Mapping[str, str], number: tuple[int, int], where: str = "TRUE"
) -> None:
    table, key = model._meta.db_table, model._meta.pk.column
    columns = [field.column for field in model._meta.local_concrete_fields]
    names = ", ".join(f'"{column}"' for column in columns)
    picked = ", ".join(other.get(column, f't."{column}"') for column in columns)
    series = SERIES.format(first=number[0], last=number[1])
    with connection.cursor() as cursor:
        cursor.execute(
            f'{series} INSERT INTO "{table}" ({names}) SELECT {picked} FROM s, "{table}" t'
            f' WHERE t."{key}" = {pk:d} AND {where}'
        )
