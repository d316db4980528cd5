"""The page with the form of a document: its fields in the stock admin's look, and what is found beside."""

import secrets
from typing import Any

from django import forms
from django.contrib.admin import helpers
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst

from content.digest import decode
from content.forms import DocumentForm, form_for
from content.forms.rows import RowsWidget
from content.models import Document, Version
from governance.admin.advising import advice_context
from governance.admin.keeping import kept_context
from governance.admin.screens import document_context, newest_version
from governance.admin.show import url_of
from governance.admin.writing.sections import APART, FOOT, HEAD, section_links
from governance.models import Person
from governance.policy.verbs import Role


def form_of(request: HttpRequest, document: Document, data: Any = None) -> DocumentForm:
    """The form of a document; of a new one with the person as its owner."""
    initial = {} if document.pk else {"owner": request.user.pk}
    form = form_for(type(document))(data, instance=document, initial=initial)
    shown = {name for name, _, _ in document.SECTIONS}
    for name, field in form.fields.items():
        _dress(name, field)
        if name in shown and isinstance(field.widget, forms.Textarea):
            field.widget.attrs["data-markdown"] = True  # where the script lays its editor over it
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
    elif isinstance(field.widget, RowsWidget):
        field.widget.find_url = reverse("admin:reference") if "pmid" in field.widget.columns else ""
    elif isinstance(field.widget, forms.Textarea):
        field.widget.attrs |= {"class": "vLargeTextField", "rows": 3 if name in ("lead", *FOOT) else 12}
    elif isinstance(field.widget, forms.TextInput):
        field.widget.attrs |= {"class": "vTextField"}


def form_page(
    model_admin: Any,
    request: HttpRequest,
    document: Document,
    form: DocumentForm,
    *,
    status: int = 200,
    **extra: Any,
) -> HttpResponse:
    """The page with the form; `extra` is added to what it shows, or takes its place."""
    stored = model_admin.model.objects.select_related("owner").filter(pk=document.pk).first()
    version = newest_version(stored) if stored else None
    fields = [name for name in form.fields if name not in APART]
    admin_form = helpers.AdminForm(form, _fieldsets(fields), {}, model_admin=model_admin)
    request.style_nonce = secrets.token_urlsafe(16)  # the editor brings its layout as a style element
    shown = _shown_of(model_admin, request, stored, version)
    context = {
        **shown,
        **kept_context(model_admin, request, stored),
        "title": f"Edit {stored}" if stored else f"New {model_admin.opts.verbose_name}",
        "document": stored,
        "adminform": admin_form,
        "form": form,
        "media": model_admin.media + admin_form.media,
        "errors": helpers.AdminErrorList(form, []),
        "sections": section_links(model_admin.model, shown.get("cards", ())),
        "check_url": url_of(stored, "check") if stored else "check/",
        "style_nonce": request.style_nonce,
        **extra,
    }
    return render(request, "staff/document_form.html", context, status=status)


def _shown_of(
    model_admin: Any, request: HttpRequest, stored: Document | None, version: Version | None
) -> dict[str, Any]:
    """What is found in the newest version, and the advice on it."""
    context = document_context(model_admin, request, stored, version)
    advice = advice_context(decode(version.text), context["case"].missing) if version else {}
    return {**context, **advice}


def _fieldsets(names: list[str]) -> list[tuple[str, dict[str, Any]]]:
    text = [name for name in names if name not in HEAD + FOOT]
    groups = (("Page", HEAD), ("Text", text), ("For staff", FOOT))
    return [(title, {"fields": [name for name in group if name in names]}) for title, group in groups]
