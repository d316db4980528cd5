"""Retracted works that pages cite, as the screens show them."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from governance.admin.access import request_may
from governance.admin.forms import SettleCitationForm
from governance.admin.show import document_url
from governance.models import Review
from governance.policy.states import ReviewState
from governance.policy.verbs import Verb
from governance.services.citations import RetractedCitation, live_retracted

Shown = tuple[RetractedCitation, SettleCitationForm | None]


def with_citation_forms(
    request: HttpRequest,
    retracted: Iterable[RetractedCitation],
    review: Review,
    bound: SettleCitationForm | None = None,
) -> list[Shown]:
    """The retracted works of a review, each with the form that settles it; `bound` in its own place."""
    may_settle = review.state == ReviewState.SUBMITTED and request_may(request, Verb.SETTLE_CITATION)
    return [(item, _form(item, bound) if may_settle else None) for item in retracted]


def live_rows(*, owner: int | None = None) -> list[dict[str, Any]]:
    """For the desk: each live page that cites a retracted work nobody settled, with the works."""
    pages: dict[int, dict[str, Any]] = {}
    for item in live_retracted(owner=owner):
        document = item.citation.version.document
        url = document_url(document.kind, document.pk)
        pages.setdefault(document.pk, {"document": document, "url": url, "works": []})["works"].append(item)
    return list(pages.values())


def _form(item: RetractedCitation, bound: SettleCitationForm | None) -> SettleCitationForm | None:
    if not item.is_open:
        return None
    prefix = f"r{item.citation.pk}"
    return bound if bound and bound.prefix == prefix else SettleCitationForm(prefix=prefix)
