"""What is watched by the clock: that what is live is what was signed, and that others hold the head of the trail."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone

from governance.models import Outcome, Watch
from governance.policy.verbs import Verb
from governance.services.actors import Actor
from governance.services.anchor import last_line
from governance.services.audit import Act, record
from governance.services.verifying import live_that_differs

logger = logging.getLogger(__name__)
EVERY = timedelta(hours=1)
MOST_TOLD = 20
HOW = """
The line above is the head of the audit trail. Keep this mail: with its line in a file,
manage.py verify_audit --anchor FILE finds a trail that was cut or written anew.
"""


def compare_live(*, at: datetime) -> int:
    """Once an hour compares every live page with what was signed. Returns how many differences there are.

    A difference is an alarm: an entry of the trail, an error in the log, and the site says that it is not ready.
    """
    watch = _watch()
    if watch.compared_at and watch.compared_at > at - EVERY:
        return 0
    pages, faults = live_that_differs()
    Watch.objects.filter(pk=watch.pk).update(compared_at=at, pages=pages, differences=len(faults))
    if faults:
        _raise_alarm(faults, at)
    return len(faults)


def mail_anchor(*, at: datetime) -> int:
    """Once a day mails the head of the trail to whom the site names. Returns how many mails went out."""
    line, day = last_line(), timezone.localtime(at).date()
    if not (settings.ANCHOR_MAIL and settings.MAIL and line):
        return 0
    if not Watch.objects.filter(pk=_watch().pk).exclude(anchor_mailed_on=day).update(anchor_mailed_on=day):
        return 0
    try:
        return send_mail(f"Imprimatur: the trail on {day}", f"{line}\n{HOW}", None, settings.ANCHOR_MAIL)
    except (OSError, SMTPException) as error:
        logger.warning("The anchor could not be mailed: %s", type(error).__name__)
        Watch.objects.update(anchor_mailed_on=None)
        return 0


def _watch() -> Watch:
    return Watch.objects.get_or_create(pk=1)[0]


def _raise_alarm(faults: list[str], at: datetime) -> None:
    told = "\n".join(faults[:MOST_TOLD])
    logger.error("%s live pages or parts of them are not what was signed:\n%s", len(faults), told)
    act = Act(verb=Verb.COMPARE_LIVE, outcome=Outcome.FAILED, object_label="live pages", detail=told)
    record(actor=Actor(None, frozenset()), act=act, at=at)
