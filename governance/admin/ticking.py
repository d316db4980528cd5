"""The checklist on the sign-off: its points, and which of them the physician has ticked."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from governance.admin.screens import KEY
from governance.models import Checklist


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """A point of the checklist in force, ticked as it came with the form."""

    key: int
    sentence: str
    is_ticked: bool


def ticked_of(request: HttpRequest) -> frozenset[int]:
    """The keys of the points that the form sent as ticked; whatever is no key is left out."""
    return frozenset(int(key) for key in request.POST.getlist("ticked") if KEY.fullmatch(key))


def ticking_context(request: HttpRequest) -> dict[str, Any]:
    """The points to tick; those that were ticked stay so when the signature was refused."""
    checklist = Checklist.objects.in_force()
    ticked = ticked_of(request)
    points = checklist.points.all() if checklist else ()
    return {"checklist_points": [ShownPoint(item.pk, item.sentence, item.pk in ticked) for item in points]}
