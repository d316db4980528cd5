"""The base of every list and record in the admin: roles instead of Django's permissions, and nothing writes."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern

from governance.admin.access import Screen, request_sees

# Stock addresses that write past the services, or show the admin's own log.
CLOSED = ("_delete", "_history")


class RoleAdmin(admin.ModelAdmin):
    """Read-only, for the roles that `access.SEES` gives its screen. A superuser has no exemption."""

    screen: ClassVar[Screen]
    # The only lookups that an address may carry; without this any local field could be guessed at.
    lookups: ClassVar[tuple[str, ...]] = ()
    actions = None
    list_per_page = 50
    show_full_result_count = False
    change_list_template = "staff/list.html"
    change_form_template = "staff/record.html"

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list under the plain name of what it lists."""
        name = str(self.opts.verbose_name_plural)
        return super().changelist_view(
            request, {"title": name[0].upper() + name[1:], **(extra_context or {})}
        )

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request_sees(request, self.screen)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return request_sees(request, self.screen)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        named = {getattr(item, "parameter_name", None) for item in self.list_filter}
        return lookup in self.lookups or lookup in named

    def to_field_allowed(self, request: HttpRequest, to_field: str) -> bool:
        return False

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        raise Http404("There is no such record.")  # the stock answer sends to the desk instead

    def get_urls(self) -> list[URLPattern]:
        return [url for url in super().get_urls() if not (url.name or "").endswith(CLOSED)]
