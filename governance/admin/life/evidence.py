"""The evidence pack over the counter: a form for a page or a period, and the file. Asking for it is an act."""

import tempfile
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from governance.admin.access import actor_of
from governance.admin.show import add_errors
from governance.services.evidence.making import make_pack
from governance.services.evidence.scope import Scope, document_at, page_scope, period_scope
from governance.services.keys import KeyMissing

IN_MEMORY = 4 << 20  # a larger pack is made in a file of the system's temporary folder
DAY = forms.DateInput(attrs={"type": "date"})


class EvidenceForm(forms.Form):
    """A page by its address, or a period by its days."""

    path = forms.CharField(
        label="A page's address", required=False, max_length=200, help_text="Such as /conditions/migraine/."
    )
    since = forms.DateField(label="or everything live from", required=False, widget=DAY)
    until = forms.DateField(label="to", required=False, widget=DAY, help_text="Both days included, in UTC.")

    def clean(self) -> dict[str, Any]:
        """One of the two, and whole."""
        given = super().clean() or {}
        has_path, days = bool(given.get("path")), [given.get("since"), given.get("until")]
        if not self.errors and (has_path == any(days) or (any(days) and not all(days))):
            raise ValidationError("Give the address of a page, or the first and the last day of a period.")
        return given

    def scope(self, at: datetime) -> Scope:
        """What was asked for. Raises ValidationError for a page that is not there, or days that are no period."""
        path = self.cleaned_data["path"].strip().strip("/")
        if not path:
            return period_scope(self.cleaned_data["since"], self.cleaned_data["until"], at=at)
        document = document_at(path)
        if document is None:
            raise ValidationError({"path": f"There is no page with the address /{path}/."})
        return page_scope(document)


def evidence(site: AdminSite, request: HttpRequest) -> HttpResponseBase:
    """The form; or, by POST, the pack as a file."""
    form = EvidenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _file(request, form.scope(timezone.now()))
        except KeyMissing as error:
            form.add_error(None, f"The pack cannot be sealed: {error}")
        except ValidationError as error:
            add_errors(form, error)
    return _asked(site, request, form)


def _file(request: HttpRequest, scope: Scope) -> FileResponse:
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the response closes it
    pack = make_pack(actor=actor_of(request), scope=scope, file=file, at=timezone.now())
    headers = {"Repr-Digest": f"sha-256=:{pack.base64}:", "Content-Length": str(pack.size)}
    return FileResponse(
        file, as_attachment=True, filename=pack.name, content_type="application/zip", headers=headers
    )


def _asked(site: AdminSite, request: HttpRequest, form: EvidenceForm) -> HttpResponse:
    context = {**site.each_context(request), "title": "Evidence pack", "form": form}
    return render(request, "admin/life/evidence.html", context, status=422 if form.is_bound else 200)
