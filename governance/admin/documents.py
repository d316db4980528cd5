"""The lists of documents and their addresses; one class for every kind, the fourth included."""

from datetime import date
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html

from content.models import Document
from governance.admin import checking, editor, keeping, lifecycle, versions
from governance.admin.access import Screen, request_may
from governance.admin.base import RoleAdmin
from governance.admin.lists.changelist import DocumentList
from governance.admin.lists.filters import DueFilter, FindingsFilter, OwnerFilter, StandingFilter
from governance.admin.show import badge, day, due_badge
from governance.models import ApprovedStatement
from governance.policy.verbs import Verb
from governance.querysets import Standing, with_findings, with_standing


class DocumentAdmin(RoleAdmin):
    """Documents of one kind. Writers edit them through the service; everybody else reads."""

    screen = Screen.DOCUMENTS
    change_list_template = "staff/documents.html"
    show_facets = admin.ShowFacets.NEVER  # a count for each choice: at 100,000 pages dear, and nobody asked
    list_display = ("title", "state", "findings", "keeper", "reviewed", "due")
    list_filter = (
        StandingFilter,
        FindingsFilter,
        DueFilter,
        "condition",
        ("owner", OwnerFilter),
    )
    lookups = ("condition__exact", "owner__id__exact", "condition", "owner")
    search_fields = ("title", "slug")
    search_help_text = "Words of the title or the address"
    ordering = ("title", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """What every document has of this kind: for a list the fields of the kind itself are never read."""
        statement = ApprovedStatement.objects.binding(at=timezone.now())
        documents = Document.objects.filter(kind=self.model.KIND)
        return with_findings(with_standing(documents), statement, on=_today())

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return DocumentList

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request_may(request, Verb.SAVE)

    @admin.display(ordering="standing", description="state")
    def state(self, obj: Any) -> str:
        """The newest version's state, and that an older one is live."""
        label = Standing(obj.standing).label
        is_behind = obj.live_number and obj.live_number != obj.version_number
        if is_behind and obj.standing != Standing.NEWER_DRAFT:
            return format_html("{} {}", badge(label), badge(f"Version {obj.live_number} live"))
        return badge(label)

    @admin.display(ordering="conflicts", description="findings")
    def findings(self, obj: Any) -> str:
        """Open conflicts and unclear sentences of the newest version."""
        return findings_badges(obj.conflicts, obj.unclear, is_judged=obj.is_judged)

    @admin.display(ordering="owner__last_name", description="owner")
    def keeper(self, obj: Any) -> str:
        """Who looks after it."""
        return str(obj.owner)

    @admin.display(ordering="last_reviewed", description="last reviewed")
    def reviewed(self, obj: Any) -> str:
        """The day of the live publication's signature."""
        return day(obj.last_reviewed)

    @admin.display(ordering="next_review", description="next review")
    def due(self, obj: Any) -> str:
        """The day of the next review; a badge where it is near or past."""
        return due_badge(obj.next_review, today=_today())

    def get_urls(self) -> list[URLPattern]:
        return [self._path(*spec) for spec in _VIEWS] + super().get_urls()

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Ours in the place of the stock form, which would save the row itself."""
        return editor.edit(self, request, object_id)

    def _path(self, route: str, view: Any, name: str) -> URLPattern:
        def bound(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            return view(self, request, **kwargs)

        name = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
        return path(route, self.admin_site.admin_view(bound), name=name)


_VIEWS = (
    ("add/check/", checking.check, "check_new"),
    ("<int:object_id>/check/", checking.check, "check"),
    ("<int:object_id>/history/", versions.history, "history"),
    ("<int:object_id>/history/compare/", versions.compare, "compare"),
    ("<int:object_id>/versions/<int:number>/", versions.show, "version"),
    ("<int:object_id>/versions/<int:number>/restore/", versions.restore, "restore"),
    ("<int:object_id>/change/keep/", keeping.keep, "keep"),
    ("<int:object_id>/change/keep/throw-away/", keeping.throw_away, "throw_away"),
    ("add/keep/", keeping.keep, "keep_new"),
    ("add/keep/throw-away/", keeping.throw_away, "throw_away_new"),
    ("<int:object_id>/submit/", lifecycle.submit, "submit"),
    ("<int:object_id>/withdraw/", lifecycle.withdraw, "withdraw"),
)


def findings_badges(conflicts: int, unclear: int, *, is_judged: bool = True) -> str:
    """The badges of a row: what is open in it, or that nothing is."""
    if not is_judged:
        return badge("Not judged yet")
    shown = []
    if conflicts:
        shown.append(badge(f"{conflicts} {'conflict' if conflicts == 1 else 'conflicts'}", kind="conflict"))
    if unclear:
        shown.append(badge(f"{unclear} unclear", kind="unclear"))
    return (
        format_html("{} {}", *shown)
        if len(shown) > 1
        else (shown or [badge("Nothing open", kind="inside")])[0]
    )


def _today() -> date:
    return timezone.localdate()
