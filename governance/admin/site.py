"""The staff's site: the stock admin, opened by roles, with our desk as its first page."""

from functools import update_wrapper
from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import ModelAdmin
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from content.models import Document, kinds
from governance.admin import (
    accounts,
    assigning,
    checklists,
    citations,
    comments,
    correcting,
    desk,
    exception_views,
    inviting,
    logins,
    notices,
    passwords,
    planning,
    recalling,
    retraction,
    reviews,
    row_buttons,
    second_factor,
    uploading,
)
from governance.admin.access import Screen, actor_of, request_may, request_sees, require, sees
from governance.admin.audit import AuditEntryAdmin
from governance.admin.base import RoleAdmin
from governance.admin.calendar import views as calendar
from governance.admin.consistency import views as consistency
from governance.admin.documents import DocumentAdmin
from governance.admin.forms import LogInForm
from governance.admin.jobs import views as jobs
from governance.admin.life import routes as life
from governance.admin.oversight import views as oversight
from governance.admin.people import PersonAdmin, PhysicianAdmin
from governance.admin.privacy import views as privacy
from governance.admin.recall import views as recall
from governance.admin.reports import screen as reports
from governance.admin.rereading import views as rereading
from governance.admin.statement import urls as statement_urls
from governance.admin.statements import StatementAdmin
from governance.models import ApprovedStatement, AuditEntry, Person, Physician
from governance.policy.verbs import Verb

# Stock addresses that write past the services or tell what a role may not see.
CLOSED = frozenset({"password_change", "password_change_done", "autocomplete", "view_on_site"})
BEFORE = (
    (Screen.DESK, "Desk", "index"),
    (Screen.REVIEWS, "Reviews", "reviews"),
)
SCREENS = (
    reports,
    uploading,
    row_buttons,
    reviews,
    assigning,
    recalling,
    recall,
    calendar,
    jobs,
    planning,
    notices,
    citations,
    comments,
    checklists,
    correcting,
    inviting,
    exception_views,
    retraction,
    accounts,
    passwords,
    second_factor,
    life,
    oversight,
    privacy,
    statement_urls,
    rereading,
    consistency,
)
AFTER = (
    (Screen.CALENDAR, "Calendar", "calendar"),
    (Screen.RECALLS, "Recall", "recall"),
    (Screen.STATEMENTS, "Statement", "governance_approvedstatement_changelist"),
    (Screen.OVERSIGHT, "Second look", "oversight"),
    (Screen.AUDIT, "Past", "past"),
    (Screen.AUDIT, "Audit trail", "governance_auditentry_changelist"),
    (Screen.JOBS, "Jobs", "jobs"),
    (Screen.AUDIT, "Reports", "reports"),
    (Screen.PEOPLE, "People", "governance_person_changelist"),
)


class ImprimaturAdminSite(admin.AdminSite):
    """Opens for an active person with a role, whatever Django's staff and superuser flags say."""

    site_title = "Imprimatur"
    site_header = "Imprimatur"
    index_title = "Desk"
    index_template = "staff/desk.html"
    login_form = LogInForm
    enable_nav_sidebar = False

    def __init__(self, name: str = "admin"):
        super().__init__(name)
        for kind in kinds().values():
            self.register(kind, DocumentAdmin)
        self.register(AuditEntry, AuditEntryAdmin)
        self.register(Person, PersonAdmin)
        self.register(Physician, PhysicianAdmin)
        self.register(ApprovedStatement, StatementAdmin)

    def register(
        self, model_or_iterable: Any, admin_class: type[ModelAdmin] | None = None, **options: Any
    ) -> None:
        """Takes screens made for roles only: a package's own screen would go round them, so it is left out."""
        if admin_class is not None and issubclass(admin_class, RoleAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return request_sees(request, Screen.DESK)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """As the stock one; who may not is told so in our words."""

        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except PermissionDenied as error:
                context = {
                    **self.each_context(request),
                    "title": "Not for your roles",
                    "sentence": str(error),
                }
                return render(request, "staff/denied.html", context, status=403)

        return super().admin_view(update_wrapper(answered, view), cacheable)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        stock = [url for url in super().get_urls() if getattr(url, "name", "") not in CLOSED]
        return [url for screens in SCREENS for url in screens.urls(self)] + stock

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The log-in, which the trail records."""
        return logins.log_in(self, request)

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The log-out, which the trail records."""
        return logins.log_out(self, request)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        shown = {
            "nav": _nav(request),
            "may_recall": request_may(request, Verb.RECALL),
            "notice_count": notices.unread_count(request),
        }
        return {**super().each_context(request), **shown}

    def get_log_entries(self, request: HttpRequest) -> QuerySet:
        return LogEntry.objects.none()  # the trail of acts is ours

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The desk of the person, by their roles."""
        require(request, Screen.DESK)
        context = {**self.each_context(request), "title": "Desk", **desk.desk_of(actor_of(request))}
        return render(request, self.index_template, context)


def _nav(request: HttpRequest) -> list[dict[str, Any]]:
    if not request.user.is_authenticated:
        return []
    roles = actor_of(request).roles
    documents = [(Screen.DOCUMENTS, _plural(kind), _list(kind)) for kind in kinds().values()]
    shown = [item for item in (*BEFORE, *documents, *AFTER) if sees(roles, item[0])]
    items = [(label, reverse(f"admin:{name}")) for _, label, name in shown]
    return [{"label": label, "url": url, "is_here": _is_here(request.path, url)} for label, url in items]


def _plural(kind: type[Document]) -> str:
    name = str(kind._meta.verbose_name_plural)
    return name[0].upper() + name[1:]


def _list(kind: type[Document]) -> str:
    return f"{kind._meta.app_label}_{kind._meta.model_name}_changelist"


def _is_here(path: str, url: str) -> bool:
    return path == url if url == reverse("admin:index") else path.startswith(url)
