"""The audit trail, to read. Nobody writes here: entries come from the acts themselves."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import URLPattern, path

from governance.admin.access import Screen, require
from governance.admin.base import RoleAdmin
from governance.admin.show import badge
from governance.models import AuditEntry, Outcome
from governance.services.spreadsheets import as_csv

BADGES = {
    Outcome.DONE: "",
    Outcome.REFUSED: "unclear",
    Outcome.DENIED: "conflict",
    Outcome.FAILED: "conflict",
}


EXPORTED = (
    "sequence", "at", "actor_id", "actor_name", "role", "verb", "outcome", "object_kind", "object_id",
    "object_label", "document_id", "before", "after", "reason", "detail", "request_id", "address", "previous", "hash",
)  # fmt: skip


class OutcomeFilter(admin.SimpleListFilter):
    """How the act ended; `not done` stands for all that did not."""

    title = "outcome"
    parameter_name = "outcome"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*Outcome.choices, ("not-done", "not done")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "not-done":
            return queryset.exclude(outcome=Outcome.DONE)
        return queryset.filter(outcome=self.value()) if self.value() else queryset


class DayFilter(admin.DateFieldListFilter):
    """By the day of the act."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.title = "date"


class PersonFilter(admin.RelatedOnlyFieldListFilter):
    """By who acted; only people who did something."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.title = "person"


class AuditEntryAdmin(RoleAdmin):
    """One entry a row, newest first, by verb, outcome, person and date."""

    screen = Screen.AUDIT
    change_list_template = "staff/trail.html"
    list_display = ("sequence", "when", "actor_name", "verb", "how", "object_label", "reason_shown")
    list_filter = (
        "verb",
        OutcomeFilter,
        ("at", DayFilter),
        ("actor", PersonFilter),
    )
    lookups = (
        "verb", "verb__exact", "actor", "actor__id__exact", "actor__isnull", "at__gte", "at__lt", "at__isnull",
        "document__exact",
    )  # fmt: skip
    search_fields = ("actor_name", "object_label", "reason", "detail", "after", "before")
    search_help_text = "A person, a page, words of a reason, or a digest"
    fields = (
        "sequence", "at", "actor_name", "role", "verb", "outcome", "object_kind", "object_id", "object_label",
        "document", "before", "after", "reason", "detail", "request_id", "address", "previous", "hash",
    )  # fmt: skip

    def get_urls(self) -> list[URLPattern]:
        export = self.admin_site.admin_view(self.export)
        return [path("export/", export, name="governance_auditentry_export"), *super().get_urls()]

    def export(self, request: HttpRequest) -> StreamingHttpResponse:
        """What the list shows, all pages of it, as a spreadsheet; sent row by row."""
        require(request, self.screen)
        entries = self.get_changelist_instance(request).queryset.select_related(None)
        lines = as_csv(EXPORTED, entries.values_list(*EXPORTED).iterator(2000))
        headers = {"Content-Disposition": 'attachment; filename="audit-trail.csv"'}
        return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)

    @admin.display(ordering="at", description="when (UTC)")
    def when(self, obj: AuditEntry) -> str:
        """The moment, to the second."""
        return f"{obj.at:%Y-%m-%d %H:%M:%S}"

    @admin.display(ordering="outcome", description="outcome")
    def how(self, obj: AuditEntry) -> str:
        """How it ended; a badge with a shape where it was not done."""
        return badge(obj.get_outcome_display(), kind=BADGES[Outcome(obj.outcome)])

    @admin.display(description="reason")
    def reason_shown(self, obj: AuditEntry) -> str:
        """The first words of the reason, or of what stood in the way."""
        text = obj.reason or obj.detail
        return text if len(text) <= 120 else f"{text[:119]}…"
