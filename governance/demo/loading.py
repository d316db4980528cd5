"""Loads the sample site: all of it, or nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from governance.demo.acts import ACTS
from governance.demo.cast import Member, open_accounts
from governance.demo.stage import Stage
from governance.demo.statements import statements_to_approve
from governance.demo.texts import read_yaml
from governance.models import Person
from governance.services.notices import mark_read
from governance.services.statements import approve_statement

DAYS = 430
LATELY = timedelta(days=7)  # what is older was read
MARK = "demo"  # a file of this name in the data folder says that the site is the demo
OWNER, SECOND = "ines", "osei"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the story: who does what to which pages, and when."""

    days: int
    by: str
    act: str
    pages: tuple[str, ...]
    words: Mapping[str, Any]


@transaction.atomic
def load(*, now: datetime) -> dict[str, Member]:
    """Loads people, statements and pages into a database without people, in one transaction.

    now: every act is dated before it. Returns who was made, with their passwords; nobody where there are people
    already. Raises StoryBroken where an act does not end as the story says.
    """
    if Person.objects.exists():
        return {}
    start = now - timedelta(days=DAYS)
    stage = Stage(now, open_accounts(at=start, now=now))
    approvals = list(statements_to_approve(start=start))
    for step in story():
        _approve_until(approvals, stage, now - timedelta(days=step.days))
        _play(stage, step)
    _approve_until(approvals, stage, now)
    for member in stage.cast.values():
        mark_read(person=member.person, at=now - LATELY)
    return stage.cast


def story() -> Iterator[Step]:
    """The lines of `story.yaml`, oldest first."""
    for line in read_yaml("story.yaml"):
        act = next(name for name in line if name in ACTS)
        yield Step(line["days"], line["by"], act, tuple(line[act]), line)


def _play(stage: Stage, step: Step) -> None:
    for slug in step.pages:
        ACTS[step.act](stage.cast[step.by], slug, step.words, stage.moment(step.days))


def _approve_until(approvals: list[tuple[datetime, str]], stage: Stage, day: datetime) -> None:
    while approvals and approvals[0][0] <= day:
        at, source = approvals.pop(0)
        owner, second = stage.cast[OWNER].actor, stage.cast[SECOND].actor
        approve_statement(actor=owner, second=second, source=source, at=at)
