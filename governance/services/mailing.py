"""Mails of notices: plain, with a link, and never a word of a page.

A mail that could not be sent stays to be sent: the schedule tries again. A process that dies while it sends
leaves its notices to the next one after ten minutes; so a mail may come twice, but it is never lost.
"""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from governance.models import MailChoice, MailWish, Notice, Person
from governance.services.jobs import job

logger = logging.getLogger(__name__)
HELD = timedelta(minutes=10)
AT_ONCE = 200
DAILY_FROM_HOUR = 6


@job
def send_mails() -> int:
    """Sends a mail for each notice whose person wants it so. Returns how many went out."""
    return sum(_send([notice]) for notice in _taken(MailWish.EACH, at=timezone.now()))


def send_digests(*, at: datetime) -> int:
    """Sends the daily mails that are due: once a day and person, from six in the morning. Returns how many."""
    here = timezone.localtime(at)
    if here.hour < DAILY_FROM_HOUR:
        return 0
    choices = MailChoice.objects.filter(wish=MailWish.DAILY).exclude(digest_on=here.date())
    return sum(_digest(choice, at) for choice in choices.select_related("person"))


def _digest(choice: MailChoice, at: datetime) -> int:
    notices = _taken(MailWish.DAILY, at=at, person=choice.person)
    sent = _send(notices) if notices else 0
    if sent or not notices:
        day = timezone.localtime(at).date()
        MailChoice.objects.filter(pk=choice.pk).update(digest_on=day)
    return sent


def _taken(wish: MailWish, *, at: datetime, person: Person | None = None) -> list[Notice]:
    """Notices to mail that no other process holds; held by compare-and-set."""
    if not settings.MAIL:
        return []
    free = Q(taken_at=None) | Q(taken_at__lt=at - HELD)
    waiting = Notice.objects.to_mail(wish).filter(free).order_by("pk")
    if person:
        waiting = waiting.filter(person=person)
    return list(_held(waiting.select_related("person")[:AT_ONCE], free, at))


def _held(notices: Sequence[Notice], free: Q, at: datetime) -> Iterator[Notice]:
    for notice in notices:
        if Notice.objects.filter(free, pk=notice.pk, mailed_at=None).update(taken_at=at):
            yield notice


def _send(notices: list[Notice]) -> int:
    """One mail about these notices of one person; 0 where it could not be sent, and they are free again."""
    keys = [notice.pk for notice in notices]
    try:
        send_mail(_subject(notices), _body(notices), None, [notices[0].person.email])
    except (OSError, SMTPException) as error:
        logger.warning("%s notices could not be mailed: %s", len(keys), type(error).__name__)
        Notice.objects.filter(pk__in=keys).update(taken_at=None)
        return 0
    Notice.objects.filter(pk__in=keys).update(mailed_at=timezone.now())
    return 1


def _subject(notices: list[Notice]) -> str:
    if len(notices) == 1:
        return f"Imprimatur: {notices[0].get_kind_display()}"
    return f"Imprimatur: {len(notices)} notices"


def _body(notices: list[Notice]) -> str:
    lines = [f"{notice.get_kind_display()}: {link(notice)}" for notice in notices]
    wish = f"{settings.SITE_URL}{reverse('admin:notices')}"
    return "\n".join([*lines, "", f"All notices, and how you want to be told: {wish}", ""])


def link(notice: Notice) -> str:
    """The whole address of what a notice is about."""
    return f"{settings.SITE_URL}{reverse('admin:notice', args=[notice.pk])}"
