"""The expert's way: the door with the secret link, then the page under a cookie of its own path."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from governance.admin.comment_forms import AnswerForm, CommentForm
from governance.admin.show import add_errors
from governance.admin.threads import chosen
from governance.models import Comment, Invitation
from governance.outside.answers import outside
from governance.outside.reading import page_context
from governance.services import invited
from governance.services.acting import MovedOn
from governance.services.invited import NoSuchLink, Visit, standing_invitation
from governance.services.threads import passages

COOKIE = "imprimatur_outside"
LONGEST_VISIT = timedelta(hours=12)


@outside
def door(request: HttpRequest, *, token: str) -> HttpResponse:
    """GET shows who invites to what, and changes nothing, so that no mail scanner uses the link; POST opens it."""
    at = timezone.now()
    if request.method != "POST":
        invitation = standing_invitation(token, at=at)
        return render(request, "outside/door.html", {"invitation": invitation})
    invitation = invited.open_invitation(_visit(request, token), at=at)
    response = HttpResponseRedirect(_url(invitation))
    response.set_cookie(
        COOKIE,
        token,
        max_age=min(LONGEST_VISIT, invitation.expires_at - at),
        path=_url(invitation),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Strict",
    )
    return response


@outside
def page(request: HttpRequest, *, pk: int) -> HttpResponse:
    """The version as the public would see it, with this expert's comments; POST comments on it."""
    invitation = _visited(request, pk)
    if request.method != "POST":
        return _page(request, invitation)
    sentences = passages(invitation.version)
    form = CommentForm(request.POST, sentences=sentences)
    form.is_valid()  # what lacks goes to the service too: it refuses it, and the refusal is in the trail
    if "passage" in form.errors:
        return _page(request, invitation, form=form, status=422)
    try:
        said = invited.comment_by_link(
            _visit(request),
            passage=chosen(sentences, form.cleaned_data["passage"]),
            words=form.cleaned_data.get("words", ""),
            body=request.POST.get("body", ""),
            at=timezone.now(),
        )
    except MovedOn:
        return HttpResponseRedirect(f"{_url(invitation)}#comments")
    except ValidationError as error:
        if not form.errors:
            add_errors(form, error)
        return _page(request, invitation, form=form, status=422)
    return HttpResponseRedirect(f"{_url(invitation)}#c{said.number}")


@outside
def answer(request: HttpRequest, *, pk: int, number: int) -> HttpResponse:
    """Answers in a thread that this expert began."""
    invitation = _visited(request, pk)
    if not Comment.objects.filter(invitation=invitation, number=number).exists():
        raise NoSuchLink
    form = AnswerForm(request.POST, prefix=f"a{number}")
    try:
        if request.method == "POST":
            body = request.POST.get(f"a{number}-body", "")
            invited.answer_by_link(_visit(request), number=number, body=body, at=timezone.now())
    except MovedOn:
        pass  # said already, or the thread is resolved: the page shows which
    except ValidationError as error:
        if form.is_valid():
            add_errors(form, error)
        return _page(request, invitation, answer=form, status=422)
    return HttpResponseRedirect(f"{_url(invitation)}#c{number}")


def _visited(request: HttpRequest, pk: int) -> Invitation:
    """The invitation of the cookie, for its own page alone. Raises NoSuchLink, also for a form from elsewhere."""
    token = request.COOKIES.get(COOKIE, "")
    invitation = standing_invitation(token, at=timezone.now())
    is_ours = request.method != "POST" or constant_time_compare(request.POST.get("key", ""), _key(token))
    if invitation.pk != pk or not is_ours:
        raise NoSuchLink
    return invitation


def _visit(request: HttpRequest, token: str = "") -> Visit:
    token = token or request.COOKIES.get(COOKIE, "")
    return Visit(token, getattr(request, "id", ""), request.META.get("REMOTE_ADDR", ""))


def _key(token: str) -> str:
    """What only a page that was shown to the holder of the token can send."""
    return salted_hmac("imprimatur.outside", token, algorithm="sha256").hexdigest()


def _page(
    request: HttpRequest,
    invitation: Invitation,
    *,
    form: CommentForm | None = None,
    answer: AnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = page_context(invitation, form=form, answer=answer)
    context["key"] = _key(request.COOKIES.get(COOKIE, ""))
    return render(request, "outside/page.html", context, status=status)


def _url(invitation: Invitation) -> str:
    return reverse("outside:page", args=[invitation.pk])
