"""Live pages that rest on a signature whose physician may sign no more. It stays valid; somebody looks at them."""

from datetime import date

from django.db.models import QuerySet

from governance.admin.show import linked
from governance.models import Live

MOST_ROWS = 50


def lapsed_rows(*, on: date) -> list[Live]:
    """The live pages whose signer's licence in the register ended before that day, the longest ago first."""
    return linked(resting_on_lapsed(on=on)[:MOST_ROWS], "document")


def resting_on_lapsed(*, on: date) -> QuerySet[Live]:
    """The same as a queryset, without addresses."""
    expires = "publication__signoff__physician__physician__licence_expires"
    resting = Live.objects.filter(**{f"{expires}__lt": on})
    related = ("publication__signoff__physician__physician", "document")
    return resting.select_related(*related).order_by(expires, "publication__title")
