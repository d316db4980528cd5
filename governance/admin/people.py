"""The people and the register of physicians, to read; the operator enters a physician through the service."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from governance.admin import accounts
from governance.admin.access import Screen, actor_of, request_may, require
from governance.admin.base import RoleAdmin
from governance.admin.forms import RegisterForm
from governance.admin.retraction import resting_on
from governance.admin.show import add_errors, badge, day
from governance.models import Person, Physician
from governance.policy.verbs import Role, Verb
from governance.querysets import DUE_SOON
from governance.services import people


class RoleFilter(admin.SimpleListFilter):
    """The people who have a role."""

    title = "role"
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(role.value, role.value.capitalize()) for role in Role]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


class PersonAdmin(RoleAdmin):
    """Who has an account, and with which roles."""

    screen = Screen.PEOPLE
    list_display = ("name", "username", "their_roles", "is_open", "joined", "seen")
    list_filter = (RoleFilter, "is_active")
    lookups = ("is_active__exact", "is_active")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("first_name", "last_name", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("groups").defer("password")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request_may(request, Verb.OPEN_ACCOUNT)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """One person, or the form for a new account."""
        require(request, self.screen)
        if object_id is None:
            return accounts.open_account(self.admin_site, request)
        person = self.get_object(request, object_id)
        if person is None:
            raise Http404("There is no such account.")
        return accounts.show(self.admin_site, request, person)

    @admin.display(ordering="first_name", description="name")
    def name(self, obj: Person) -> str:
        """First and last name, else the name for logging in."""
        return str(obj)

    @admin.display(description="roles")
    def their_roles(self, obj: Person) -> str:
        """The roles by name."""
        return ", ".join(sorted(group.name for group in obj.groups.all())) or "none"

    @admin.display(ordering="is_active", description="account")
    def is_open(self, obj: Person) -> str:
        """Whether the account is open."""
        return badge("Open" if obj.is_active else "Closed")

    @admin.display(ordering="date_joined", description="since")
    def joined(self, obj: Person) -> str:
        """The day the account was opened."""
        return day(timezone.localdate(obj.date_joined))

    @admin.display(ordering="last_login", description="last log-in")
    def seen(self, obj: Person) -> str:
        """The day of the last log-in."""
        return day(timezone.localdate(obj.last_login)) if obj.last_login else "never"


class PhysicianAdmin(RoleAdmin):
    """The register: who may sign, with which licence, until when."""

    screen = Screen.PEOPLE
    list_display = ("person", "degree", "specialty", "licence", "expires")
    search_fields = ("person__first_name", "person__last_name", "licence_number", "specialty")
    list_select_related = ("person",)
    ordering = ("licence_expires", "pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request_may(request, Verb.REGISTER_PHYSICIAN)

    @admin.display(ordering="licence_number", description="licence")
    def licence(self, obj: Physician) -> str:
        """Who issued it, and its number."""
        return f"{obj.licence_region} {obj.licence_number}"

    @admin.display(ordering="licence_expires", description="until")
    def expires(self, obj: Physician) -> str:
        """The last day of the licence; a badge once it is past, or soon will be."""
        today, last = timezone.localdate(), day(obj.licence_expires)
        if obj.licence_expires < today:
            return badge(f"Ended on {last}", kind="unclear")
        return badge(f"Ends soon, on {last}") if obj.licence_expires <= today + DUE_SOON else last

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The entry as a form for the operator, to read for everybody else."""
        require(request, self.screen)
        entry = self._entry_or_404(request, object_id) if object_id else None
        if request.method == "POST":
            return self._register(request, entry)
        if entry is None and not request_may(request, Verb.REGISTER_PHYSICIAN):
            raise PermissionDenied("Only the operator enters a physician.")
        return self._shown(request, entry, RegisterForm(initial=_initial(entry)))

    def _register(self, request: HttpRequest, entry: Physician | None) -> HttpResponse:
        form = RegisterForm(request.POST)
        form.fields["person"].queryset = _candidates(entry)
        if not form.is_valid() and request_may(request, Verb.REGISTER_PHYSICIAN):
            return self._shown(request, entry, form, status=422)
        values = {name: form.cleaned_data.get(name) for name in RegisterForm.base_fields}
        try:
            saved = people.register_physician(actor=actor_of(request), at=timezone.now(), **values)
        except ValidationError as error:
            add_errors(form, error)
            return self._shown(request, entry, form, status=422)
        messages.success(request, f"{saved.credential}: entered, until {day(saved.licence_expires)}.")
        return HttpResponseRedirect(reverse("admin:governance_physician_changelist"))

    def _shown(
        self, request: HttpRequest, entry: Physician | None, form: RegisterForm, *, status: int = 200
    ) -> HttpResponse:
        form.fields["person"].queryset = _candidates(entry)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(entry) if entry else "Enter a physician",
            "entry": entry,
            "form": form,
            "may_register": request_may(request, Verb.REGISTER_PHYSICIAN),
            "resting": resting_on(entry.person) if entry else [],
        }
        return render(request, "staff/physician.html", context, status=status)

    def _entry_or_404(self, request: HttpRequest, object_id: str) -> Physician:
        entry = self.get_object(request, object_id)
        if entry is None:
            raise Http404("The register has no such entry.")
        return entry


def _candidates(entry: Physician | None) -> QuerySet:
    """Who may be entered: people with the role and without an entry, or the one whose entry it is."""
    if entry:
        return Person.objects.filter(pk=entry.person_id)
    return Person.objects.filter(groups__name=Role.PHYSICIAN.value, physician=None, is_active=True)


def _initial(entry: Physician | None) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in RegisterForm.base_fields} if entry else {}
