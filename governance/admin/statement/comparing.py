"""Two statements side by side: what each position was and is."""

from dataclasses import dataclass

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from governance.claims.difference import Changed, difference_of
from governance.claims.suggest import band
from governance.claims.values import Position, Required
from governance.models import ApprovedStatement, StatementEdit
from governance.services.statement.drafts import open_draft

DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a row, in words."""

    allowed: str
    places: str
    says: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A position or sentence that differs, with what became of it."""

    id: str
    topic: str
    changes: tuple[str, ...]
    before: Side | None
    after: Side | None


def compare(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The difference of two statements, of the draft and the one in force where none are named."""
    listed = list(ApprovedStatement.objects.all())
    draft = open_draft()
    old, new = _chosen(request, listed, draft.edit if draft else None)
    context = {
        **site.each_context(request),
        "title": "Two statements side by side",
        "listed": listed,
        "draft": draft,
        "old": old,
        "new": new,
        "rows": [_row(item) for item in difference_of(old.parsed(), new.parsed())] if old and new else [],
    }
    return render(request, "staff/statement/compare.html", context)


Version = ApprovedStatement | StatementEdit | None


def _chosen(
    request: HttpRequest, listed: list[ApprovedStatement], draft: StatementEdit | None
) -> tuple[Version, Version]:
    in_force = ApprovedStatement.objects.binding(at=timezone.now())
    new = _named(request.GET.get("new", ""), listed, draft) or draft or in_force
    return _named(request.GET.get("old", ""), listed, draft) or in_force, new


def _named(name: str, listed: list[ApprovedStatement], draft: StatementEdit | None) -> Version:
    if not name:
        return None
    if name == DRAFT:
        return draft
    found = next((item for item in listed if str(item.pk) == name), None)
    if found is None:
        raise Http404("There is no such statement.")
    return found


def _row(item: Changed) -> Row:
    shown = item.after or item.before
    topic = shown.topic if shown else ""
    return Row(item.id, topic, tuple(map(str, item.changes)), _side(item.before), _side(item.after))


def _side(item: Position | Required | None) -> Side | None:
    if item is None:
        return None
    low = item.low if isinstance(item, Position) else 0
    agent = item.agent if isinstance(item, Position) else "any"
    places = ", ".join(name.replace("_", " ") for name in item.conditions) or "pages by their place in care"
    references = item.references if isinstance(item, Position) else ()
    return Side(
        band(item.topic, low, item.high),
        places if agent == "any" else f"{places}; {agent}",
        item.says,
        references,
    )
