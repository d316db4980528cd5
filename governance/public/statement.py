"""The position statement as readers may see it: in words by condition, each band as a picture with its text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from governance.claims.scales import ANY, load_scales
from governance.claims.suggest import band
from governance.claims.values import Position, Statement
from governance.models import ApprovedStatement, Person, StatementSignature

GENERAL = "In general"
ABBREVIATIONS = frozenset({"crps", "ocd", "ptsd"})
STEP, MIDDLE, BEYOND = 24, 12, 10


@dataclass(frozen=True, slots=True)
class Dot:
    """One point of a scale in the picture."""

    x: int
    is_allowed: bool


@dataclass(frozen=True, slots=True)
class Stance:
    """What is held on one subject. allowed: the band in words; scale: its weakest and strongest point."""

    subject: str
    drug: str
    says: str
    allowed: str
    scale: tuple[str, str]
    dots: tuple[Dot, ...]
    start: int
    width: int
    picture_width: int


@dataclass(frozen=True, slots=True)
class Group:
    """What is held on one condition, or in general."""

    name: str
    anchor: str
    stances: tuple[Stance, ...]


@dataclass(frozen=True, slots=True)
class Approver:
    """Who approved it: the name, and the degree and specialty as they were at that moment, "" where not kept."""

    name: str
    credential: str


def shown_statement(version: str, *, at: datetime) -> ApprovedStatement:
    """The statement in force, or an earlier one by its version.

    Raises Http404 for any other, and where the site shows none.
    """
    if not settings.PUBLIC_STATEMENT:
        raise Http404("this site does not show its position statement")
    if version:
        found = _begun(at).filter(version=version).first() if version.isprintable() else None
    else:
        found = ApprovedStatement.objects.binding(at=at)
    if found is None:
        raise Http404("there is no such position statement")
    return found


def earlier_than_now(*, at: datetime) -> list[ApprovedStatement]:
    """Those that began and are not in force any more, the latest first."""
    now = ApprovedStatement.objects.binding(at=at)
    return list(_begun(at).exclude(pk=now.pk if now else None).defer("source"))


def groups_of(statement: Statement) -> list[Group]:
    """The positions by condition, in the order of the scales' file; what holds for any comes first."""
    names = list(load_scales().parents)
    found = ((name, tuple(_stances(statement, name))) for name in names)
    return [Group(_title(name), name.replace("_", "-"), stances) for name, stances in found if stances]


def approvers_of(statement: ApprovedStatement) -> list[Approver]:
    """The two who approved it."""
    signed = list(StatementSignature.objects.filter(digest=statement.digest).order_by("part", "-pk"))
    by_person = {item.person_id: item for item in reversed(signed)}
    people: list[Person] = [statement.approved_by, statement.seconded_by]
    return [_approver(person, by_person.get(person.pk)) for person in people]


def _begun(at: datetime) -> QuerySet[ApprovedStatement]:
    today: date = timezone.localtime(at).date()
    return ApprovedStatement.objects.filter(effective__lte=today).order_by("-effective", "-pk")


def _stances(statement: Statement, condition: str) -> Iterator[Stance]:
    topics = list(load_scales().topics)
    mine = [item for item in statement.positions if condition in (item.conditions or (ANY,))]
    return (_stance(item) for item in sorted(mine, key=lambda item: topics.index(item.topic)))


def _stance(position: Position) -> Stance:
    points = [name.replace("_", " ") for name in load_scales().topics[position.topic]]
    dots = tuple(Dot(_x(number), position.low <= number <= position.high) for number in range(len(points)))
    return Stance(
        subject=position.topic.capitalize(),
        drug="" if position.agent == ANY else position.agent,
        says=position.says,
        allowed=band(position.topic, position.low, position.high),
        scale=(points[0], points[-1]),
        dots=dots,
        start=_x(position.low) - BEYOND,
        width=(position.high - position.low) * STEP + 2 * BEYOND,
        picture_width=_x(len(points) - 1) + MIDDLE,
    )


def _approver(person: Person, signature: StatementSignature | None) -> Approver:
    if signature is None:
        return Approver(str(person), "")
    return Approver(signature.name, f"{signature.degree}, {signature.specialty}")


def _title(condition: str) -> str:
    if condition in ABBREVIATIONS:
        return condition.upper()
    return GENERAL if condition == ANY else condition.replace("_", " ").capitalize()


def _x(number: int) -> int:
    return MIDDLE + number * STEP
