"""The draft as text: YAML in and out."""

from typing import Any

from django.contrib.admin import AdminSite
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from governance.admin.statement.saving import desk_url, draft_or_404, save_change
from governance.admin.statement.whole_forms import TextForm

NOT_UTF8 = "This file is not UTF-8. Save it as UTF-8 and try again."


def text(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The whole text in one field, or a file in its place."""
    draft = draft_or_404()
    source = draft.edit.source

    def again(form: Form, status: int) -> HttpResponse:
        context: dict[str, Any] = {**site.each_context(request), "title": "The draft as text", "form": form}
        return render(request, "staff/statement/text.html", context, status=status)

    form = TextForm(
        request.POST or None, request.FILES or None, initial={"seen": draft.revision, "source": source}
    )
    if request.method != "POST" or not form.is_valid():
        return again(form, 422 if request.method == "POST" else 200)
    try:
        typed = _typed(form)
    except UnicodeDecodeError:
        form.add_error("file", NOT_UTF8)
        return again(form, 422)
    told = "The text as a whole"
    return save_change(site, request, form, lambda _: typed, told=told, back=desk_url(), again=again)


def file(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The text as a file."""
    edit = draft_or_404().edit
    name = "".join(sign if sign.isalnum() or sign in ".-" else "-" for sign in edit.parsed().version)
    headers = {"Content-Disposition": f'attachment; filename="statement-{name}.yaml"'}
    return HttpResponse(edit.source, content_type="application/yaml; charset=utf-8", headers=headers)


def _typed(form: TextForm) -> str:
    file = form.cleaned_data["file"]
    return file.read().decode("utf-8-sig") if file else form.cleaned_data["source"]
