"""Telling the writers of a draft whose pages it would put in conflict, before anybody approves it."""

from collections.abc import Iterable
from datetime import datetime

from content.models import Document
from governance.models import Notice, NoticeKind, StatementDraft
from governance.policy.verbs import Verb
from governance.services import impact
from governance.services.acting import MovedOn, acting
from governance.services.actors import Actor
from governance.services.impact import Effect
from governance.services.jobs import ask
from governance.services.mailing import send_mails

AT_ONCE = 500


def tell_of_draft(*, actor: Actor, draft: StatementDraft, seen: int, at: datetime) -> int:
    """Tells the owner of each page, live, signed or being written, that the draft would put it in conflict.

    Of the same page and day nobody is told twice. Returns how many notices were written.
    Raises Denied, MovedOn where the draft ended or was changed meanwhile.
    """
    with acting(actor, Verb.TELL_OF_STATEMENT, at=at) as act:
        current = StatementDraft.objects.select_for_update().get(pk=draft.pk)
        edit = current.edit
        act.about(current, label=str(edit))
        if not current.is_open or current.revision != seen:
            raise MovedOn("The draft was changed or ended since you opened it.")
        found = impact.pages(impact.shapes_of(edit.parsed(), at=at))
        documents = {page.document for page in found if page.effect == Effect.CONFLICT}
        notices = list(_notices(documents, day=edit.effective, at=at))
        Notice.objects.bulk_create(notices, batch_size=AT_ONCE)
        if notices:
            ask(send_mails)
        act.done(after=edit.digest, detail=f"Told of {len(notices)} pages")
        return len(notices)


def _notices(documents: Iterable[int], **values: object) -> Iterable[Notice]:
    kind = NoticeKind.WOULD_CONFLICT
    told = set(Notice.objects.filter(kind=kind, day=values["day"]).values_list("person", "document"))
    owned = Document.objects.filter(pk__in=documents, owner__is_active=True).values_list("owner", "pk")
    for person, document in owned.order_by("pk"):
        if (person, document) not in told:
            yield Notice(person_id=person, kind=kind, document_id=document, **values)
