"""A person's own notices: the list, where each leads, and how they want their mail."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, reverse
from django.utils import timezone

from governance.admin.access import Screen
from governance.admin.routes import Route, routes
from governance.admin.show import url_of
from governance.models import MailChoice, MailWish, Notice
from governance.services.notices import choose_mail, mark_read

MOST = 100


class MailForm(forms.Form):
    """How the person wants their mail."""

    wish = forms.ChoiceField(label="Mail", choices=MailWish, widget=forms.RadioSelect)


def urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of the list and of what is done in it."""
    listed = [
        Route("notices/", show, "notices", is_act=False),
        Route("notices/read/", read, "notices_read"),
        Route("notices/mail/", mail, "notices_mail"),
        Route("notices/<int:pk>/", follow, "notice", is_act=False),
    ]
    return routes(site, Screen.DESK, listed)


def unread_count(request: HttpRequest) -> int:
    """How many notices the person of the request has not read."""
    return Notice.objects.filter(person=request.user).unread().count() if request.user.is_authenticated else 0


def show(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The last hundred notices, the newest first."""
    notices = Notice.objects.filter(person=request.user).select_related("document")
    choice = MailChoice.objects.filter(person=request.user).first()
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": "Notices",
        "notices": notices[:MOST],
        "most": MOST,
        "mail_form": MailForm(initial={"wish": choice.wish if choice else MailWish.EACH}),
    }
    return render(request, "staff/notices.html", context)


def follow(site: AdminSite, request: HttpRequest, *, pk: int) -> HttpResponse:
    """Leads to what a notice is about. It stays unread until it is marked: a GET changes nothing."""
    notice = Notice.objects.filter(person=request.user, pk=pk).select_related("document").first()
    if notice is None:
        raise Http404("You have no such notice.")
    if notice.review_id:
        return HttpResponseRedirect(reverse("admin:review", args=[notice.review_id]))
    return HttpResponseRedirect(url_of(notice.document))


def read(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Marks one notice as read, or all."""
    only = request.POST.get("notice", "")
    mark_read(person=request.user, at=timezone.now(), only=int(only) if only.isdecimal() else None)
    return HttpResponseRedirect(reverse("admin:notices"))


def mail(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Keeps how the person wants their mail."""
    form = MailForm(request.POST)
    if form.is_valid():
        choose_mail(person=request.user, wish=MailWish(form.cleaned_data["wish"]))
        messages.success(request, "Kept.")
    else:
        messages.error(request, "Choose one of the three.")
    return HttpResponseRedirect(reverse("admin:notices"))
