"""The screen on which a physician decides. Each POST calls one verb."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils import timezone

from governance.admin.access import Screen, actor_of, require
from governance.admin.cards import Card
from governance.admin.comparing import screen_query
from governance.admin.forms import SendBackForm, SettleForm, SignForm
from governance.admin.queue import queue
from governance.admin.review_answers import (
    quicker_screen,
    refusal_screen,
    review_or_404,
    review_page,
    review_url,
)
from governance.admin.review_screen import review_context, with_settle_forms
from governance.admin.settling import is_same_word, settle_sentence
from governance.admin.show import add_errors
from governance.admin.ticking import ticked_of
from governance.models import Review, SignOff
from governance.services import publishing, signing
from governance.services import reviews as verbs
from governance.services.acting import MovedOn, Refusal

View = Callable[..., HttpResponse]
NOT_SIGNED = "Something stands in the way. Nothing was signed."
NOT_PUBLISHED = "Something stands in the way. Nothing was published."


def urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of the reviews in the staff's site."""
    views: tuple[tuple[str, View, str], ...] = (
        ("reviews/", queue, "reviews"),
        ("reviews/<int:pk>/", show, "review"),
        ("reviews/<int:pk>/settle/<int:number>/", settle, "review_settle"),
        ("reviews/<int:pk>/sign/", sign, "review_sign"),
        ("reviews/<int:pk>/send-back/", send_back, "review_send_back"),
        ("reviews/<int:pk>/take-back/", take_back, "review_take_back"),
        ("reviews/<int:pk>/publish/", publish, "review_publish"),
    )
    return [path(route, site.admin_view(_bound(site, view)), name=name) for route, view, name in views]


def _bound(site: AdminSite, view: View) -> View:
    def bound(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        require(request, Screen.REVIEWS)
        if view not in (queue, show) and request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if "pk" in kwargs:
            kwargs["review"] = review_or_404(kwargs.pop("pk"))
        return view(site, request, **kwargs)

    return bound


def show(site: AdminSite, request: HttpRequest, *, review: Review) -> HttpResponse:
    """The review screen. A GET writes nothing."""
    return review_page(site, request, review)


def settle(site: AdminSite, request: HttpRequest, *, review: Review, number: int) -> HttpResponse:
    """Settles one unclear sentence in the physician's name: every claim of it that is unclear."""
    form = SettleForm(request.POST, prefix=f"s{number}")
    context = review_context(request, review)
    card = next((card for card in context["cards"] if card.number == number), None)
    if card is None:
        raise Http404("This page has no such sentence.")
    if context["may_settle"]:
        if not form.is_valid():
            return review_page(site, request, review, status=422, **with_settle_forms(context, form))
        if form.cleaned_data["seen"] != card.last_settlement:
            return _settled_already(site, request, review, card, form)
    try:
        settle_sentence(actor_of(request), review, card, form)
    except MovedOn as error:
        return quicker_screen(site, request, review, error)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Sentence {number} is settled in your name.")
    return HttpResponseRedirect(f"{review_url(review)}{screen_query(request)}#{_next_open(context, number)}")


def _settled_already(
    site: AdminSite, request: HttpRequest, review: Review, card: Card, form: SettleForm
) -> HttpResponse:
    """The same word sent twice is one act; another person's word is shown before a second one counts."""
    if is_same_word(request.user, card, form):
        return HttpResponseRedirect(f"{review_url(review)}#f{card.number}")
    error = MovedOn("Somebody settled this sentence since you opened it.")
    return quicker_screen(site, request, review, error, after="Your word was not used.")


def sign(site: AdminSite, request: HttpRequest, *, review: Review) -> HttpResponse:
    """Signs exactly the words that were shown, and publishes them at once if asked."""
    form = SignForm(request.POST)
    form.is_valid()  # what is missing is refused by the service, with everything else that stands in the way
    try:
        result = signing.sign_off(
            actor=actor_of(request),
            review=review,
            digest=request.POST.get("digest", ""),
            meaning=SignForm.base_fields["meaning"].initial,
            password=request.POST.get("password", ""),
            code=request.POST.get("code", ""),
            ticked=ticked_of(request),
            at=timezone.now(),
        )
    except MovedOn as error:
        return quicker_screen(site, request, review, error, after="Your signature was not used.")
    return signed_screen(site, request, review, result, form)


def signed_screen(
    site: AdminSite, request: HttpRequest, review: Review, result: SignOff | Refusal, form: SignForm
) -> HttpResponse:
    """What follows a signature: why there is none, or the page published if it was asked for."""
    if isinstance(result, Refusal):
        return refusal_screen(site, request, review, result, NOT_SIGNED)
    messages.success(request, f"You signed version {review.version.number}.")
    if form.cleaned_data.get("publish"):
        return publish(site, request, review=review_or_404(review.pk))
    return HttpResponseRedirect(review_url(review))


def publish(site: AdminSite, request: HttpRequest, *, review: Review) -> HttpResponse:
    """Publishes a signed version."""
    try:
        result = publishing.publish(actor=actor_of(request), review=review, at=timezone.now())
    except MovedOn as error:
        return quicker_screen(site, request, review, error)
    if isinstance(result, Refusal):
        return refusal_screen(site, request, review, result, NOT_PUBLISHED)
    messages.success(request, f"“{result.title}” is live at /{result.path}/.")
    return HttpResponseRedirect(review_url(review))


def send_back(site: AdminSite, request: HttpRequest, *, review: Review) -> HttpResponse:
    """Asks the writer for changes, with a reason."""
    form = SendBackForm(request.POST, prefix="back")
    reason = request.POST.get("back-reason", "")
    try:
        verbs.send_back(actor=actor_of(request), review=review, reason=reason, at=timezone.now())
    except MovedOn as error:
        return quicker_screen(site, request, review, error)
    except ValidationError as error:
        form.full_clean()
        if not form.errors:
            add_errors(form, error)
        return review_page(site, request, review, status=422, send_back_form=form)
    messages.success(
        request, f"Version {review.version.number} is back with {review.submitted_by}, with your words."
    )
    return HttpResponseRedirect(review_url(review))


def take_back(site: AdminSite, request: HttpRequest, *, review: Review) -> HttpResponse:
    """The writer takes a version back before a physician decided."""
    try:
        verbs.take_back(actor=actor_of(request), review=review, at=timezone.now())
    except MovedOn as error:
        return quicker_screen(site, request, review, error)
    messages.success(request, f"Version {review.version.number} is a draft again.")
    return HttpResponseRedirect(review_url(review))


def _next_open(context: dict[str, Any], number: int) -> str:
    """Where to go on: the next sentence that waits, else the sign-off."""
    waiting = [card.number for card, _ in context["open_cards"] if card.to_settle and card.number != number]
    return f"f{waiting[0]}" if waiting else "sign"
