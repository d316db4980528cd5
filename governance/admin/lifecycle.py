"""What is done with a whole page: send it to review, take it down."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from content.models import Version
from governance.admin.access import Screen, actor_of, request_may, require
from governance.admin.forms import SubmitForm, WithdrawForm
from governance.admin.keeping import whole
from governance.admin.screens import (
    document_context,
    document_or_404,
    frame_context,
    newest_version,
    version_or_404,
)
from governance.admin.show import add_errors, day, moved_on, url_of
from governance.models import Review
from governance.policy.verbs import Verb
from governance.services import publishing, reviews
from governance.services.acting import MovedOn
from governance.services.carrying import resting_on


def submit(model_admin: Any, request: HttpRequest, *, object_id: int) -> HttpResponse:
    """Sends the version that the writer saw to the physicians."""
    require(request, Screen.DOCUMENTS)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    document = document_or_404(model_admin, object_id)
    version = version_or_404(document, whole(request.POST.get("version")))
    try:
        review = _submit(request, version)
    except (MovedOn, ValidationError) as error:
        said = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        context = frame_context(model_admin, request, document)
        return moved_on(request, context, sentence=f"{said} Nothing was sent.", back=url_of(document))
    messages.success(
        request, f"Version {version.number} is with the physicians. It is due on {day(review.due_on)}."
    )
    return HttpResponseRedirect(reverse("admin:review", args=[review.pk]))


def _submit(request: HttpRequest, version: Version) -> Review:
    form = SubmitForm(version, request.POST)
    if not form.is_valid():
        raise ValidationError([message for messages in form.errors.values() for message in messages])
    told = {name: form.cleaned_data[name] for name in ("note", "urgent_because", "to")}
    return reviews.submit(actor=actor_of(request), version=version, at=timezone.now(), **told)


def withdraw(model_admin: Any, request: HttpRequest, *, object_id: int) -> HttpResponse:
    """Asks why, then takes the live page down."""
    require(request, Screen.DOCUMENTS)
    document = document_or_404(model_admin, object_id)
    if request.method != "POST" and not request_may(request, Verb.WITHDRAW):
        raise PermissionDenied("Your roles do not take pages down.")
    form = WithdrawForm(request.POST or None)
    context = document_context(model_admin, request, document, newest_version(document))
    if request.method == "POST":
        # An empty reason goes to the service too: it refuses it, and the refusal is in the trail.
        reason = request.POST.get("reason", "")
        actor, base, note = actor_of(request), document.document_ptr, request.POST.get("public_note", "")
        try:
            publishing.withdraw(
                actor=actor, document=base, reason=reason, public_note=note, at=timezone.now()
            )
        except MovedOn as error:
            return moved_on(request, context, sentence=str(error), back=url_of(document))
        except ValidationError as error:
            form.full_clean()
            if not form.errors:
                add_errors(form, error)
        else:
            messages.success(request, f"“{document}” is taken down. The public sees a notice in its place.")
            return HttpResponseRedirect(url_of(document, "history"))
    live = context["live"]
    resting = resting_on(live.path, at=timezone.now(), is_gone=True) if live else []
    context |= {"title": f"Take down {document}", "form": form, "resting": resting}
    return render(request, "staff/withdraw.html", context)
