"""Commenting on a version under review: each POST calls one verb."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils import timezone

from governance.admin.access import Screen, actor_of
from governance.admin.comment_forms import AnswerForm, CommentForm
from governance.admin.review_answers import quicker_screen, review_or_404, review_page, review_url
from governance.admin.routes import Route, routes
from governance.admin.show import add_errors
from governance.admin.threads import chosen, comments_context
from governance.models import Comment, Review
from governance.services import comments
from governance.services.acting import MovedOn
from governance.services.threads import TWICE, passages


def urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of the three acts."""
    listed = [
        Route("reviews/<int:pk>/comment/", comment, "review_comment"),
        Route("reviews/<int:pk>/comments/<int:number>/answer/", answer, "comment_answer"),
        Route("reviews/<int:pk>/comments/<int:number>/resolve/", resolve, "comment_resolve"),
    ]
    return routes(site, Screen.REVIEWS, listed)


def comment(site: AdminSite, request: HttpRequest, *, pk: int) -> HttpResponse:
    """A writer or a physician comments on a sentence, or on the page as a whole."""
    review = review_or_404(pk)
    sentences = passages(review.version)
    form = CommentForm(request.POST, sentences=sentences)
    form.is_valid()  # what lacks goes to the service too: it refuses it, and the refusal is in the trail
    if "passage" in form.errors:
        return _again(site, request, review, form=form)
    try:
        said = comments.comment(
            actor=actor_of(request),
            version=review.version,
            passage=chosen(sentences, form.cleaned_data["passage"]),
            words=form.cleaned_data.get("words", ""),
            body=request.POST.get("body", ""),
            at=timezone.now(),
        )
    except MovedOn:
        messages.info(request, TWICE)
        return HttpResponseRedirect(f"{review_url(review)}#comments")
    except ValidationError as error:
        return _again(site, request, review, form=_with(form, error))
    messages.success(request, f"Comment {said.number} is kept with version {review.version.number}.")
    return HttpResponseRedirect(f"{review_url(review)}#c{said.number}")


def answer(site: AdminSite, request: HttpRequest, *, pk: int, number: int) -> HttpResponse:
    """An answer in a thread."""
    review, thread = _found(pk, number)
    form = AnswerForm(request.POST, prefix=f"a{number}")
    try:
        comments.answer(
            actor=actor_of(request),
            comment=thread,
            body=request.POST.get(f"a{number}-body", ""),
            at=timezone.now(),
        )
    except MovedOn as error:
        if str(error) == TWICE:
            return HttpResponseRedirect(f"{review_url(review)}#c{number}")
        return quicker_screen(site, request, review, error, after="Your answer was not kept.")
    except ValidationError as error:
        return _again(site, request, review, answer=_with(form, error))
    return HttpResponseRedirect(f"{review_url(review)}#c{number}")


def resolve(site: AdminSite, request: HttpRequest, *, pk: int, number: int) -> HttpResponse:
    """The end of a thread."""
    review, thread = _found(pk, number)
    try:
        comments.resolve(actor=actor_of(request), comment=thread, at=timezone.now())
    except MovedOn as error:
        messages.info(request, str(error))
    else:
        messages.success(request, f"Comment {number} is resolved.")
    return HttpResponseRedirect(f"{review_url(review)}#comments")


def _found(pk: int, number: int) -> tuple[Review, Comment]:
    """The review, and a comment of its document by number. Raises Http404."""
    review = review_or_404(pk)
    said = Comment.objects.filter(document=review.document_id, number=number)
    thread = said.select_related("document", "version").first()
    if thread is None:
        raise Http404("This page has no such comment.")
    return review, thread


def _with(form: Any, error: ValidationError) -> Any:
    form.full_clean()
    if not form.errors:
        add_errors(form, error)
    return form


def _again(site: AdminSite, request: HttpRequest, review: Review, **forms: Any) -> HttpResponse:
    context = comments_context(request, review.version, **forms)
    return review_page(site, request, review, status=422, **context)
