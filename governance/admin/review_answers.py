"""The answers that every act on a review gives: the screen again, a refusal, or that somebody was quicker."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from content.digest import decode
from governance.admin.blocking import shown_blockers
from governance.admin.redline import Redline, redline
from governance.admin.review_screen import review_context
from governance.admin.screens import newest_version
from governance.admin.show import moved_on
from governance.models import Review
from governance.policy.gate import Code
from governance.services.acting import MovedOn, Refusal

MOVED = frozenset({Code.TEXT_MOVED_ON, Code.OTHER_WORDS_SIGNED})
OWN_WORDS = MOVED | {Code.NOT_AUTHENTICATED, Code.NO_SECOND_FACTOR}


def refusal_screen(
    site: AdminSite, request: HttpRequest, review: Review, refusal: Refusal, says: str
) -> HttpResponse:
    """Everything that stands in the way, at once; 409 where the words are others by now."""
    has_moved = any(blocker.code in MOVED for blocker in refusal.blockers)
    return review_page(
        site,
        request,
        review_or_404(review.pk),
        status=409 if has_moved else 422,
        shown_blockers=shown_blockers(request, review, refusal.blockers),
        refused=[item.sentence for item in refusal.blockers if item.code in OWN_WORDS] or [says],
        moved_changes=_what_moved(review) if has_moved else None,
    )


def _what_moved(review: Review) -> Redline | None:
    """The difference between the words of the review and the newest ones."""
    newest = newest_version(review.document)
    if newest is None or newest.pk == review.version_id:
        return None
    return redline(decode(review.version.text), decode(newest.text))


def quicker_screen(
    site: AdminSite,
    request: HttpRequest,
    review: Review,
    error: MovedOn,
    *,
    after: str = "Nothing was changed.",
) -> HttpResponse:
    """409: somebody was quicker; what was typed is shown, so that nothing is lost."""
    context = {**site.each_context(request), "document": review.document}
    return moved_on(request, context, sentence=f"{error} {after}", back=review_url(review))


def review_page(
    site: AdminSite, request: HttpRequest, review: Review, *, status: int = 200, **extra: Any
) -> HttpResponse:
    """The review screen; `extra` takes the place of what it would show."""
    context = {**site.each_context(request), **review_context(request, review), **extra}
    return render(request, "staff/review.html", context, status=status)


def review_or_404(pk: int) -> Review:
    """The review with what the screen shows of it. Raises Http404."""
    reviews = Review.objects.select_related(
        "document__owner", "version__document", "submitted_by", "decided_by"
    )
    review = reviews.filter(pk=pk).first()
    if review is None:
        raise Http404("There is no such review.")
    return review


def review_url(review: Review) -> str:
    """The address of its screen."""
    return reverse("admin:review", args=[review.pk])
