"""A person's own account: what it has, a new password, and the first one in the place of a one-time password."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from governance.admin.access import Screen, actor_of, request_may
from governance.admin.account_forms import ChangePasswordForm, NewPasswordForm
from governance.admin.routes import Route, routes
from governance.admin.show import add_errors
from governance.models import Person
from governance.policy.verbs import Verb
from governance.services import accounts
from governance.services.actors import Actor
from governance.services.second_factor import has_second_factor

FIRST = "first_password"  # where the session keeps whose one-time password was typed


def urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of one's own account."""
    listed = [
        Route("account/", show, "account", is_act=False),
        Route("account/password/", change, "own_password", is_act=False),
    ]

    @never_cache
    @sensitive_post_parameters()
    def first(request: HttpRequest) -> HttpResponse:
        return choose_first(site, request)

    return [*routes(site, Screen.DESK, listed), path("first-password/", first, name="first_password")]


def show(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Who one is here: the roles, the password, the second factor."""
    context = {
        **site.each_context(request),
        "title": "Your account",
        "roles": sorted(actor_of(request).roles),
        "may_sign": request_may(request, Verb.SET_UP_SECOND_FACTOR),
        "has_second_factor": has_second_factor(request.user),
    }
    return render(request, "staff/account.html", context)


def change(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """A new password; the other sessions of the person end."""
    form = ChangePasswordForm(request.POST or None)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            accounts.change_password(
                actor=actor_of(request), old=typed["old"], new=typed["new"], at=timezone.now()
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            update_session_auth_hash(request, Person.objects.get(pk=request.user.pk))
            messages.success(
                request, "Your password is changed. Wherever else you were logged in, you are out."
            )
            return HttpResponseRedirect(reverse("admin:account"))
    return _screen(site, request, form, title="Change your password", back=reverse("admin:account"))


def choose_first(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The holder of a one-time password chooses their own, then logs in with it."""
    person = _holder(request)
    if person is None:
        return HttpResponseRedirect(reverse("admin:login"))
    form = NewPasswordForm(request.POST or None)
    if form.is_valid():
        try:
            _choose(request, person, form.cleaned_data["new"])
        except ValidationError as error:
            add_errors(form, error)
        else:
            del request.session[FIRST]
            messages.success(request, "Your password is set. Log in with it.")
            return HttpResponseRedirect(reverse("admin:login"))
    return _screen(site, request, form, title="Choose your password", back="")


def _holder(request: HttpRequest) -> Person | None:
    kept = request.session.get(FIRST)
    return Person.objects.filter(pk=kept[0], is_active=True).first() if kept else None


def _choose(request: HttpRequest, person: Person, new: str) -> None:
    address = request.META.get("REMOTE_ADDR", "")
    actor = Actor(person, person.roles, getattr(request, "id", ""), address)
    one_time = request.session[FIRST][1]
    accounts.choose_password(actor=actor, one_time_password=one_time, new=new, at=timezone.now())


def _screen(site: AdminSite, request: HttpRequest, form: Form, *, title: str, back: str) -> HttpResponse:
    context = {**site.each_context(request), "title": title, "form": form, "back": back}
    status = 422 if form.errors else 200
    return render(request, "staff/password.html", context, status=status)
