"""The buttons of rows without a script, and the look-up of a reference: both change the form alone."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import URLPattern

from content.forms import DocumentForm
from content.forms.row_acts import Act, RowAct, changed_rows, filled, pressed
from content.forms.rows import RowsWidget
from content.models import Document
from governance.admin.access import Screen
from governance.admin.editor_page import form_of
from governance.admin.routes import Route, routes
from governance.admin.show import day
from governance.services.citations import KnownReference, known_reference

NO_NUMBER = "Type a PMID or a DOI first."
UNKNOWN = "No page here cites that number yet. Please type the rest."


def urls(site: AdminSite) -> list[URLPattern]:
    """The address at which a reference is looked up."""
    return routes(site, Screen.DOCUMENTS, [Route("references/", reference, "reference", is_act=False)])


def changed(request: HttpRequest, document: Document, form: DocumentForm) -> DocumentForm:
    """The form as a row's button asks, not checked and not saved."""
    act = pressed(form.data)
    if act is None or not isinstance(getattr(form.fields.get(act.field), "widget", None), RowsWidget):
        return form.unchecked()
    again = form_of(request, document, data=form.data)
    again.data = _found(again, act) if act.act is Act.FIND else changed_rows(again, act)
    return again.unchecked()


def reference(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The reference of that `pmid` or `doi` as a version here has it, for a script: its columns, and a sentence."""
    known, said = _looked_up(request.GET.get("pmid", ""), request.GET.get("doi", ""))
    return JsonResponse({"row": known.row if known else {}, "said": said})


def _found(form: DocumentForm, act: RowAct) -> QueryDict:
    typed = [form.data.get(f"{act.field}-{act.number}-{column}", "") for column in ("pmid", "doi")]
    known, said = _looked_up(*typed)
    return filled(form, act, known.row if known else {}, said)


def _looked_up(pmid: str, doi: str) -> tuple[KnownReference | None, str]:
    if not (pmid.strip() or doi.strip()):
        return None, NO_NUMBER
    known = known_reference(pmid=pmid, doi=doi)
    if known is None:
        return None, UNKNOWN
    said = f"Filled in as “{known.title}” has it. What you had typed stays."
    if known.retracted_on:
        said += (
            f" This work was retracted on {day(known.retracted_on)}: a page that cites it cannot be signed."
        )
    return known, said
