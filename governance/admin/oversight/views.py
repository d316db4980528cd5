"""The screens of the second look."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, reverse
from django.utils import timezone

from content.digest import decode
from content.rendering import render as render_text
from governance.admin.access import Screen, actor_of, request_may
from governance.admin.routes import Route, routes
from governance.admin.show import add_errors, moved_on
from governance.models import Opinion, SampleDraw, SampledSignature
from governance.policy.verbs import Verb
from governance.services.acting import MovedOn
from governance.services.oversight import default_size, draw_sample, is_reproduced, look_again, why_not
from governance.slots import filled

PER_PAGE = 30
DAY = forms.DateInput(attrs={"type": "date"})


class DrawForm(forms.Form):
    """The period and the size of a sample."""

    since = forms.DateField(label="Signed from", widget=DAY)
    until = forms.DateField(label="to", widget=DAY, help_text="Both days included. The period must be over.")
    size = forms.IntegerField(label="How many signatures", min_value=1)


class LookForm(forms.Form):
    """What the second physician found."""

    opinion = forms.ChoiceField(label="What you say of it", choices=Opinion.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label="What you saw", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


def urls(site: AdminSite) -> list[URLPattern]:
    """The samples, one of them, and one page to look at again."""
    listed = [
        Route("oversight/", samples, "oversight", is_act=False),
        Route("oversight/<int:pk>/", sample, "oversight_sample", is_act=False),
        Route("oversight/look/<int:pk>/", look, "oversight_look", is_act=False),
    ]
    return routes(site, Screen.OVERSIGHT, listed)


def samples(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """All samples, the newest first; by POST a new one."""
    form = DrawForm(request.POST or None, initial=_last_month())
    if request.method == "POST" and form.is_valid():
        try:
            draw = draw_sample(actor=actor_of(request), at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(
                request, "The sample is drawn. Physicians who neither wrote nor signed look again."
            )
            return HttpResponseRedirect(reverse("admin:oversight_sample", args=[draw.pk]))
    elif request.method == "POST" and not request_may(request, Verb.DRAW_SAMPLE):
        raise PermissionDenied("Your roles do not draw a sample.")
    looked = Count("sampled", filter=Q(sampled__look__isnull=False))
    draws = SampleDraw.objects.annotate(count=Count("sampled"), looked=looked).order_by("-pk")
    context = {
        "title": "Second look",
        "form": form,
        "may_draw": request_may(request, Verb.DRAW_SAMPLE),
        "page": Paginator(draws, PER_PAGE).get_page(request.GET.get("page")),
    }
    status = 422 if form.is_bound else 200
    return render(
        request, "admin/oversight/samples.html", {**site.each_context(request), **context}, status=status
    )


def sample(site: AdminSite, request: HttpRequest, *, pk: int) -> HttpResponse:
    """One sample: the pages, what was found, and whether the draw can be made again."""
    draw = SampleDraw.objects.filter(pk=pk).first()
    if draw is None:
        raise Http404("There is no such sample.")
    rows = draw.sampled.select_related("signoff__version__document", "look")
    context = {
        "title": str(draw),
        "draw": draw,
        "rows": rows,
        "is_reproduced": is_reproduced(draw),
        "may_look": request_may(request, Verb.LOOK_AGAIN),
    }
    return render(request, "admin/oversight/sample.html", {**site.each_context(request), **context})


def look(site: AdminSite, request: HttpRequest, *, pk: int) -> HttpResponse:
    """The words that were signed, and the form for who may look again."""
    related = ("signoff__version__document", "signoff__statement", "draw", "look")
    sampled = SampledSignature.objects.select_related(*related).filter(pk=pk).first()
    if sampled is None:
        raise Http404("This page is in no sample.")
    form = LookForm(request.POST or None)
    if request.method == "POST":
        try:
            _record(request, sampled)
        except MovedOn as error:
            back = reverse("admin:oversight_sample", args=[sampled.draw_id])
            context, told = site.each_context(request), f"{error} Nothing was recorded."
            return moved_on(request, context, sentence=told, back=back)
        except ValidationError as error:
            if form.is_valid():
                add_errors(form, error)
        else:
            messages.success(request, "Your second look is recorded.")
            return HttpResponseRedirect(reverse("admin:oversight_sample", args=[sampled.draw_id]))
    context, status = _context(site, request, sampled, form), 422 if form.is_bound else 200
    return render(request, "admin/oversight/look.html", context, status=status)


def _record(request: HttpRequest, sampled: SampledSignature) -> None:
    # What lacks goes to the service too: it refuses it, and the refusal is in the trail.
    given = {name: request.POST.get(name, "") for name in ("opinion", "reason")}
    look_again(actor=actor_of(request), sampled=sampled, at=timezone.now(), **given)


def _context(
    site: AdminSite, request: HttpRequest, sampled: SampledSignature, form: LookForm
) -> dict[str, Any]:
    text = decode(sampled.signoff.version.text)
    may = request_may(request, Verb.LOOK_AGAIN)
    return {
        **site.each_context(request),
        "title": str(sampled),
        "sampled": sampled,
        "signoff": sampled.signoff,
        "look": getattr(sampled, "look", None),
        "text": filled(render_text(text), {}),
        "form": form if may else None,
        "why_not": why_not(actor_of(request).person, sampled, at=timezone.now()) if may else "",
    }


def _last_month() -> dict[str, Any]:
    last = timezone.localdate().replace(day=1) - timedelta(days=1)
    return {"since": last.replace(day=1), "until": last, "size": default_size()}
