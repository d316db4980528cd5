"""The positions of the draft: moving a band, all of a position, a new one, taking one out."""

from dataclasses import replace
from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse

from governance.admin.statement.asking import again_with, position_or_404, remove_item
from governance.admin.statement.forms import MoveForm, PositionForm
from governance.admin.statement.lanes import TOPICS
from governance.admin.statement.saving import Again, desk_url, draft_or_404, save_change
from governance.claims.editing import with_position
from governance.claims.scales import load_scales
from governance.claims.suggest import band
from governance.claims.values import Position


def move(site: AdminSite, request: HttpRequest, *, name: str) -> HttpResponse:
    """Moves the two ends of a band."""
    position = position_or_404(name)
    form = MoveForm(position.topic, request.POST)
    again = again_with(site, request, f"Move {name}", band_of=position)
    if not form.is_valid():
        return again(form, 422)
    low, high = form.ends
    moved = replace(position, low=low, high=high)
    told = f"{name} allows {band(moved.topic, low, high)}"

    def change(source: str) -> str:
        return with_position(source, moved, instead_of=name)

    return save_change(site, request, form, change, told=told, back=desk_url(name), again=again)


def position(site: AdminSite, request: HttpRequest, *, name: str) -> HttpResponse:
    """All of one position."""
    old = position_or_404(name)
    initial = {
        "seen": draft_or_404().revision,
        "id": old.id,
        "agent": old.agent,
        "conditions": old.conditions,
        **dict(zip(("low", "high"), _ends(old), strict=True)),
        "says": old.says,
        **{key: "\n".join(getattr(old, key)) for key in ("references", "conflicts", "allowed")},
    }
    again = again_with(
        site, request, f"{TOPICS[old.topic]}: {old.id}", band_of=old, remove="statement_position_remove"
    )
    return _position(site, request, old.topic, initial, again, name)


def new_position(site: AdminSite, request: HttpRequest, *, topic: str) -> HttpResponse:
    """A position that the draft does not have yet."""
    if topic not in load_scales().topics:
        raise Http404("There is no such topic.")
    initial = {"seen": draft_or_404().revision, "agent": "any"}
    again = again_with(site, request, f"{TOPICS[topic]}: a new position")
    return _position(site, request, topic, initial, again, "")


def remove_position(site: AdminSite, request: HttpRequest, *, name: str) -> HttpResponse:
    """Takes a position out."""
    position_or_404(name)
    return remove_item(site, request, "positions", name)


def _position(
    site: AdminSite, request: HttpRequest, topic: str, initial: dict[str, Any], again: Again, name: str
) -> HttpResponse:
    form = PositionForm(topic, request.POST or None, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return again(form, 422 if request.method == "POST" else 200)
    typed = form.position(topic)

    def change(source: str) -> str:
        return with_position(source, typed, instead_of=name)

    told = f"Position {typed.id}"
    return save_change(site, request, form, change, told=told, back=desk_url(typed.id), again=again)


def _ends(item: Position) -> tuple[str, str]:
    points = load_scales().topics[item.topic]
    return points[item.low], points[item.high]
