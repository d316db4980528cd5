"""The day of a statement that was approved ahead: taken up by two schedules while a page is published, again and again.

Each race: a page is signed under a lenient statement, and a stricter one is approved for the next day. Then this
process publishes, with a clock read just before midnight, while two others let the statement take effect just after.
Whoever comes first, nothing may be live against the statement afterwards, and it takes effect once.
"""

# ruff: noqa: F401, I001  Django is set up before anything of ours is imported

import multiprocessing
import random
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection

import tests.soak.quick  # first: it sets Django up

from django.db import connections

from content.models import ConditionPage
from governance.models import AuditEntry, Live, Publication, StatementEffect, Withdrawal
from governance.services import publishing
from governance.services.actors import Actor
from governance.services.effects import take_effect
from tests import factories as make
from tests.soak.races import LAST_RESORT, OLD, STRICT, approve, signed

FIRST_DAY = datetime(2027, 1, 1, tzinfo=UTC)
BEFORE, AFTER = timedelta(hours=23, minutes=59), timedelta(days=1, seconds=1)
EARLIEST, LATEST = -0.05, 0.1


def due_races(number: int) -> Counter[str]:
    """Runs so many races; counts how they ended. Fails where a page is live against the statement."""
    page = make.make_page(where_ketamine_fits=LAST_RESORT)
    context = multiprocessing.get_context("spawn")
    pipes = [context.Pipe() for _ in range(2)]
    connections.close_all()
    others = [context.Process(target=_take_effect_on_call, args=(theirs,)) for _, theirs in pipes]
    for other, (_, theirs) in zip(others, pipes, strict=True):
        other.start()
        theirs.close()  # so that the other's death is noticed, and not waited out
    ours = [pipe for pipe, _ in pipes]
    chance, ended = random.Random(3), Counter({"published, then withdrawn": 0, "refused": 0})
    for race in range(number):
        ended[_race(page.pk, race, chance, ours)] += 1
    for pipe, other in zip(ours, others, strict=True):
        pipe.send(None)
        other.join()
    return ended


def _race(page: int, race: int, chance: random.Random, others: list[Connection]) -> str:
    day = FIRST_DAY + timedelta(days=2 * race)
    approve(f"lenient-day-{race}", OLD, day=day, at=day)
    review = signed(ConditionPage.objects.get(pk=page), f"day {race}", at=day)
    approve(f"strict-day-{race}", STRICT, day=day + timedelta(days=1), at=day)
    for other in others:
        other.send((day + AFTER, chance.uniform(0.0, -EARLIEST)))
    time.sleep(chance.uniform(0.0, LATEST))
    result = publishing.publish(actor=Actor.of(review.decided_by), review=review, at=day + BEFORE)
    taken = [other.recv() for other in others]
    assert not Live.objects.filter(document=page).exists(), "a page is live against the statement in force"
    assert (
        StatementEffect.objects.count() == AuditEntry.objects.filter(verb="take effect").count() == race + 1
    )
    if isinstance(result, Publication):
        assert Withdrawal.objects.filter(publication=result).exists()
        assert sorted(taken) == [0, 1]
        return "published, then withdrawn"
    assert taken == [0, 0]
    return "refused"


def _take_effect_on_call(calls: Connection) -> None:
    while call := calls.recv():
        at, seconds = call
        time.sleep(seconds)
        calls.send(take_effect(at=at))
