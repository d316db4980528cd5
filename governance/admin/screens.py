"""What several screens of a document share: finding it, its newest version, and what is found in that."""

import re
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from content.models import Document, Version
from governance.admin.access import request_may
from governance.admin.cards import Card, Standing, cards_of
from governance.admin.cases import shown_case
from governance.admin.commented import open_comments
from governance.admin.forms import SubmitForm
from governance.admin.show import urls_of
from governance.models import Live, Review
from governance.policy.states import OPEN, ReviewState
from governance.policy.verbs import Verb

# No longer than the database can count.
KEY = re.compile(r"[0-9]{1,18}")
OPEN_STANDINGS = frozenset({Standing.CONFLICT, Standing.UNCLEAR})


def document_or_404(model_admin: Any, object_id: object) -> Document:
    """The document of the admin's kind. Raises Http404 for any other key, that of another kind included."""
    document = None
    if KEY.fullmatch(str(object_id)):
        document = model_admin.model.objects.select_related("owner").filter(pk=int(str(object_id))).first()
    if document is None:
        raise Http404("There is no such page.")
    return document


def version_or_404(document: Document, number: int) -> Version:
    """A version of the document. Raises Http404 for a number that it does not have."""
    version = Version.objects.filter(document=document.pk, number=number).select_related("document").first()
    if version is None:
        raise Http404("This page has no such version.")
    return version


def newest_version(document: Document) -> Version | None:
    """The newest version, None for a document that was never saved as one."""
    numbered = Version.objects.filter(document=document.pk, number=document.version_number)
    return numbered.select_related("document").first()


def findings_context(version: Version) -> dict[str, Any]:
    """The findings of a version as a screen shows them: the case, the cards, and how many of each standing."""
    shown = shown_case(version, at=timezone.now())
    cards = cards_of(shown.case.findings, kind=version.document.kind)
    return {
        "case": shown.case,
        "is_read_now": shown.is_current,
        "statement": shown.case.statement,
        "cards": cards,
        "counts": counts_of(cards),
        "retracted": [(item, None) for item in shown.case.retracted],
        **by_standing(cards),
    }


def counts_of(cards: list[Card]) -> dict[str, int]:
    """How many sentences there are of each standing; `unclear` counts those in conflict that wait too."""
    counts = {standing.value: sum(card.standing is standing for card in cards) for standing in Standing}
    return {**counts, Standing.UNCLEAR.value: sum(bool(card.to_settle) for card in cards)}


def by_standing(cards: list[Card]) -> dict[str, list[Any]]:
    """The cards in three groups; those that can be settled with a place for the form."""
    return {
        "open_cards": [(card, None) for card in cards if card.standing in OPEN_STANDINGS],
        "settled_cards": [(card, None) for card in cards if card.standing is Standing.SETTLED],
        "inside_cards": [card for card in cards if card.standing is Standing.INSIDE],
    }


def document_context(
    model_admin: Any, request: HttpRequest, document: Document | None, version: Version | None
) -> dict[str, Any]:
    """What every screen of one document shows: the site's frame, its way so far, what may be done with it."""
    context = {
        **frame_context(model_admin, request, document),
        "version": version,
        "may_save": request_may(request, Verb.SAVE),
    }
    if document is None or version is None:
        return context
    return {**context, **findings_context(version), **way_context(request, document, version)}


def frame_context(model_admin: Any, request: HttpRequest, document: Document | None) -> dict[str, Any]:
    """The frame of a document's screens: the site's, and the addresses of the others."""
    list_url = reverse(f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_changelist")
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "document": document,
        "list_url": list_url,
        **(urls_of(document) if document else {}),
    }


def way_context(request: HttpRequest, document: Document, version: Version) -> dict[str, Any]:
    """How far the document has come, and what may be done with it next."""
    live = Live.objects.pages().filter(document=document.pk).select_related("publication__version").first()
    review = _latest_review(version)
    is_newest = version.number == document.version_number
    is_open = review is not None and review.state in OPEN
    return {
        "live": live,
        "review": review,
        "is_newest": is_newest,
        "is_sent_back": review is not None and review.state == ReviewState.SENT_BACK,
        "may_submit": request_may(request, Verb.SUBMIT) and is_newest and not is_open,
        "open_comments": open_comments(document),
        "may_withdraw": live is not None and request_may(request, Verb.WITHDRAW),
        "submit_form": SubmitForm(version),
    }


def _latest_review(version: Version) -> Review | None:
    reviews = Review.objects.filter(version=version).select_related("submitted_by", "decided_by", "signoff")
    return reviews.order_by("-pk").first()
