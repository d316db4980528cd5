"""Telling people: a notice in their list, written with the act that it tells of, and mailed afterwards."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from content.models import Document, Version
from governance.models import MailChoice, MailWish, Notice, NoticeKind, Person, Review
from governance.policy.verbs import Role
from governance.services.actors import Actor
from governance.services.jobs import ask
from governance.services.mailing import send_mails


def tell(
    people: Iterable[Person],
    kind: NoticeKind,
    document: Document,
    *,
    at: datetime,
    review: Review | None = None,
    day: date | None = None,
    but: Actor | None = None,
) -> int:
    """Tells each of them once, inside the transaction of what it tells of. Returns how many were told.

    but: who did it, and knows. day: the day that the calendar announces; nobody is told of it twice.
    """
    known = {person.pk: person for person in people if person.is_active}
    if but and but.person:
        known.pop(but.person.pk, None)
    if day:
        told = Notice.objects.filter(person__in=known, kind=kind, document=document.pk, day=day)
        for key in told.values_list("person_id", flat=True):
            known.pop(key)
    values = {"kind": kind, "document_id": document.pk, "review": review, "at": at, "day": day}
    Notice.objects.bulk_create([Notice(person=person, **values) for person in known.values()])
    if known:
        ask(send_mails)
    return len(known)


def authors(review: Review) -> list[Person]:
    """Who waits for the outcome of a review: who sent it, and the page's owner."""
    return [review.submitted_by, *keepers(review.document)]


def keepers(document: Document) -> list[Person]:
    """Who looks after a page: its owner, if it has one."""
    return [document.owner] if document.owner else []


def reviewers(version: Version) -> QuerySet[Person]:
    """Physicians who may be the ones to sign a version: in the register, and no editors of it."""
    editors = Version.objects.up_to(version).values("saved_by")
    physicians = Person.objects.filter(is_active=True, groups__name=Role.PHYSICIAN.value)
    return physicians.exclude(physician=None).exclude(pk__in=editors)


def mark_read(*, person: Person, at: datetime, only: int | None = None) -> int:
    """Marks a person's own notices until then as read: one by its key, or all. Returns how many.

    No act: nothing is decided.
    """
    unread = Notice.objects.filter(person=person, at__lte=at).unread()
    return (unread if only is None else unread.filter(pk=only)).update(read_at=at)


def choose_mail(*, person: Person, wish: MailWish) -> None:
    """Keeps how the person wants their mail."""
    MailChoice.objects.update_or_create(person=person, defaults={"wish": MailWish(wish)})
