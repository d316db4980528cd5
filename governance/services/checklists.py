"""The checklist: its owner writes editions of it; a physician ticks every point of the one in force before signing."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError

from governance.models import Checklist, ChecklistPoint
from governance.models.checklist import LONGEST_POINT, MOST_POINTS
from governance.policy.verbs import Verb
from governance.services.acting import MovedOn, acting
from governance.services.actors import Actor
from governance.services.reviews import required_reason


def write_checklist(
    *, actor: Actor, points: Sequence[str], reason: str, seen: int, at: datetime
) -> Checklist:
    """Writes a new edition of the checklist. No points: the site asks nothing more than the signature.

    seen: the key of the edition that the person had before them, 0 for none. Raises Denied, ValidationError for
    points that cannot be used or no reason, MovedOn where somebody wrote another edition meanwhile.
    """
    with acting(actor, Verb.WRITE_CHECKLIST, at=at) as act:
        before = Checklist.objects.in_force()
        points = _usable([" ".join(point.split()) for point in points])
        reason = required_reason(reason, "Say why the checklist changes.", most=500)
        if seen != (before.pk if before else 0):
            raise MovedOn("Somebody wrote a new checklist since you opened it.")
        if points == _sentences(before):
            raise ValidationError({"points": "These are the points as they are."})
        checklist = Checklist.objects.create(
            written_by=actor.person, written_by_name=actor.name, written_at=at, reason=reason
        )
        ChecklistPoint.objects.bulk_create(_rows(checklist, points))
        act.about(checklist)
        act.done(reason=reason, detail="\n".join(points))
        return checklist


def _usable(points: list[str]) -> list[str]:
    points = [point for point in points if point]
    if len(points) > MOST_POINTS:
        raise ValidationError({"points": f"There are {len(points)} points; {MOST_POINTS} are the most."})
    for number, point in enumerate(points, 1):
        _refuse_unusable(number, point, points)
    return points


def _refuse_unusable(number: int, point: str, points: list[str]) -> None:
    if len(point) > LONGEST_POINT:
        message = f"Point {number} has {len(point)} characters; {LONGEST_POINT} are the most."
        raise ValidationError({"points": message})
    if not point.isprintable():
        raise ValidationError({"points": f"Point {number} has signs that cannot be seen."})
    if point in points[: number - 1]:
        raise ValidationError({"points": f"Point {number} stands there twice."})


def _sentences(checklist: Checklist | None) -> list[str]:
    return [point.sentence for point in checklist.points.all()] if checklist else []


def _rows(checklist: Checklist, points: list[str]) -> list[ChecklistPoint]:
    return [
        ChecklistPoint(checklist=checklist, position=position, sentence=sentence)
        for position, sentence in enumerate(points, 1)
    ]
