"""409, somebody saved first: the page that shows both texts and asks for what both changed. It needs no script."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from content.forms import DocumentForm
from content.forms.row_acts import BUTTON, pressed
from content.models import Document, Version
from governance.admin import merging, row_buttons
from governance.admin.editor_page import form_of
from governance.admin.merging import MERGING, Merge
from governance.admin.screens import frame_context, newest_version
from governance.admin.show import url_of

CHOOSE = "Choose for each section below. Nothing was saved."


def stale_page(model_admin: Any, request: HttpRequest, form: DocumentForm) -> HttpResponse:
    """The page for a form that was checked and whose version is not the newest any more."""
    document = model_admin.model.objects.get(pk=form.instance.pk)
    merge, opened = merging.merged(form, document), form.cleaned_data["seen"]
    # Of a fresh copy: checking a form has written into the document that it is of.
    again = form_of(request, model_admin.model.objects.get(pk=document.pk), data=merge.data)
    return _page(model_admin, request, document, again.unchecked(), merge, opened)


def asked_again(model_admin: Any, request: HttpRequest, document: Document) -> HttpResponse | None:
    """The page once more where a choice is open or a row's button was pressed on it, None where all is chosen."""
    data = request.POST
    is_row = pressed(data) is not None
    if MERGING not in data or document.pk is None or not (is_row or merging.open_choices(data)):
        return None
    form = form_of(request, document, data=data)
    if is_row:
        form = row_buttons.changed(request, document, form)
    opened = int(data["opened"]) if data.get("opened", "").isdecimal() and len(data["opened"]) < 10 else 0
    merge = merging.shown_again(form, document, merging.values_of(document, opened))
    said = "" if is_row else CHOOSE
    return _page(model_admin, request, document, form.unchecked(), merge, opened, said=said)


def chosen(request: HttpRequest, document: Document, seen: int) -> Any:
    """What was sent, with what was chosen on the page in its place."""
    if MERGING not in request.POST or document.pk is None:
        return request.POST
    form = form_of(request, document, data=request.POST)
    return merging.chosen(form, merging.values_of(document, seen))


def _page(
    model_admin: Any,
    request: HttpRequest,
    document: Document,
    form: DocumentForm,
    merge: Merge,
    opened: int,
    *,
    said: str = "",
) -> HttpResponse:
    newest = newest_version(document)
    compare = f"{url_of(document, 'compare')}?old={opened}&new={document.version_number}"
    context = {
        **frame_context(model_admin, request, document),
        "title": f"Merge {document}",
        "newest": newest,
        "opened": opened,
        "compare": compare if _is_there(document, opened) else "",
        "merge": merge,
        "sections": [(conflict, form[conflict.name]) for conflict in merge.conflicts],
        "hidden": merging.left_hidden(merge),
        "form": form,
        "said": said,
        "button": BUTTON,
    }
    return render(request, "staff/merge.html", context, status=409)


def _is_there(document: Document, number: int) -> bool:
    return Version.objects.filter(document=document.pk, number=number).exists()
