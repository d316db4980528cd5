"""The flagged pages for a desk, and the day on which the live page of a review comes down."""

from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from governance.admin.show import linked
from governance.models import ConflictFlag, Review

MOST_ROWS = 50


def flagged_rows(*, on: date, owner: int | None = None) -> list[ConflictFlag]:
    """The flags that stand, the first to end first, each with the address of its page; one query.

    owner: only the pages that this person owns.
    """
    flags = ConflictFlag.objects.standing(on=on).select_related("publication__document__owner", "statement")
    if owner is not None:
        flags = flags.filter(publication__document__owner=owner)
    return linked(flags.order_by("deadline", "pk")[:MOST_ROWS], "publication.document")


def with_deadline(reviews: QuerySet[Review], *, on: date) -> QuerySet[Review]:
    """Adds `comes_down_on`: the day on which the live page of the same document is taken down, None for none."""
    flags = ConflictFlag.objects.standing(on=on).filter(publication__document=OuterRef("document"))
    return reviews.annotate(comes_down_on=Subquery(flags.values("deadline")[:1]))
