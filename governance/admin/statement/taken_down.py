"""A writer's own pages that were taken down and wait for new words, as their desk names them."""

from django.db.models import OuterRef, QuerySet, Subquery

from content.models import Document
from governance.models import Person, Withdrawal
from governance.querysets import Standing, with_standing

MOST_ROWS = 10


def taken_down(person: Person) -> QuerySet[Document]:
    """The person's pages whose newest version was public and is no more, with why and when, the latest first."""
    last = Withdrawal.objects.filter(publication__document=OuterRef("pk")).order_by("-pk")
    withdrawn = with_standing(Document.objects.owned_by(person)).filter(standing=Standing.WITHDRAWN)
    return withdrawn.annotate(
        taken_down_at=Subquery(last.values("withdrawn_at")[:1]), reason=Subquery(last.values("reason")[:1])
    ).order_by("-taken_down_at", "pk")[:MOST_ROWS]
