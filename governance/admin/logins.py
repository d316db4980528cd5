"""Logging in and out: one entry each, the same answer whether or not the name exists."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.views import LoginView
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from governance.admin.forms import LogInForm
from governance.admin.passwords import FIRST
from governance.models import Person
from governance.services import accounts, door
from governance.services.actors import Actor


class LogIn(LogInForm):
    """The log-in, which also takes a one-time password: its holder then chooses their own."""

    error_messages = {
        **LogInForm.error_messages,
        "invalid_login": "The name and the password do not match an open account. Capitals count in both.",
    }
    holder: Person | None = None

    def clean(self) -> dict[str, Any]:
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if name and password:
            self.holder = accounts.holder_of(username=name, one_time_password=password)
        return self.cleaned_data if self.holder else super().clean()


class LogInView(LoginView):
    """The stock view, with the trail and the lock-out."""

    template_name = "staff/login.html"
    authentication_form = LogIn
    site: AdminSite | None = None  # as_view takes only what the class names

    def form_valid(self, form: LogIn) -> HttpResponse:
        """Lets the person in under a new session; the holder of a one-time password goes on to choose one."""
        if form.holder:
            self.request.session.cycle_key()  # so that nobody who planted the session's id goes on with it
            self.request.session[FIRST] = [form.holder.pk, form.cleaned_data["password"]]
            return HttpResponseRedirect(reverse("admin:first_password"))
        door.logged_in(actor=_actor(self.request, form.get_user()), at=timezone.now())
        return super().form_valid(form)

    def form_invalid(self, form: LogIn) -> HttpResponse:
        """Says no, and records it; 429 once there were too many tries."""
        is_locked = bool(getattr(self.request, "axes_locked_out", False))
        if is_locked or form.has_error(NON_FIELD_ERRORS):
            name, now = self.request.POST.get("username", ""), timezone.now()
            door.kept_out(actor=_actor(self.request, None), name=name, is_locked=is_locked, at=now)
        return _locked(self.site, self.request) if is_locked else super().form_invalid(form)


def log_in(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The log-in screen; who is in already goes to the desk."""
    home = reverse("admin:index")
    if request.method == "GET" and site.has_permission(request):
        return HttpResponseRedirect(home)
    context = {**site.each_context(request), "title": "Log in", "app_path": request.get_full_path()}
    if REDIRECT_FIELD_NAME not in request.GET and REDIRECT_FIELD_NAME not in request.POST:
        context[REDIRECT_FIELD_NAME] = home
    view = LogInView.as_view(site=site, extra_context=context, next_page=home)
    return view(request)


def log_out(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if request.user.is_authenticated:
        door.logged_out(actor=_actor(request, request.user), at=timezone.now())
    logout(request)
    messages.success(request, "You are logged out.")
    return HttpResponseRedirect(reverse("admin:login"))


def _locked(site: AdminSite, request: HttpRequest) -> HttpResponse:
    request.axes_locked_out = False  # else django-axes puts its own words in the place of ours
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    context = {**site.each_context(request), "title": "Too many tries", "minutes": minutes}
    response = render(request, "staff/locked_out.html", context, status=429)
    response.headers["Retry-After"] = str(minutes * 60)
    return response


def _actor(request: HttpRequest, person: Person | None) -> Actor:
    address = request.META.get("REMOTE_ADDR", "")
    return Actor(person, frozenset(), getattr(request, "id", ""), address)
