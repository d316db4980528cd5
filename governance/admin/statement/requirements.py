"""What the draft says of itself, and the sentences that it asks of pages."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse

from governance.admin.statement.asking import again_with, draft_statement, remove_item, required_or_404
from governance.admin.statement.forms import HeadForm, RequiredForm
from governance.admin.statement.saving import desk_url, draft_or_404, save_change
from governance.claims.editing import with_head, with_required
from governance.claims.scales import load_scales
from governance.claims.values import Required


def head(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Title, version, day and interval of review."""
    statement = draft_statement()
    initial = {
        "seen": draft_or_404().revision,
        "title": statement.title,
        "version": statement.version,
        "effective": statement.effective,
        "months": statement.review_interval_months,
    }
    form = HeadForm(request.POST or None, initial=initial)
    again = again_with(site, request, "Version and day")
    if request.method != "POST" or not form.is_valid():
        return again(form, 422 if request.method == "POST" else 200)
    values = {name: form.cleaned_data[name] for name in ("title", "version", "months")}

    def change(source: str) -> str:
        return with_head(source, effective=form.cleaned_data["effective"].isoformat(), **values)

    told = f"Version {values['version']}, in force from {form.cleaned_data['effective']}"
    return save_change(site, request, form, change, told=told, back=desk_url(), again=again)


def required(site: AdminSite, request: HttpRequest, *, name: str = "") -> HttpResponse:
    """A sentence that pages must carry, or with no name a new one."""
    initial: dict[str, Any] = {"seen": draft_or_404().revision}
    if name:
        initial |= _required_values(required_or_404(name))
    title = f"Required sentence: {name}" if name else "A new required sentence"
    again = again_with(site, request, title, remove="statement_required_remove" if name else "", name=name)
    form = RequiredForm(request.POST or None, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return again(form, 422 if request.method == "POST" else 200)
    item = form.required()

    def change(source: str) -> str:
        return with_required(source, item, instead_of=name)

    told = f"Required sentence {item.id}"
    return save_change(site, request, form, change, told=told, back=desk_url("required"), again=again)


def remove_required(site: AdminSite, request: HttpRequest, *, name: str) -> HttpResponse:
    """Takes a required sentence out."""
    required_or_404(name)
    return remove_item(site, request, "required", name)


def _required_values(item: Required) -> dict[str, Any]:
    scales = load_scales().topics
    role = item.role_at_least
    return {
        "id": item.id,
        "conditions": item.conditions,
        "role": "" if role is None else scales["role"][role],
        "point": f"{item.topic} {scales[item.topic][item.high]}",
        "says": item.says,
    }
