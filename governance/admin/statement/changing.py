"""Changing the draft: a band, a position, a required sentence, the head."""

from dataclasses import replace
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from governance.admin.access import request_may
from governance.admin.statement.forms import HeadForm, MoveForm, PositionForm, RequiredForm, SeenForm
from governance.admin.statement.lanes import TOPICS, live_counts, picture
from governance.admin.statement.saving import Again, desk_url, draft_or_404, save_change
from governance.claims.editing import with_head, with_position, with_required, without
from governance.claims.scales import load_scales
from governance.claims.suggest import band
from governance.claims.values import Position, Required, Statement
from governance.policy.verbs import Verb


def move(site: AdminSite, request: HttpRequest, *, name: str) -> HttpResponse:
    """Moves the two ends of a band."""
    position = _position_or_404(name)
    form = MoveForm(position.topic, request.POST)
    again = _again(site, request, f"Move {name}", band_of=position)
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
    old = _position_or_404(name)
    initial = {
        "seen": draft_or_404().revision,
        "id": old.id,
        "agent": old.agent,
        "conditions": old.conditions,
        **dict(zip(("low", "high"), _ends(old), strict=True)),
        "says": old.says,
        **{key: "\n".join(getattr(old, key)) for key in ("references", "conflicts", "allowed")},
    }
    again = _again(
        site, request, f"{TOPICS[old.topic]}: {old.id}", band_of=old, remove="statement_position_remove"
    )
    return _position(site, request, old.topic, initial, again, name)


def new_position(site: AdminSite, request: HttpRequest, *, topic: str) -> HttpResponse:
    """A position that the draft does not have yet."""
    if topic not in load_scales().topics:
        raise Http404("There is no such topic.")
    initial = {"seen": draft_or_404().revision, "agent": "any"}
    again = _again(site, request, f"{TOPICS[topic]}: a new position")
    return _position(site, request, topic, initial, again, "")


def remove_position(site: AdminSite, request: HttpRequest, *, name: str) -> HttpResponse:
    """Takes a position out."""
    _position_or_404(name)
    return _remove(site, request, "positions", name)


def required(site: AdminSite, request: HttpRequest, *, name: str = "") -> HttpResponse:
    """A sentence that pages must carry, or with no name a new one."""
    initial: dict[str, Any] = {"seen": draft_or_404().revision}
    if name:
        initial |= _required_values(_required_or_404(name))
    title = f"Required sentence: {name}" if name else "A new required sentence"
    again = _again(site, request, title, remove="statement_required_remove" if name else "", name=name)
    form = RequiredForm(request.POST or None, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return again(form, 422 if request.method == "POST" else 200)
    item = form.required()

    def change(source: str) -> str:
        return with_required(source, item, instead_of=name)

    told = f"Required sentence {item.id}"
    return save_change(site, request, form, change, told=told, back=desk_url("required"), again=again)


def remove_required(site: AdminSite, request: HttpRequest, *, name: str) -> HttpResponse:
    """Takes a required sentence out."""
    _required_or_404(name)
    return _remove(site, request, "required", name)


def head(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Title, version, day and interval of review."""
    statement = _statement()
    initial = {
        "seen": draft_or_404().revision,
        "title": statement.title,
        "version": statement.version,
        "effective": statement.effective,
        "months": statement.review_interval_months,
    }
    form = HeadForm(request.POST or None, initial=initial)
    again = _again(site, request, "Version and day")
    if request.method != "POST" or not form.is_valid():
        return again(form, 422 if request.method == "POST" else 200)
    values = {name: form.cleaned_data[name] for name in ("title", "version", "months")}

    def change(source: str) -> str:
        return with_head(source, effective=form.cleaned_data["effective"].isoformat(), **values)

    told = f"Version {values['version']}, in force from {form.cleaned_data['effective']}"
    return save_change(site, request, form, change, told=told, back=desk_url(), again=again)


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


def _remove(site: AdminSite, request: HttpRequest, section: str, name: str) -> HttpResponse:
    form = SeenForm(request.POST)
    again = _again(site, request, f"Take out {name}")
    if not form.is_valid():
        return again(form, 422)

    def change(source: str) -> str:
        return without(source, section, name)

    return save_change(site, request, form, change, told=f"{name} is taken out", back=desk_url(), again=again)


def _again(
    site: AdminSite,
    request: HttpRequest,
    title: str,
    *,
    band_of: Position | None = None,
    remove: str = "",
    name: str = "",
) -> Again:
    """A function that shows a form of the draft, with the band that it changes."""

    def shown(form: Form, status: int) -> HttpResponse:
        if not request_may(request, Verb.WRITE_STATEMENT):
            raise PermissionDenied("Only the statement's owner changes a draft.")
        context = {
            **site.each_context(request),
            "title": title,
            "form": form,
            "lane": _lane(band_of) if band_of else None,
            "remove": remove,
            "name": band_of.id if band_of else name,
        }
        return render(request, "staff/statement/form.html", context, status=status)

    return shown


def _lane(position: Position) -> Any:
    statement = _statement()
    topics = picture(statement, live_counts(statement))
    return next((lane for topic in topics for lane in topic.lanes if lane.position.id == position.id), None)


def _statement() -> Statement:
    return draft_or_404().edit.parsed()


def _position_or_404(name: str) -> Position:
    found = next((item for item in _statement().positions if item.id == name), None)
    if found is None:
        raise Http404("The draft has no such position.")
    return found


def _required_or_404(name: str) -> Required:
    found = next((item for item in _statement().required if item.id == name), None)
    if found is None:
        raise Http404("The draft has no such sentence.")
    return found


def _ends(item: Position) -> tuple[str, str]:
    points = load_scales().topics[item.topic]
    return points[item.low], points[item.high]


def _required_values(item: Required) -> dict[str, Any]:
    scales = load_scales().topics
    role = item.role_at_least
    return {
        "id": item.id,
        "conditions": item.conditions,
        "role": "" if role is None else scales["role"][role],
        "point": f"{item.topic} {scales[item.topic][item.high]}",
        "says": item.says,
    }
