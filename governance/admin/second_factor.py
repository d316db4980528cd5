"""The screens of one's own second factor. Secrets and codes are shown once, in the answer that makes them."""

from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from governance.admin.access import Screen, actor_of, request_may
from governance.admin.account_forms import BeginForm, ConfirmForm, WordForm
from governance.admin.routes import Route, routes
from governance.admin.show import moved_on
from governance.models import Person
from governance.policy.verbs import Role, Verb, may
from governance.services import enrolment, vouching
from governance.services.acting import MovedOn, Refusal
from governance.services.second_factor import has_second_factor, readable_secret


def urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of the second factor."""
    listed = [
        Route("second-factor/", show, "second_factor", is_act=False),
        Route("second-factor/begin/", begin, "second_factor_begin"),
        Route("second-factor/confirm/", confirm, "second_factor_confirm"),
        Route("second-factor/recovery-codes/", renew, "second_factor_codes"),
        Route("second-factor/word/", give_word, "second_factor_word", is_act=False),
    ]
    return routes(site, Screen.DESK, listed)


def show(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """What there is, and what can be done with it."""
    if not request_may(request, Verb.SET_UP_SECOND_FACTOR):
        raise PermissionDenied("Only who signs or approves has a second factor.")
    return _screen(site, request)


def begin(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Shows a new secret, to be typed into the app."""
    form = _begin_form(request, request.POST)
    # A form that lacks something goes to the service too: it refuses it, and the refusal is in the trail.
    form.is_valid()
    password, code = request.POST.get("password", ""), request.POST.get("code", "")
    result = enrolment.begin(actor=actor_of(request), password=password, code=code, at=timezone.now())
    if isinstance(result, Refusal):
        return _screen(site, request, begin_form=_refused(form, result), status=422)
    return _secret(site, request, result, ConfirmForm())


def confirm(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Takes the first code, and shows the recovery codes."""
    form = ConfirmForm(request.POST)
    form.is_valid()
    try:
        result = enrolment.confirm(
            actor=actor_of(request), code=request.POST.get("code", ""), at=timezone.now()
        )
    except MovedOn as error:
        context, back = site.each_context(request), reverse("admin:second_factor")
        return moved_on(request, context, sentence=f"{error} Nothing was changed.", back=back)
    if isinstance(result, Refusal):
        device = TOTPDevice.objects.get(user=request.user, confirmed=False)
        return _secret(site, request, device, _refused(form, result), status=422)
    return _codes(site, request, result, "Your app is set up")


def renew(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Shows new recovery codes."""
    form = BeginForm(request.POST, prefix="codes", replaces=True)
    form.is_valid()
    password, code = request.POST.get("codes-password", ""), request.POST.get("codes-code", "")
    result = enrolment.renew_recovery_codes(
        actor=actor_of(request), password=password, code=code, at=timezone.now()
    )
    if isinstance(result, Refusal):
        return _screen(site, request, codes_form=_refused(form, result), status=422)
    return _codes(site, request, result, "New recovery codes")


def give_word(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Lets somebody set up an app, by a word that is shown in the answer and never again."""
    if not request_may(request, Verb.LET_SET_UP) and request.method != "POST":
        raise PermissionDenied("A statement owner or a physician lets somebody set up an app.")
    form = WordForm(request.POST or None, replaces=True)
    form.fields["person"].queryset = _who_may_be_let(request)
    if request.method == "POST" and (form.is_valid() or not request_may(request, Verb.LET_SET_UP)):
        person = form.cleaned_data.get("person") or request.user
        password, code = request.POST.get("password", ""), request.POST.get("code", "")
        result = vouching.let_set_up(
            actor=actor_of(request), person=person, password=password, code=code, at=timezone.now()
        )
        if not isinstance(result, Refusal):
            return _word(site, request, person, result)
        _refused(form, result)
    context = {**site.each_context(request), "title": "Let somebody set up an app", "form": form}
    return render(request, "staff/give_word.html", context, status=422 if form.errors else 200)


def _who_may_be_let(request: HttpRequest) -> QuerySet[Person]:
    signing = [role.value for role in Role if may(frozenset({role}), Verb.SET_UP_SECOND_FACTOR)]
    people = Person.objects.filter(is_active=True, groups__name__in=signing).exclude(pk=request.user.pk)
    return people.distinct().order_by("first_name", "last_name", "pk")


def _word(site: AdminSite, request: HttpRequest, person: Person, word: str) -> HttpResponse:
    context = {**site.each_context(request), "title": f"A word for {person}", "person": person, "word": word}
    return render(request, "staff/word.html", context)


def _begin_form(request: HttpRequest, data: QueryDict | None = None) -> BeginForm:
    takes_word = not vouching.is_first_of_the_site(request.user)
    return BeginForm(data, replaces=has_second_factor(request.user), takes_word=takes_word)


def _refused(form: Form, refusal: Refusal) -> Form:
    if not form.errors:
        form.add_error(None, [blocker.sentence for blocker in refusal.blockers])
    return form


def _screen(site: AdminSite, request: HttpRequest, *, status: int = 200, **forms: Form) -> HttpResponse:
    is_set_up = has_second_factor(request.user)
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": "Your second factor",
        "is_set_up": is_set_up,
        "left": enrolment.recovery_codes_left(request.user),
        "begin_form": _begin_form(request),
        "codes_form": BeginForm(prefix="codes", replaces=True),
        **forms,
    }
    return render(request, "staff/second_factor.html", context, status=status)


def _secret(
    site: AdminSite, request: HttpRequest, device: TOTPDevice, form: Form, *, status: int = 200
) -> HttpResponse:
    context = {
        **site.each_context(request),
        "title": "Add this site to your app",
        "secret": readable_secret(device),
        "link": device.config_url,
        "form": form,
    }
    return render(request, "staff/second_factor_secret.html", context, status=status)


def _codes(site: AdminSite, request: HttpRequest, codes: tuple[str, ...], title: str) -> HttpResponse:
    context = {**site.each_context(request), "title": title, "codes": codes}
    return render(request, "staff/recovery_codes.html", context)
