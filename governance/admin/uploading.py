"""Importing a file that a writer sends: read in a limited process, saved as a draft by the service, and reported."""

from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern
from django.utils import timezone
from django.utils.text import capfirst

from content.importers import Imported, ImportRefused
from content.importers.limited import read_limited
from content.models import kind_of
from governance.admin.access import Screen, actor_of, request_may
from governance.admin.forms import UploadForm
from governance.admin.routes import Route, routes
from governance.admin.show import add_errors, url_of
from governance.policy.verbs import Verb
from governance.services.importing import Drafts, import_drafts


def urls(site: AdminSite) -> list[URLPattern]:
    """The address of the import."""
    return routes(site, Screen.DOCUMENTS, [Route("import/", upload, "import", is_act=False)])


def upload(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Asks for a file, then shows what became of it. Nothing of it is published or sent to review."""
    if not request_may(request, Verb.SAVE):
        raise PermissionDenied("Only a writer begins a page.")
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _imported(site, request, form)
        except ImportRefused as error:
            form.add_error("file", str(error))
        except ValidationError as error:
            add_errors(form, ValidationError(error.messages))
    context = {**site.each_context(request), "title": "Import a file", "form": form}
    return render(request, "staff/import.html", context, status=422 if form.errors else 200)


def _imported(site: AdminSite, request: HttpRequest, form: UploadForm) -> HttpResponse:
    sent, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
    imported = read_limited(sent.name, sent.read(), kind)
    made = import_drafts(
        actor=actor_of(request),
        imported=imported,
        condition=form.cleaned_data["condition"],
        file=sent.name[:200],
        at=timezone.now(),
    )
    context = {
        **site.each_context(request),
        "title": f"What became of {sent.name}",
        "drafts": [(document, url_of(document)) for document in (made.document, *made.faqs)],
        "went": _went(imported, made),
        "leftovers": imported.leftovers,
    }
    return render(request, "staff/imported.html", context)


def _went(imported: Imported, made: Drafts) -> list[tuple[str, str]]:
    """Each field that was filled, and with how much."""
    model = kind_of(imported.kind)
    names = [field.name for field in model._meta.get_fields() if field.name in imported.values]
    return [
        (capfirst(model._meta.get_field(name).verbose_name), _told(getattr(made.document, name)))
        for name in names
    ]


def _told(value: Any) -> str:
    if isinstance(value, list):
        return f"{len(value)} row{'' if len(value) == 1 else 's'}"
    return f"{len(value.split()):,} word{'' if len(value.split()) == 1 else 's'}"
