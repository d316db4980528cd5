"""A statement approved while a page is published, again and again, in both orders.

Each race: under a lenient statement a page is signed; then this process publishes it while another one approves a
stricter statement that forbids it. Whoever comes first, nothing may be live against the statement afterwards.
"""

# ruff: noqa: F401, I001  Django is set up before anything of ours is imported

import multiprocessing
import random
import time
from collections import Counter
from datetime import datetime
from multiprocessing.connection import Connection

import tests.soak.quick  # first: it sets Django up

from django.db import connections
from django.utils import timezone

from content.models import ConditionPage
from governance.models import Live, Person, Publication, Review, Withdrawal
from governance.policy.verbs import Role
from governance.services import publishing, statements
from governance.services.actors import Actor
from tests import factories as make

# The approval reads the statement before it waits for the lock, so the page is mostly published a little later.
EARLIEST, LATEST = -0.02, 0.1
LAST_RESORT = f"{make.KETAMINE_FITS} It is a last resort for refractory chronic migraine in specialist care."
OLD = "conditions: [migraine, headache], min: no_role, max: last_resort"
STRICT = OLD.replace("last_resort", "no_role")


def races(number: int) -> Counter[str]:
    """Runs so many races; counts how they ended. Fails where a page is live against the statement."""
    page = make.make_page(where_ketamine_fits=LAST_RESORT)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    connections.close_all()
    other = context.Process(target=_approve_on_call, args=(theirs,))
    other.start()
    theirs.close()  # so that the other's death is noticed, and not waited out
    chance, ended = random.Random(2), Counter({"published, then withdrawn": 0, "refused": 0})
    for race in range(number):
        ended[_race(page.pk, race, chance.uniform(EARLIEST, LATEST), ours)] += 1
    ours.send(None)
    other.join()
    return ended


def _race(page: int, race: int, apart: float, other: Connection) -> str:
    approve(f"lenient-{race}", OLD)
    review = signed(ConditionPage.objects.get(pk=page), f"race {race}", at=timezone.now())
    physician = Actor.of(review.decided_by)
    other.send((f"strict-{race}", max(0.0, -apart)))
    time.sleep(max(0.0, apart))
    result = publishing.publish(actor=physician, review=review, at=timezone.now())
    other.recv()
    assert not Live.objects.filter(document=page).exists(), "a page is live against the statement in force"
    if isinstance(result, Publication):
        assert Withdrawal.objects.filter(publication=result).exists()
        return "published, then withdrawn"
    return "refused"


def signed(page: ConditionPage, race: str, *, at: datetime) -> Review:
    """A review of other words of the page, signed at that moment."""
    page.lead = f"Attacks of head pain, told for {race}."
    make.save(page, by=page.owner, at=at)
    review = make.submit(page, by=page.owner, at=at)
    make.sign(review, by=_first(Role.PHYSICIAN), at=at)
    review.refresh_from_db()
    return review


def _approve_on_call(calls: Connection) -> None:
    while call := calls.recv():
        version, seconds = call
        time.sleep(seconds)
        approve(version, STRICT)
        calls.send("approved")


def approve(version: str, position: str, *, day: datetime | None = None, at: datetime | None = None) -> None:
    """Approves the statement with this position for migraine. day: from which it is in force, if not at once."""
    source = make.STATEMENT.read_text().replace('version: "2026.1"', f'version: "{version}"')
    if day:
        source = source.replace("effective: 2026-06-01", f"effective: {day:%Y-%m-%d}")
    statements.approve_statement(
        actor=Actor.of(_first(Role.STATEMENT_OWNER)),
        second=Actor.of(_first(Role.PHYSICIAN)),
        source=source.replace(OLD, position),
        at=at or timezone.now(),
    )


def _first(role: Role) -> Person:
    return Person.objects.filter(groups__name=role.value).order_by("pk")[0]
