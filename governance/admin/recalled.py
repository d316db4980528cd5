"""What was said of the same sentences in earlier versions, as the review screen shows it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from governance.admin.access import request_may
from governance.admin.cards import Card, Remembered
from governance.models import Review, Settlement
from governance.policy.states import ReviewState
from governance.policy.verbs import Verb
from governance.services.facts import Case
from governance.services.remembering import remembered


def recalling_context(
    request: HttpRequest, review: Review, case: Case, cards: Mapping[str, Any]
) -> dict[str, Any]:
    """The open cards with what is remembered of them, for who may settle; and all of these as a list."""
    if review.state != ReviewState.SUBMITTED or not request_may(request, Verb.SETTLE):
        return {"recalled": []}
    known = remembered(case)
    open_cards = [(_recalled(card, known), form) for card, form in cards["open_cards"]]
    return {"open_cards": open_cards, "recalled": [card for card, _ in open_cards if card.remembered]}


def _recalled(card: Card, known: Mapping[int, Settlement]) -> Card:
    if not card.to_settle or any(claim not in known for claim in card.to_settle):
        return card
    return replace(card, remembered=tuple(Remembered(claim, known[claim]) for claim in card.to_settle))
