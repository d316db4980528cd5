"""Keeping what a person typed and did not save, and who is on a page. No versions, and no entries in the trail.

docs/decisions/keeping.md says why these few functions do without an entry.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from content.models import Document, Version
from governance.models import KeptDraft, Person, Presence
from governance.policy.verbs import Verb, may
from governance.services.acting import Denied
from governance.services.actors import Actor

MOST_BYTES = 3 * 1024 * 1024
KEPT_FOR = timedelta(days=30)
HERE_FOR = timedelta(minutes=10)

Pairs = Sequence[tuple[str, str]]


class NotKept(Exception):
    """The words were not kept here; the message says why. The browser keeps them itself."""


@dataclass(frozen=True, slots=True)
class Page:
    """The form that somebody writes in: of a document, or with document None of a new one of its kind."""

    kind: str
    document: Document | None = None

    @property
    def filters(self) -> dict:
        """Finds what was kept of it."""
        return {"document": self.document.pk} if self.document else {"document": None, "kind": self.kind}


@transaction.atomic
def keep(
    *, actor: Actor, page: Page, values: Pairs, known: int, seen: int, at: datetime, tab: str = ""
) -> int:
    """Keeps what the person has typed; returns the revision, which the form has to name the next time.

    known: the revision that the form has, 0 for none. tab: the tab's own name, by which it is known again where an
    answer was lost on the way. seen: the version that it was opened with.
    Raises Denied for who may not save, NotKept where another tab keeps other words, where the person's own save
    came in between, or where it is too much.
    """
    person = _writer(actor)
    encoded = json.dumps(list(values), ensure_ascii=False)
    if len(encoded.encode()) > MOST_BYTES:
        raise NotKept("This is too long to be kept by the site before it is saved.")
    _refuse_saved(person, page, seen)
    kept = KeptDraft.objects.filter(person=person, **page.filters)
    new = {"values": encoded, "kept_at": at, "tab": tab}
    if kept.filter(_own(known, tab)).update(revision=F("revision") + 1, **new):
        return kept.get().revision
    new |= {"document": page.document, "kind": page.kind}
    draft, is_new = KeptDraft.objects.get_or_create(person=person, **page.filters, defaults=new)
    if not is_new:
        raise NotKept("Words that you left here before, or in another tab, are kept already.")
    return draft.revision


def kept_draft(*, person: Person, page: Page) -> KeptDraft | None:
    """What the person left on that page and did not save; nobody else's is ever given."""
    return KeptDraft.objects.filter(person=person, **page.filters).first()


def throw_away(*, actor: Actor, page: Page, revision: int, tab: str = "") -> bool:
    """Removes what was kept, if it is still that revision or of that tab. Returns whether something was removed."""
    kept = KeptDraft.objects.filter(_own(revision, tab), person=_writer(actor), **page.filters)
    return kept.delete()[0] > 0


def remove_old(*, at: datetime) -> int:
    """Removes what was kept for longer than thirty days, and who was last seen long ago. Returns how many drafts."""
    Presence.objects.filter(seen_at__lt=at - HERE_FOR).delete()
    return KeptDraft.objects.filter(kept_at__lt=at - KEPT_FOR).delete()[0]


def come_here(*, actor: Actor, document: Document, at: datetime) -> None:
    """Notes that the person has the form of the document open. Raises Denied for who may not save."""
    Presence.objects.update_or_create(
        person=_writer(actor), document_id=document.pk, defaults={"seen_at": at}
    )


def others_here(document: Document, *, person: Person, at: datetime) -> list[Presence]:
    """Who else has the form of the document open, the last seen first."""
    here = Presence.objects.filter(document=document.pk, seen_at__gt=at - HERE_FOR).exclude(person=person)
    return list(here.select_related("person").order_by("-seen_at"))


def _own(revision: int, tab: str) -> Q:
    return Q(revision=revision) | Q(tab=tab) if tab else Q(revision=revision)


def _writer(actor: Actor) -> Person:
    if actor.person is None or not may(actor.roles, Verb.SAVE):
        raise Denied("Your roles do not let you write here.")
    return actor.person


def _refuse_saved(person: Person, page: Page, seen: int) -> None:
    """What was on its way while the same person saved is saved; kept now, it would be offered for nothing."""
    if page.document is None:
        return
    newer = Version.objects.filter(document=page.document.pk, number__gt=seen, saved_by=person)
    if newer.exists():
        raise NotKept("You have saved this page since, perhaps in another tab.")
