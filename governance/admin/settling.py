"""Settling a sentence: one act for each unclear claim in it, with the same word and reason."""

from django.utils import timezone

from governance.admin.cards import Card
from governance.admin.forms import SettleForm
from governance.models import FoundClaim, Person, Review
from governance.services import reviews
from governance.services.actors import Actor


def settle_sentence(actor: Actor, review: Review, card: Card, form: SettleForm) -> None:
    """Calls the verb for each unclear claim; for a sentence without one the verb refuses, and records it.

    Raises what the verb raises: Denied, MovedOn, ValidationError.
    """
    for claim in FoundClaim.objects.filter(pk__in=card.unclear or card.points[0].claims).order_by("pk"):
        reviews.settle(
            actor=actor,
            review=review,
            claim=claim,
            settled_as=form.data.get(form.add_prefix("settled_as"), ""),
            reason=form.data.get(form.add_prefix("reason"), ""),
            seen=form.cleaned_data.get("seen") if form.is_valid() else None,
            at=timezone.now(),
        )


def is_same_word(person: Person, card: Card, form: SettleForm) -> bool:
    """Whether the latest word on the sentence is this very one, sent twice."""
    settlements = [point.settlement for point in card.points if point.settlement]
    latest = max(settlements, key=lambda item: item.pk, default=None)
    sent = form.cleaned_data["settled_as"], form.cleaned_data["reason"].strip(), person.pk
    return latest is not None and (latest.settled_as, latest.reason, latest.physician_id) == sent
