"""The audit trail, to read. Nobody writes here: entries come from the acts themselves."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern

from governance.admin.access import Screen, require
from governance.admin.base import RoleAdmin
from governance.admin.looking import note_looking
from governance.admin.routes import Route, routes
from governance.admin.trail.files import export
from governance.admin.trail.saved import forget, keep
from governance.admin.trail.screen import trail


class AuditEntryAdmin(RoleAdmin):
    """The search in place of the stock list, and one entry with all that is sealed in it."""

    screen = Screen.AUDIT
    fields = (
        "sequence", "at", "actor_name", "role", "verb", "outcome", "object_kind", "object_id", "object_label",
        "document", "before", "after", "reason", "detail", "request_id", "address", "previous", "hash",
    )  # fmt: skip

    def get_urls(self) -> list[URLPattern]:
        listed = [
            Route("export/", export, "governance_auditentry_export"),
            Route("keep/", keep, "trail_keep_search"),
            Route("kept/<int:pk>/forget/", forget, "trail_forget_search"),
        ]
        return [*routes(self.admin_site, self.screen, listed), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The search of the trail."""
        require(request, self.screen)
        return trail(self.admin_site, request)

    def change_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One entry."""
        require(request, self.screen)
        note_looking(request)
        return super().change_view(request, *args, **kwargs)
