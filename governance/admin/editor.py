"""Writing: the form of a document with what is found in it beside. Saving calls one verb."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from content.forms import DocumentForm
from content.forms.row_acts import BUTTON
from content.models import Document
from content.services import StaleNotes, StaleVersion, notes_stamp
from governance.admin import keeping, row_buttons, versions
from governance.admin.access import Screen, actor_of, request_may, require
from governance.admin.editor_page import form_of, form_page
from governance.admin.merge_page import asked_again, chosen, stale_page
from governance.admin.screens import document_or_404
from governance.admin.show import add_errors, url_of
from governance.policy.verbs import Verb
from governance.services import drafts
from governance.services.keeping import kept_draft


def edit(model_admin: Any, request: HttpRequest, object_id: str | None) -> HttpResponse:
    """Add or change a document. Who may not save reads its newest version instead."""
    require(request, Screen.DOCUMENTS)
    document = document_or_404(model_admin, object_id) if object_id else model_admin.model()
    if request.method == "POST":
        return _save(model_admin, request, document)
    if request_may(request, Verb.SAVE):
        return _opened(model_admin, request, document)
    if document.pk is None:
        raise PermissionDenied("Only a writer begins a page.")
    return versions.show(model_admin, request, object_id=document.pk, number=document.version_number)


def _opened(model_admin: Any, request: HttpRequest, document: Document) -> HttpResponse:
    """The form as it is saved, or with `?kept` as the person left it."""
    form = form_of(request, document)
    kept = kept_draft(person=request.user, page=keeping.page_of(model_admin, document))
    if kept is None or "kept" not in request.GET:
        return form_page(model_admin, request, document, form)
    taken = keeping.taken_up(form, kept)
    extra = {"kept_known": kept.revision, "is_kept_offered": False, "is_taken_up": True}
    return form_page(model_admin, request, document, taken, **extra)


def _save(model_admin: Any, request: HttpRequest, document: Document) -> HttpResponse:
    now = timezone.now()
    if not request_may(request, Verb.SAVE):
        # The service denies it and leaves the entry.
        drafts.save(actor=actor_of(request), document=document, links={}, reason="", seen=0, at=now)
    if again := asked_again(model_admin, request, document):
        return again
    sent = chosen(request, document, seen=keeping.whole(request.POST.get("seen")))
    form = form_of(request, document, data=sent)
    if BUTTON in request.POST:
        return form_page(model_admin, request, document, row_buttons.changed(request, document, form))
    if not form.is_valid():
        return form_page(model_admin, request, document, form)
    return _saved(model_admin, request, form, now)


def _saved(model_admin: Any, request: HttpRequest, form: DocumentForm, now: datetime) -> HttpResponse:
    """Calls the verb. What it refuses is told in the form, or merged where somebody saved first."""
    document, is_new = form.instance, form.instance.pk is None
    told = {name: form.cleaned_data[name] for name in ("reason", "seen", "notes_seen")}
    try:
        version = drafts.save(actor=actor_of(request), document=document, links=form.links(), at=now, **told)
    except StaleVersion:
        return stale_page(model_admin, request, form)
    except StaleNotes as error:
        return _notes_moved_on(model_admin, request, form, error)
    except ValidationError as error:
        if is_new:
            document.pk = document.document_ptr_id = None
        add_errors(form, error)
        return form_page(model_admin, request, document, form)
    keeping.forget(model_admin, request, None if is_new else document)
    _tell(request, document, version)
    return HttpResponseRedirect(url_of(document))


def _notes_moved_on(
    model_admin: Any, request: HttpRequest, form: DocumentForm, error: StaleNotes
) -> HttpResponse:
    """Both notes: theirs are told, one's own stay in the form, and to save once more is to choose."""
    stored = error.stored
    theirs = f"The owner is {stored.owner} now. The notes are: {stored.notes or 'empty'}"
    form.add_error("notes", f"{error} {theirs} Save again to put yours in their place.")
    form.data = form.data.copy()
    form.data["notes_seen"] = notes_stamp(stored)
    document = model_admin.model.objects.get(pk=stored.pk)
    return form_page(model_admin, request, document, form, status=409)


def _tell(request: HttpRequest, document: Document, version: Any) -> None:
    if version is None:
        text = "Saved. The public text is the same as before, so there is no new version."
    else:
        text = (
            f"Version {version.number} of “{document}” is saved. What is found in it stands beside the text."
        )
    messages.success(request, text)
