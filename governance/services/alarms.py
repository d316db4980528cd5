"""Alarms: what nobody may have to notice by chance. Each is told once: in the trail, in the log, and by mail."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import F, Max, Q

from governance.database.triggers import missing_triggers
from governance.models import Alarm, AlarmKind, AuditEntry, Outcome, ScheduleRun, SignOff, Watch
from governance.policy.verbs import Verb
from governance.services.actors import Actor
from governance.services.audit import Act, record
from governance.services.trail import verify

logger = logging.getLogger(__name__)
EVERY, CHAIN_EVERY = timedelta(hours=1), timedelta(days=1)
BACK = timedelta(minutes=1)  # acts that wait for each other may be written a little out of order
AT_ONCE = 2_000
# What can be mended: once it is gone it is forgotten, and told anew when it comes back.
STATES = (AlarmKind.CHAIN, AlarmKind.RULES)


@dataclass(frozen=True, slots=True)
class Found:
    """Something that is wrong, in one sentence."""

    kind: AlarmKind
    about: str


def raise_alarms(*, at: datetime) -> int:
    """Once an hour looks for what is wrong and tells what was not told before. Returns how many alarms are new."""
    watch = Watch.objects.get_or_create(pk=1)[0]
    if watch.alarms_at and at - EVERY < watch.alarms_at <= at:
        return 0
    found = list(_found(watch, at))
    new = [item for item in found if _is_new(item, at)]
    _forget_mended(found)
    for item in new:
        _tell(item, at)
    Watch.objects.filter(pk=watch.pk).update(alarms_at=at)
    _mail(at)
    return len(new)


def _found(watch: Watch, at: datetime) -> Iterator[Found]:
    yield from (Found(AlarmKind.RULES, f"{name} is missing.") for name in missing_triggers())
    fault = _chain_fault(watch, at)
    if fault:
        yield Found(AlarmKind.CHAIN, fault)
    yield from _clock(watch, at)
    yield from _licences()


def _chain_fault(watch: Watch, at: datetime) -> str:
    """The first fault of the trail; read anew once a day, for a long one takes minutes."""
    if watch.chain_verified_at and at - CHAIN_EVERY < watch.chain_verified_at <= at:
        return watch.chain_fault
    anchor = Path(settings.AUDIT_ANCHOR)
    verified = verify(anchor=anchor if anchor.exists() else None)
    fault = verified.fault[:500]
    seen = {"chain_verified_at": at, "chain_entries": verified.entries, "chain_fault": fault}
    Watch.objects.filter(pk=watch.pk).update(**seen)
    return fault


def _clock(watch: Watch, at: datetime) -> Iterator[Found]:
    ran = ScheduleRun.objects.filter(ran_at__gt=at + BACK).first()
    if ran:
        yield Found(
            AlarmKind.CLOCK, f"The schedule ran at {ran.ran_at:%Y-%m-%d %H:%M}, and now it is earlier."
        )
    head = AuditEntry.objects.aggregate(head=Max("sequence"))["head"] or 0
    if watch.clock_read_to is not None:
        listed = AuditEntry.objects.filter(sequence__gte=watch.clock_read_to, sequence__lte=head)
        yield from _out_of_order(listed.order_by("sequence").values_list("sequence", "at").iterator(AT_ONCE))
    Watch.objects.filter(pk=watch.pk).update(clock_read_to=head)  # a new site begins with what comes


def _out_of_order(listed: Iterator[tuple[int, datetime]]) -> Iterator[Found]:
    for (before, earlier), (sequence, later) in pairwise(listed):
        if later < earlier - BACK:
            yield Found(
                AlarmKind.CLOCK, f"Entry {sequence} is dated {earlier - later} before entry {before}."
            )


def _licences() -> Iterator[Found]:
    ended = Q(licence_expires=F("signed_on")) | Q(physician__physician__licence_expires__lt=F("signed_on"))
    # An earlier licence that was renewed since is none of these: it is later than the signature.
    for signoff in SignOff.objects.filter(ended).select_related("version__document").order_by("pk"):
        told = (
            f"Signature {signoff.pk} on {signoff.version} by {signoff.physician_name} on {signoff.signed_on}."
        )
        yield Found(AlarmKind.LICENCE, told[:500])


def _is_new(item: Found, at: datetime) -> bool:
    _, is_new = Alarm.objects.get_or_create(kind=item.kind, about=item.about, defaults={"raised_at": at})
    return is_new


def _forget_mended(found: list[Found]) -> None:
    standing = {item.about for item in found if item.kind in STATES}
    Alarm.objects.filter(kind__in=STATES).exclude(about__in=standing).delete()


def _tell(item: Found, at: datetime) -> None:
    logger.error("Alarm: %s. %s", item.kind.label, item.about)
    act = Act(
        verb=Verb.RAISE_ALARM, outcome=Outcome.FAILED, object_label=str(item.kind.label), detail=item.about
    )
    record(actor=Actor(None, frozenset()), act=act, at=at)


def _mail(at: datetime) -> None:
    waiting = list(Alarm.objects.filter(mailed_at=None).order_by("pk"))
    if not (waiting and settings.ALARM_MAIL and settings.MAIL):
        return
    lines = [f"{alarm.get_kind_display()}. {alarm.about}" for alarm in waiting]
    subject = f"Imprimatur: {len(lines)} alarm{'' if len(lines) == 1 else 's'}"
    try:
        send_mail(subject, "\n".join([*lines, "", settings.SITE_URL, ""]), None, settings.ALARM_MAIL)
    except (OSError, SMTPException) as error:
        logger.warning("%s alarms could not be mailed: %s", len(lines), type(error).__name__)
        return
    Alarm.objects.filter(pk__in=[alarm.pk for alarm in waiting]).update(mailed_at=at)
