"""One part of the soak on the database of the environment; see `tests.soak`."""

# ruff: noqa: F401, I001  Django is set up before anything of ours is imported

import argparse
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable

import tests.soak.quick  # first: it sets Django up

from django.core.management import call_command
from django.db import IntegrityError, OperationalError, connection, connections, transaction
from django.utils import timezone

from content.digest import decode
from content.models import ConditionPage, Document, Version
from content.services import StaleVersion, restored
from governance.models import AuditEntry, Person, Publication, Review
from governance.policy.states import OPEN, ReviewState
from governance.policy.verbs import Role
from governance.services import keys, publishing
from governance.services.acting import MovedOn, Refusal
from governance.services.actors import Actor
from governance.services.audit import Act, record
from tests import factories as make
from tests.soak.due import due_races
from tests.soak.invariants import violations
from tests.soak.races import races

Verb = Callable[[Document, random.Random], str]


def main() -> int:
    """Prepares the database, runs the part, and looks the database through."""
    parser = argparse.ArgumentParser()
    parts = {
        "crowd": crowd,
        "kill": kill,
        "races": raced,
        "due": due,
        "savers": savers,
        "appenders": appenders,
    }
    parser.add_argument("part", choices=parts)
    for name in ("seconds", "kills", "pages", "processes", "races"):
        parser.add_argument(f"--{name}", type=int, default=4)
    options = parser.parse_args()
    prepare(options.pages)
    figures = parts[options.part](options)
    found = violations() + ["an acknowledged act is lost"] * figures["lost"]
    for name, value in {**figures, "entries": AuditEntry.objects.count(), "violations": len(found)}.items():
        print(f"{name:28} {value:>8}")
    for line in found[:20]:
        print(f"VIOLATED: {line}")
    return 1 if found else 0


def prepare(pages: int) -> None:
    """The tables, a key, a statement, people and pages; once for a database."""
    call_command("migrate", verbosity=0)
    if not keys.has_key():
        keys.make_key()
    if Person.objects.exists():
        return
    make.make_statement()
    for _ in range(3):
        make.make_physician()
    for physician in Person.objects.filter(groups__name=Role.PHYSICIAN):
        make.make_code(physician)  # so that no two processes make the device of the codes at once
    for _ in range(pages):
        make.make_page()


def crowd(options: argparse.Namespace) -> Counter[str]:
    """Processes that save, submit, sign, publish and withdraw the same pages."""
    connections.close_all()
    with multiprocessing.get_context("spawn").Pool(options.processes) as pool:
        jobs = [(seed, options.seconds) for seed in range(options.processes)]
        return sum(pool.starmap(act_for, jobs), Counter())


def act_for(seed: int, seconds: int) -> Counter[str]:
    """One process: random verbs on random pages until the time is up."""
    chance = random.Random(seed)
    pages = list(ConditionPage.objects.values_list("pk", flat=True))
    until, done = time.monotonic() + seconds, Counter()
    while time.monotonic() < until:
        verb = chance.choice([save, submit, submit, sign, sign, publish, publish, withdraw])
        done[f"{verb.__name__}: {_outcome(verb, chance.choice(pages), chance)}"] += 1
    return done


def _outcome(verb: Verb, page: int, chance: random.Random) -> str:
    try:
        return verb(ConditionPage.objects.get(pk=page), chance)
    except (MovedOn, StaleVersion, IntegrityError) as error:
        return type(error).__name__
    except OperationalError as error:
        return f"OperationalError {str(error).split()[0]}"


def save(page: Document, chance: random.Random) -> str:
    """The owner writes other words."""
    page.lead = f"Attacks of head pain, told in words number {chance.random()}."
    make.save(page, by=page.owner, at=timezone.now())
    return "done"


def submit(page: Document, chance: random.Random) -> str:
    """The owner sends the newest version."""
    make.submit(page, by=page.owner, at=timezone.now())
    return "done"


def sign(page: Document, chance: random.Random) -> str:
    """A physician signs the open review."""
    review = Review.objects.filter(document=page.pk, state=ReviewState.SUBMITTED).first()
    if review is None:
        return "nothing to do"
    try:
        make.sign(review, by=_physician(chance), at=timezone.now())
    except AssertionError:
        return "refused"
    return "done"


def publish(page: Document, chance: random.Random) -> str:
    """A physician publishes the signed version."""
    review = Review.objects.filter(document=page.pk, state__in=OPEN).first()
    if review is None:
        return "nothing to do"
    result = publishing.publish(actor=Actor.of(_physician(chance)), review=review, at=timezone.now())
    return "refused" if isinstance(result, Refusal) else "done"


def withdraw(page: Document, chance: random.Random) -> str:
    """A physician takes the page down."""
    actor = Actor.of(_physician(chance))
    publishing.withdraw(actor=actor, document=page.document_ptr, reason="For the soak", at=timezone.now())
    return "done"


def _physician(chance: random.Random) -> Person:
    return chance.choice(list(Person.objects.filter(groups__name=Role.PHYSICIAN).order_by("pk")[:4]))


def savers(options: argparse.Namespace) -> Counter[str]:
    """Processes that save 200 versions of one page between them, while others open its old versions."""
    page = make.make_page()
    connections.close_all()
    with multiprocessing.get_context("spawn").Pool(6) as pool:
        readers = pool.starmap_async(open_versions, [(page.pk, 200)] * 2)
        saved = sum(pool.starmap(save_versions, [(page.pk, 50)] * 4))
        opened = sum(readers.get())
    lost = 200 - (Version.objects.filter(document=page.pk).count() - 1)
    return Counter({"saved": saved, "opened": opened, "lost": lost})


def save_versions(page: int, times: int) -> int:
    """Saves so many versions, each time from the newest, again where somebody was quicker."""
    saved = 0
    while saved < times:
        try:
            save(ConditionPage.objects.get(pk=page), random.Random())
            saved += 1
        except StaleVersion:
            continue
    return saved


def open_versions(page: int, times: int) -> int:
    """Opens old versions, as a reader of the history does."""
    for _ in range(times):
        version = Version.objects.filter(document=page).order_by("?").first()
        restored(version)
        decode(version.text)
    return times


def appenders(options: argparse.Namespace) -> Counter[str]:
    """Twelve processes that append entries; every third of them is rolled back."""
    before = AuditEntry.objects.count()
    connections.close_all()
    with multiprocessing.get_context("spawn").Pool(12) as pool:
        kept = sum(pool.map(append_entries, range(12)))
    return Counter({"kept": kept, "lost": before + kept - AuditEntry.objects.count()})


def append_entries(seed: int) -> int:
    """Appends thirty entries and rolls ten of them back. Returns how many were committed."""
    kept = 0
    for number in range(30):
        try:
            with transaction.atomic():
                record(actor=Actor(None, frozenset()), act=Act("soak", reason=str(seed)), at=timezone.now())
                if number % 3 == 0:
                    raise MovedOn("rolled back")
            kept += 1
        except MovedOn:
            continue
    return kept


def raced(options: argparse.Namespace) -> Counter[str]:
    """Statements approved while a page is published."""
    return races(options.races)


def due(options: argparse.Namespace) -> Counter[str]:
    """Statements that take effect on their day while a page is published."""
    return due_races(options.races)


def kill(options: argparse.Namespace) -> Counter[str]:
    """Children that sign and publish, each killed at a random moment; what they acknowledged must be there."""
    chance, figures = random.Random(1), Counter()
    longest = _seconds_of_one_child()
    for _ in range(options.kills):
        child = _child()
        time.sleep(chance.uniform(0, 2 * longest))
        os.kill(child.pid, signal.SIGKILL)
        said, _ = child.communicate()
        figures["kills"] += 1
        for line in said.decode().split():
            figures["acknowledged"] += 1
            figures["lost"] += not Publication.objects.filter(version=line).exists()
    return figures


def _child():
    command = [sys.executable, "-m", "tests.soak.child"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=os.environ)
    child.stdout.readline()  # it has started, and works from now on
    return child


def _seconds_of_one_child() -> float:
    started = time.monotonic()
    child = _child()
    child.stdout.readline()
    child.kill()
    child.communicate()
    return max(0.2, time.monotonic() - started)


if __name__ == "__main__":
    connection.ensure_connection()
    sys.exit(main())
