"""Small pieces that several screens show alike: badges, days, addresses, and answers that keep what was typed."""

from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from content.models import Document, kinds

# What a person wrote; a password is never shown again.
TYPED = frozenset(
    {"reason", "note", "urgent_because", "body", "points", "purpose", "expert_name"}
    | {"source", "says", "references", "conflicts", "allowed"}
)


def badge(text: str, *, kind: str = "") -> SafeString:
    """A badge: a word, and for a verdict its shape. kind: conflict, unclear, settled, inside, or "" for a state."""
    if not kind:
        return format_html('<span class="badge">{}</span>', text)
    return format_html(
        '<span class="badge is-{}"><svg class="i" aria-hidden="true"><use href="#i-{}"/></svg>{}</span>',
        kind,
        kind,
        text,
    )


def day(value: date | None) -> str:
    """A day as the screens write it, such as 2 June 2026; a dash where there is none."""
    return f"{value.day} {value:%B %Y}" if value else "–"


def due_badge(value: date | None, *, today: date) -> str:
    """A due day, with a badge that says so where it is past."""
    if value is None or value >= today:
        return day(value)
    return format_html("{} {}", badge("Overdue", kind="unclear"), day(value))


def document_url(kind: str, pk: int, name: str = "change", **values: Any) -> str:
    """The address of one of a document's screens."""
    opts = kinds()[kind]._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{name}", kwargs={"object_id": pk, **values})


def url_of(document: Document, name: str = "change", **values: Any) -> str:
    """The same for a document at hand."""
    return document_url(document.kind, document.pk, name, **values)


def urls_of(document: Document) -> dict[str, str]:
    """The addresses of a document's screens, as the templates name them."""
    names = ("change", "history", "compare", "submit", "withdraw")
    opts = kinds()[document.kind]._meta
    found = {f"{name}_url": url_of(document, name) for name in names}
    return {**found, "list_url": reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")}


def linked(rows: Iterable[Any], document: str = "") -> list[Any]:
    """The rows, each with the address of its document's screen. document: where a row keeps it."""
    rows = list(rows)
    for row in rows:
        owner = attrgetter(document)(row) if document else row
        row.url = document_url(owner.kind, owner.pk)
    return rows


def add_errors(form: Form, error: ValidationError) -> None:
    """Puts a service's ValidationError into a form, each message at its field if the form has it."""
    for name, errors in getattr(error, "error_dict", {None: [error]}).items():
        form.add_error(name if name in form.fields else None, errors)


def moved_on(request: HttpRequest, context: dict[str, Any], *, sentence: str, back: str) -> HttpResponse:
    """409: says what happened, and gives back everything that was typed."""
    typed = [
        (name.replace("_", " "), value) for name, value in request.POST.items() if _is_typed(name, value)
    ]
    shown = {**context, "title": "Somebody was quicker", "sentence": sentence, "back": back, "typed": typed}
    return render(request, "staff/moved_on.html", shown, status=409)


def _is_typed(name: str, value: str) -> bool:
    return bool(value.strip()) and name.rsplit("-")[-1] in TYPED


def listed(words: Sequence[str]) -> str:
    """`a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
