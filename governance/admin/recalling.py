"""Words on the same sentences in earlier versions are confirmed, one by one or as a list that was read."""

import re
from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils import timezone

from governance.admin.access import Screen, actor_of
from governance.admin.comparing import screen_query
from governance.admin.review_answers import quicker_screen, review_or_404, review_url
from governance.admin.routes import Route, routes
from governance.models import FoundClaim, Review, Settlement
from governance.services.acting import MovedOn
from governance.services.facts import case_of
from governance.services.remembering import confirm, remembered

# `<claim>-<settlement>`: what is confirmed, and the word that was read.
CONFIRMED = re.compile(r"([0-9]{1,18})-([0-9]{1,18})")
MOST = 500
OTHER_WORDS = "There is another word on one of these sentences than those you read."


def urls(site: AdminSite) -> list[URLPattern]:
    """The address of the act."""
    return routes(
        site, Screen.REVIEWS, [Route("reviews/<int:pk>/confirm/", confirm_listed, "review_confirm")]
    )


def confirm_listed(site: AdminSite, request: HttpRequest, *, pk: int) -> HttpResponse:
    """Settles each listed sentence as it was settled before, in the physician's own name: one act for each claim."""
    review = review_or_404(pk)
    asked = dict(_asked(request.POST.getlist("confirmed")[:MOST]))
    try:
        count = _confirm(request, review, asked)
    except MovedOn as error:
        return quicker_screen(site, request, review, error)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, f"{count} sentence{'' if count == 1 else 's'} settled in your name, as before."
        )
    return HttpResponseRedirect(f"{review_url(review)}{screen_query(request)}#findings")


def _confirm(request: HttpRequest, review: Review, asked: dict[int, int]) -> int:
    """How many sentences were settled. Raises MovedOn before the first act where a word is another by now."""
    claims, words = FoundClaim.objects.in_bulk(asked), Settlement.objects.in_bulk(asked.values())
    listed = [(claims[key], words[word]) for key, word in asked.items() if key in claims and word in words]
    if not listed or len(listed) < len(asked):
        raise MovedOn(OTHER_WORDS)
    known = remembered(case_of(review.version, at=timezone.now()))
    # What does not fit comes first: its refusal is recorded, and nothing is half done.
    listed.sort(key=lambda pair: (known.get(pair[0].pk) == pair[1], pair[0].pk))
    for claim, earlier in listed:
        confirm(actor=actor_of(request), review=review, claim=claim, earlier=earlier, at=timezone.now())
    return len({claim.number for claim, _ in listed})


def _asked(values: Iterable[str]) -> Iterator[tuple[int, int]]:
    for value in values:
        found = CONFIRMED.fullmatch(value)
        if found:
            yield int(found[1]), int(found[2])
