"""Writing: the form of a document with what is found in it beside. Saving calls one verb."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst

from content.digest import decode
from content.forms import DocumentForm, form_for
from content.models import Document
from content.services import StaleVersion
from content.versions import public_text
from governance.admin import versions
from governance.admin.access import Screen, actor_of, request_may, require
from governance.admin.redline import redline
from governance.admin.screens import document_context, document_or_404, newest_version
from governance.admin.show import add_errors, url_of
from governance.models import Person
from governance.policy.verbs import Role, Verb
from governance.services import drafts

HEAD = ("title", "slug", "condition", "owner")
FOOT = ("notes",)
APART = ("reason", "seen")  # at the button


def edit(model_admin: Any, request: HttpRequest, object_id: str | None) -> HttpResponse:
    """Add or change a document. Who may not save reads its newest version instead."""
    require(request, Screen.DOCUMENTS)
    document = document_or_404(model_admin, object_id) if object_id else model_admin.model()
    if request.method == "POST":
        return _save(model_admin, request, document)
    if request_may(request, Verb.SAVE):
        return _shown(model_admin, request, document, _form(request, document))
    if document.pk is None:
        raise PermissionDenied("Only a writer begins a page.")
    return versions.show(model_admin, request, object_id=document.pk, number=document.version_number)


def _save(model_admin: Any, request: HttpRequest, document: Document) -> HttpResponse:
    now = timezone.now()
    if not request_may(request, Verb.SAVE):
        # The service denies it and leaves the entry.
        drafts.save(actor=actor_of(request), document=document, links={}, reason="", seen=0, at=now)
    form = _form(request, document, data=request.POST)
    if not form.is_valid():
        return _shown(model_admin, request, document, form)
    reason, seen = form.cleaned_data["reason"], form.cleaned_data["seen"]
    is_new = document.pk is None
    try:
        version = drafts.save(
            actor=actor_of(request),
            document=form.instance,
            links=form.links(),
            reason=reason,
            seen=seen,
            at=now,
        )
    except StaleVersion as error:
        return _stale(model_admin, request, form, error)
    except ValidationError as error:
        if is_new:
            form.instance.pk = form.instance.document_ptr_id = None
        add_errors(form, error)
        return _shown(model_admin, request, document, form)
    _tell(request, form.instance, version)
    return HttpResponseRedirect(url_of(form.instance))


def _tell(request: HttpRequest, document: Document, version: Any) -> None:
    if version is None:
        text = "Saved. The public text is the same as before, so there is no new version."
    else:
        text = (
            f"Version {version.number} of “{document}” is saved. What is found in it stands beside the text."
        )
    messages.success(request, text)


def _stale(model_admin: Any, request: HttpRequest, form: DocumentForm, error: StaleVersion) -> HttpResponse:
    """409: nothing that was typed is lost, the difference is shown, and the next save is a decision."""
    typed = public_text(form.instance)
    data = form.data.copy()
    data["seen"] = str(error.newest.number)
    again = _form(request, model_admin.model.objects.get(pk=form.instance.pk), data=data)
    again.is_valid()
    extra = {"stale": error.newest, "stale_changes": redline(decode(error.newest.text), typed)}
    return _shown(model_admin, request, again.instance, again, status=409, **extra)


def _form(request: HttpRequest, document: Document, data: Any = None) -> DocumentForm:
    initial = {} if document.pk else {"owner": request.user.pk}
    form = form_for(type(document))(data, instance=document, initial=initial)
    for name, field in form.fields.items():
        _dress(name, field)
    return form


def _dress(name: str, field: forms.Field) -> None:
    """The stock admin's look for the plain form of `content`."""
    field.label = capfirst(field.label or name.replace("_", " "))
    if name == "owner":
        writers = Person.objects.filter(groups__name=Role.WRITER.value, is_active=True)
        field.queryset = writers.distinct().order_by("first_name", "last_name", "username")
    if isinstance(field, forms.ModelMultipleChoiceField):
        choices = field.choices
        field.widget = forms.CheckboxSelectMultiple()
        field.widget.choices = choices
    elif isinstance(field.widget, forms.Textarea):
        field.widget.attrs |= {"class": "vLargeTextField", "rows": 3 if name in ("lead", *FOOT) else 12}
    elif isinstance(field.widget, forms.TextInput):
        field.widget.attrs |= {"class": "vTextField"}


def _shown(
    model_admin: Any,
    request: HttpRequest,
    document: Document,
    form: DocumentForm,
    *,
    status: int = 200,
    **extra: Any,
) -> HttpResponse:
    stored = model_admin.model.objects.select_related("owner").filter(pk=document.pk).first()
    version = newest_version(stored) if stored else None
    fields = [name for name in form.fields if name not in APART]
    admin_form = helpers.AdminForm(form, _fieldsets(fields), {}, model_admin=model_admin)
    context = {
        **document_context(model_admin, request, stored, version),
        "title": f"Edit {stored}" if stored else f"New {model_admin.opts.verbose_name}",
        "document": stored,
        "adminform": admin_form,
        "form": form,
        "media": model_admin.media + admin_form.media,
        "errors": helpers.AdminErrorList(form, []),
        **extra,
    }
    return render(request, "staff/document_form.html", context, status=status)


def _fieldsets(names: list[str]) -> list[tuple[str, dict[str, Any]]]:
    text = [name for name in names if name not in HEAD + FOOT]
    groups = (("Page", HEAD), ("Text", text), ("For staff", FOOT))
    return [(title, {"fields": [name for name in group if name in names]}) for title, group in groups]
