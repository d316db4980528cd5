"""The accounts, as the operator changes them and compliance reads them. Each act is one verb."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from governance.admin.access import Screen, actor_of, request_may, request_sees
from governance.admin.account_forms import AccountForm, ReasonForm, RoleForm
from governance.admin.retraction import resting_on
from governance.admin.routes import Route, routes
from governance.admin.show import add_errors, moved_on
from governance.models import Person, Physician
from governance.policy.verbs import Role, Verb
from governance.services import accounts, people
from governance.services.acting import MovedOn
from governance.services.second_factor import has_second_factor


def urls(site: AdminSite) -> list[URLPattern]:
    """The acts on a person's account."""
    acts = (
        ("grant-role", grant_role),
        ("end-role", end_role),
        ("close", close),
        ("reopen", reopen),
        ("reset-password", reset_password),
    )
    listed = [Route(f"people/<int:pk>/{name}/", view, f"person_{view.__name__}") for name, view in acts]
    return routes(site, Screen.PEOPLE, listed)


def show(
    site: AdminSite, request: HttpRequest, person: Person, *, status: int = 200, **forms: Form
) -> HttpResponse:
    """One person: the account, the roles, and for the operator what can be done with them."""
    held = _roles(person)
    is_own = person == request.user
    context: dict[str, Any] = {
        **site.each_context(request),
        "opts": Person._meta,
        "title": str(person),
        "person": person,
        "roles": sorted(held),
        "entry": Physician.objects.filter(person=person).first(),
        "resting": resting_on(person),
        "has_second_factor": has_second_factor(person),
        "is_own": is_own,
        "may_change": request_may(request, Verb.GRANT_ROLE) and not is_own,
        "trail_url": _trail_url(request, person),
        "may_export": request_may(request, Verb.EXPORT_PERSON),
        "role_form": RoleForm(held=held),
        "close_form": ReasonForm(prefix="close"),
        "reopen_form": ReasonForm(prefix="reopen"),
        **forms,
    }
    return render(request, "staff/person.html", context, status=status)


@sensitive_variables("opened")
def open_account(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """A new account; its one-time password is shown in the answer and never again."""
    if request.method != "POST" and not request_may(request, Verb.OPEN_ACCOUNT):
        raise PermissionDenied("Only the operator opens accounts.")
    form = AccountForm(request.POST or None)
    if request.method == "POST" and (form.is_valid() or not request_may(request, Verb.OPEN_ACCOUNT)):
        values = {name: form.cleaned_data.get(name, "") for name in AccountForm.base_fields}
        try:
            opened = accounts.open_account(actor=actor_of(request), at=timezone.now(), **values)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return _one_time(site, request, opened.person, opened.one_time_password)
    context = {**site.each_context(request), "opts": Person._meta, "title": "Open an account", "form": form}
    return render(request, "staff/open_account.html", context, status=422 if form.errors else 200)


def grant_role(site: AdminSite, request: HttpRequest, *, pk: int) -> HttpResponse:
    """Gives a role."""
    return _change_role(
        site, request, _person_or_404(pk), people.grant_role, "{person} has the role of {role}."
    )


def end_role(site: AdminSite, request: HttpRequest, *, pk: int) -> HttpResponse:
    """Takes a role."""
    says = "{person} does not have the role of {role} any more. What they signed stays valid."
    return _change_role(site, request, _person_or_404(pk), people.end_role, says)


def close(site: AdminSite, request: HttpRequest, *, pk: int) -> HttpResponse:
    """Closes the account."""
    says = "The account of {person} is closed. What they did keeps their name."
    return _with_reason(site, request, _person_or_404(pk), "close", accounts.close_account, says)


def reopen(site: AdminSite, request: HttpRequest, *, pk: int) -> HttpResponse:
    """Opens a closed account again."""
    says = "The account of {person} is open again, with the roles that it had."
    return _with_reason(site, request, _person_or_404(pk), "reopen", accounts.reopen_account, says)


@sensitive_variables("one_time")
def reset_password(site: AdminSite, request: HttpRequest, *, pk: int) -> HttpResponse:
    """Ends the password, and shows a one-time one."""
    person = _person_or_404(pk)
    try:
        one_time = accounts.reset_password(actor=actor_of(request), person=person, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _back(person)
    return _one_time(site, request, person, one_time)


def _change_role(site: AdminSite, request: HttpRequest, person: Person, verb: Any, says: str) -> HttpResponse:
    name = request.POST.get("role", "")
    if name not in set(Role):
        messages.error(request, "Choose a role. Nothing was changed.")
        return _back(person)
    try:
        verb(actor=actor_of(request), person=person, role=Role(name), at=timezone.now())
    except MovedOn as error:
        return _moved_on(site, request, person, error)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, says.format(person=person, role=name))
    return _back(person)


def _with_reason(
    site: AdminSite, request: HttpRequest, person: Person, name: str, verb: Any, says: str
) -> HttpResponse:
    form = ReasonForm(request.POST, prefix=name)
    reason = request.POST.get(f"{name}-reason", "")
    try:
        verb(actor=actor_of(request), person=person, reason=reason, at=timezone.now())
    except MovedOn as error:
        return _moved_on(site, request, person, error)
    except ValidationError as error:
        form.full_clean()
        if not form.errors:
            add_errors(form, error)
        return show(site, request, person, status=422, **{f"{name}_form": form})
    messages.success(request, says.format(person=person))
    return _back(person)


def _one_time(site: AdminSite, request: HttpRequest, person: Person, one_time: str) -> HttpResponse:
    context = {
        **site.each_context(request),
        "opts": Person._meta,
        "title": f"A one-time password for {person}",
        "person": person,
        "one_time": one_time,
    }
    return render(request, "staff/one_time_password.html", context)


def _moved_on(site: AdminSite, request: HttpRequest, person: Person, error: MovedOn) -> HttpResponse:
    sentence = f"{error} Nothing was changed."
    return moved_on(request, site.each_context(request), sentence=sentence, back=_url(person))


def _roles(person: Person) -> frozenset[Role]:
    """The roles of the account, those of a closed one too."""
    names = person.groups.values_list("name", flat=True)
    return frozenset(Role(name) for name in names if name in set(Role))


def _person_or_404(pk: int) -> Person:
    found: QuerySet[Person] = Person.objects.filter(pk=pk)
    person = found.first()
    if person is None:
        raise Http404("There is no such account.")
    return person


def _trail_url(request: HttpRequest, person: Person) -> str:
    if not request_sees(request, Screen.AUDIT):
        return ""
    return f"{reverse('admin:governance_auditentry_changelist')}?actor={person.pk}"


def _url(person: Person) -> str:
    return reverse("admin:governance_person_change", args=[person.pk])


def _back(person: Person) -> HttpResponse:
    return HttpResponseRedirect(_url(person))
