"""Reviews: the queue, and the screen on which a physician decides. Each POST calls one verb."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from content.digest import decode
from governance.admin.access import Screen, actor_of, require
from governance.admin.blocking import shown_blockers
from governance.admin.cards import Card
from governance.admin.forms import SendBackForm, SettleForm, SignForm
from governance.admin.redline import Redline, redline
from governance.admin.review_screen import review_context, with_settle_forms
from governance.admin.screens import newest_version
from governance.admin.settling import is_same_word, settle_sentence
from governance.admin.show import add_errors, moved_on
from governance.models import ApprovedStatement, Review
from governance.policy.gate import Code
from governance.querysets import waiting_with_findings
from governance.services import publishing, signing
from governance.services import reviews as verbs
from governance.services.acting import MovedOn, Refusal

View = Callable[..., HttpResponse]
MOVED = frozenset({Code.TEXT_MOVED_ON, Code.OTHER_WORDS_SIGNED})
OWN_WORDS = MOVED | {Code.NOT_AUTHENTICATED, Code.NO_SECOND_FACTOR}
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
            kwargs["review"] = _review_or_404(kwargs.pop("pk"))
        return view(site, request, **kwargs)

    return bound


def queue(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """What waits for a physician, the soonest due first."""
    statement = ApprovedStatement.objects.binding(at=timezone.now())
    waiting = waiting_with_findings(Review.objects.waiting(), statement, on=timezone.localdate())
    context = {
        **site.each_context(request),
        "title": "Reviews",
        "reviews": waiting.select_related("version__document", "submitted_by")[:200],
        "today": timezone.localdate(),
    }
    return render(request, "staff/reviews.html", context)


def show(site: AdminSite, request: HttpRequest, *, review: Review) -> HttpResponse:
    """The review screen. A GET writes nothing."""
    return _screen(site, request, review)


def settle(site: AdminSite, request: HttpRequest, *, review: Review, number: int) -> HttpResponse:
    """Settles one unclear sentence in the physician's name: every claim of it that is unclear."""
    form = SettleForm(request.POST, prefix=f"s{number}")
    context = review_context(request, review)
    card = next((card for card in context["cards"] if card.number == number), None)
    if card is None:
        raise Http404("This page has no such sentence.")
    if context["may_settle"]:
        if not form.is_valid():
            return _screen(site, request, review, status=422, **with_settle_forms(context, form))
        if form.cleaned_data["seen"] != card.last_settlement:
            return _settled_already(site, request, review, card, form)
    try:
        settle_sentence(actor_of(request), review, card, form)
    except MovedOn as error:
        return _moved_on(site, request, review, error)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Sentence {number} is settled in your name.")
    return HttpResponseRedirect(f"{_url(review)}#{_next_open(context, number)}")


def _settled_already(
    site: AdminSite, request: HttpRequest, review: Review, card: Card, form: SettleForm
) -> HttpResponse:
    """The same word sent twice is one act; another person's word is shown before a second one counts."""
    if is_same_word(request.user, card, form):
        return HttpResponseRedirect(f"{_url(review)}#f{card.number}")
    error = MovedOn("Somebody settled this sentence since you opened it.")
    return _moved_on(site, request, review, error, after="Your word was not used.")


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
            at=timezone.now(),
        )
    except MovedOn as error:
        return _moved_on(site, request, review, error, after="Your signature was not used.")
    if isinstance(result, Refusal):
        return _refused(site, request, review, result)
    messages.success(request, f"You signed version {review.version.number}.")
    if form.cleaned_data.get("publish"):
        return publish(site, request, review=_review_or_404(review.pk))
    return HttpResponseRedirect(_url(review))


def publish(site: AdminSite, request: HttpRequest, *, review: Review) -> HttpResponse:
    """Publishes a signed version."""
    try:
        result = publishing.publish(actor=actor_of(request), review=review, at=timezone.now())
    except MovedOn as error:
        return _moved_on(site, request, review, error)
    if isinstance(result, Refusal):
        return _refused(site, request, review, result, NOT_PUBLISHED)
    messages.success(request, f"“{result.title}” is live at /{result.path}/.")
    return HttpResponseRedirect(_url(review))


def send_back(site: AdminSite, request: HttpRequest, *, review: Review) -> HttpResponse:
    """Asks the writer for changes, with a reason."""
    form = SendBackForm(request.POST, prefix="back")
    reason = request.POST.get("back-reason", "")
    try:
        verbs.send_back(actor=actor_of(request), review=review, reason=reason, at=timezone.now())
    except MovedOn as error:
        return _moved_on(site, request, review, error)
    except ValidationError as error:
        form.full_clean()
        if not form.errors:
            add_errors(form, error)
        return _screen(site, request, review, status=422, send_back_form=form)
    messages.success(
        request, f"Version {review.version.number} is back with {review.submitted_by}, with your words."
    )
    return HttpResponseRedirect(_url(review))


def take_back(site: AdminSite, request: HttpRequest, *, review: Review) -> HttpResponse:
    """The writer takes a version back before a physician decided."""
    try:
        verbs.take_back(actor=actor_of(request), review=review, at=timezone.now())
    except MovedOn as error:
        return _moved_on(site, request, review, error)
    messages.success(request, f"Version {review.version.number} is a draft again.")
    return HttpResponseRedirect(_url(review))


def _next_open(context: dict[str, Any], number: int) -> str:
    """Where to go on: the next sentence that waits, else the sign-off."""
    waiting = [card.number for card, _ in context["open_cards"] if card.to_settle and card.number != number]
    return f"f{waiting[0]}" if waiting else "sign"


def _refused(
    site: AdminSite, request: HttpRequest, review: Review, refusal: Refusal, says: str = NOT_SIGNED
) -> HttpResponse:
    """Everything that stands in the way, at once; 409 where the words are others by now."""
    has_moved = any(blocker.code in MOVED for blocker in refusal.blockers)
    return _screen(
        site,
        request,
        _review_or_404(review.pk),
        status=409 if has_moved else 422,
        shown_blockers=shown_blockers(request, review, refusal.blockers),
        refused=[item.sentence for item in refusal.blockers if item.code in OWN_WORDS] or [says],
        moved_changes=_what_moved(review) if has_moved else None,
    )


def _what_moved(review: Review) -> Redline | None:
    """The difference between the words of the review and the newest ones."""
    newest = newest_version(review.document)
    if newest is None or newest.pk == review.version_id:
        return None
    return redline(decode(review.version.text), decode(newest.text))


def _moved_on(
    site: AdminSite,
    request: HttpRequest,
    review: Review,
    error: MovedOn,
    *,
    after: str = "Nothing was changed.",
) -> HttpResponse:
    context = {**site.each_context(request), "document": review.document}
    return moved_on(request, context, sentence=f"{error} {after}", back=_url(review))


def _screen(
    site: AdminSite, request: HttpRequest, review: Review, *, status: int = 200, **extra: Any
) -> HttpResponse:
    context = {**site.each_context(request), **review_context(request, review), **extra}
    return render(request, "staff/review.html", context, status=status)


def _review_or_404(pk: int) -> Review:
    reviews = Review.objects.select_related(
        "document__owner", "version__document", "submitted_by", "decided_by"
    )
    review = reviews.filter(pk=pk).first()
    if review is None:
        raise Http404("There is no such review.")
    return review


def _url(review: Review) -> str:
    return reverse("admin:review", args=[review.pk])
