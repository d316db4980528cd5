"""The approved position statements, to read."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, Case, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from governance.admin.access import Screen, require
from governance.admin.base import RoleAdmin
from governance.admin.show import badge, day
from governance.admin.statement.counting import live_counts
from governance.admin.statement.lanes import picture
from governance.claims.suggest import band
from governance.claims.values import Position, Required
from governance.models import ApprovedStatement
from governance.services.statement.proof import signatures_of


@dataclass(frozen=True, slots=True)
class PositionRow:
    """A position in words."""

    id: str
    topic: str
    agent: str
    conditions: str
    allowed: str
    says: str


class StatementAdmin(RoleAdmin):
    """The statements, the latest first, and which one holds."""

    screen = Screen.STATEMENTS
    change_list_template = "staff/statement/list.html"
    list_display = ("version", "title", "holds_from", "state", "approved_by", "seconded_by")
    list_select_related = ("approved_by", "seconded_by")
    ordering = ("-effective", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        in_force = ApprovedStatement.objects.binding(at=timezone.now())
        holds = When(pk=in_force.pk if in_force else 0, then=Value(True))
        marked = Case(holds, default=Value(False), output_field=BooleanField())
        return super().get_queryset(request).annotate(is_in_force=marked)

    @admin.display(ordering="effective", description="in force from")
    def holds_from(self, obj: Any) -> str:
        """The day from which it holds."""
        return day(obj.effective)

    @admin.display(description="state")
    def state(self, obj: Any) -> str:
        """Whether it is in force, to come, or past."""
        if obj.is_in_force:
            return badge("In force")
        return badge("To come" if obj.effective > timezone.localdate() else "Replaced")

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """One statement with its positions in a table."""
        require(request, self.screen)
        if object_id is None:
            raise PermissionDenied("A statement is approved by two people, not entered here.")
        approved = self.get_object(request, object_id)
        if approved is None or request.method != "GET":
            raise Http404("There is no such statement.")
        statement = approved.parsed()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(approved),
            "approved": approved,
            "state": self.state(approved),
            "statement": statement,
            "signatures": signatures_of(approved),
            "topics": picture(statement, live_counts(statement)),
            "positions": [_position(item) for item in statement.positions],
            "required": [_required(item) for item in statement.required],
        }
        return render(request, "staff/statement.html", context)


def _position(item: Position) -> PositionRow:
    allowed = band(item.topic, item.low, item.high)
    return PositionRow(item.id, item.topic, item.agent, _names(item.conditions), allowed, item.says)


def _required(item: Required) -> PositionRow:
    most = f"{band(item.topic, 0, item.high)}"
    pages = _names(item.conditions) if item.conditions else "pages that give ketamine a role"
    return PositionRow(item.id, item.topic, "any", pages, most, item.says)


def _names(conditions: tuple[str, ...]) -> str:
    return ", ".join(name.replace("_", " ") for name in conditions)
