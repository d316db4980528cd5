"""What a physician said of the same sentence in an earlier version: remembered, and never carried over silently."""

from datetime import datetime

from governance.models import FoundClaim, Review, Settlement
from governance.policy.verbs import Verb
from governance.services.acting import MovedOn, acting
from governance.services.actors import Actor
from governance.services.facts import Case
from governance.services.reviews import refuse_unseen, refuse_unsettleable

Likeness = tuple[object, ...]


def remembered(case: Case) -> dict[int, Settlement]:
    """For each unclear claim that waits, by its key, the latest word on the same one; those without are left out.

    The same: the same sentence, word for word, in the same kind of block, read as the same claim, in an earlier
    version of the same page or in an earlier reading of this one.
    """
    waiting = [item.row for item in case.unsettled]
    if not waiting:
        return {}
    earlier = Settlement.objects.filter(
        claim__sentence__in={row.sentence for row in waiting},
        claim__extraction__version__document=case.version.document_id,
        claim__extraction__version__number__lte=case.version.number,
    ).exclude(claim__extraction=case.extraction)
    known = {_likeness(item.claim): item for item in earlier.select_related("claim").order_by("pk")}
    return {row.pk: known[_likeness(row)] for row in waiting if _likeness(row) in known}


def confirm(
    *, actor: Actor, review: Review, claim: FoundClaim, earlier: Settlement, at: datetime
) -> Settlement:
    """A physician says of an unclear sentence what was said of it before, now in their own name.

    earlier: the word that they read. Raises Denied, MovedOn where the review is decided, the claim is settled or
    another word is remembered by now, ValidationError for a claim that is not an unclear one of this review.
    """
    with acting(actor, Verb.SETTLE, at=at) as act:
        act.about(claim, document=review.document, label=claim.sentence)
        case = refuse_unsettleable(review, claim, at)
        refuse_unseen(claim, 0)
        if remembered(case).get(claim.pk) != earlier:
            raise MovedOn("There is another word on this sentence than the one you read.")
        settlement = Settlement.objects.create(
            claim=claim,
            settled_as=earlier.settled_as,
            reason=earlier.reason,
            physician=actor.person,
            physician_name=actor.name,
            settled_at=at,
            confirms=earlier,
        )
        detail = (
            f"{earlier.settled_as}, as {earlier.physician_name} settled it on {earlier.settled_at:%Y-%m-%d}"
        )
        act.done(after=review.version.digest, reason=earlier.reason, detail=detail)
        return settlement


def _likeness(row: FoundClaim) -> Likeness:
    # A block is `points.2.text`: another row of the same list is the same kind of block.
    section, _, cell = row.block.partition(".")
    column = cell.rpartition(".")[2]
    reading = row.topic, row.low, row.high, row.agent, row.condition, row.certain
    return section, column, row.sentence, *reading
