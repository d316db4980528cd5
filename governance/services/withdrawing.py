"""Taking a live page down, inside whatever act asks for it, and with it what cannot stand without it."""

from collections.abc import Iterable
from datetime import datetime

from governance.models import DeliveryEvent, Live, NoticeKind, PublicNote, Withdrawal
from governance.policy.verbs import Verb, acting_role
from governance.services.actors import Actor
from governance.services.audit import Act, record
from governance.services.carrying import resting_on
from governance.services.notices import authors, tell
from governance.services.public_search import forget_publication
from governance.services.telling.delivering import tell_machines


def take_down(
    live: Live, actor: Actor, reason: str, at: datetime, public_note: PublicNote = PublicNote.NONE
) -> Withdrawal:
    """Ends a live publication, inside the act that asked for it.

    With it go the texts shown on it that left a required sentence to it alone, each with an entry.
    """
    resting = resting_on(live.path, at=at, is_gone=True)
    withdrawal = Withdrawal.objects.create(
        publication_id=live.publication_id,
        withdrawn_by=actor.person,
        withdrawn_at=at,
        reason=reason,
        public_note=public_note,
    )
    signoff = live.publication.signoff
    people = [*authors(signoff.review), signoff.physician]
    tell(people, NoticeKind.WITHDRAWN, live.document, at=at, but=actor)
    forget_publication(live.publication_id)
    live.delete()
    tell_machines(live.publication, DeliveryEvent.WITHDRAWN, at=at)
    take_down_resting(resting, actor, live.path, at)
    return withdrawal


def take_down_resting(resting: Iterable[Live], actor: Actor, path: str, at: datetime) -> None:
    """Ends the texts shown on a page that lack a required sentence there now; each leaves an entry."""
    reason = f"A sentence that the statement requires was on /{path}/ alone, and is there no more"
    for live in resting:
        act = Act(
            verb=Verb.WITHDRAW,
            role=acting_role(actor.roles, Verb.WITHDRAW) or min(actor.roles),
            object_kind="document",
            object_id=str(live.document_id),
            object_label=live.document.title,
            document=live.document,
            before=live.publication.digest,
            reason=reason,
            detail=live.path,
        )
        take_down(live, actor, reason, at)
        record(actor=actor, act=act, at=at)
