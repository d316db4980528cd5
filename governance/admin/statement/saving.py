"""How every change of the draft is saved and answered: one verb, and nothing typed is lost."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from governance.admin.access import actor_of
from governance.admin.show import add_errors, moved_on
from governance.claims.editing import EditError
from governance.claims.examples import failing_examples
from governance.claims.statement import StatementError
from governance.models import StatementDraft, StatementEdit
from governance.services.acting import MovedOn
from governance.services.statement import drafts

MOST_TOLD = 20
Again = Callable[[Form, int], HttpResponse]


def draft_or_404() -> StatementDraft:
    """The open draft. Raises Http404 where there is none."""
    draft = drafts.open_draft()
    if draft is None:
        raise Http404("No draft of a statement is open.")
    return draft


def desk_url(fragment: str = "") -> str:
    """The address of the desk."""
    return reverse("admin:statement_draft") + (f"#{fragment}" if fragment else "")


def save_change(
    site: AdminSite,
    request: HttpRequest,
    form: Form,
    change: Callable[[str], str],
    *,
    told: str,
    back: str,
    again: Again,
) -> HttpResponse:
    """Changes the text of the draft, and answers.

    form: valid, with the revision that was seen; again: shows it with its errors; back: where to go once it is saved.
    """
    draft, seen = draft_or_404(), form.cleaned_data["seen"]
    source = draft.edit.source
    try:
        # An older revision is refused by the service, whatever would come of the change.
        text = change(source) if seen == draft.revision else source
        edit = drafts.save_draft(
            actor=actor_of(request), draft=draft, source=text, seen=seen, at=timezone.now(), told=told
        )
    except MovedOn as error:
        return quicker(site, request, error)
    except (StatementError, EditError, ValidationError) as error:
        _put_errors(form, error)
        return again(form, 422)
    _tell(request, edit, told)
    return HttpResponseRedirect(back)


def quicker(site: AdminSite, request: HttpRequest, error: MovedOn) -> HttpResponse:
    """409: the draft moved on; what was typed is given back."""
    context: dict[str, Any] = site.each_context(request)
    return moved_on(request, context, sentence=f"{error} Nothing was changed.", back=desk_url())


def _put_errors(form: Form, error: StatementError | EditError | ValidationError) -> None:
    if isinstance(error, ValidationError):
        add_errors(form, error)
    elif isinstance(error, StatementError):
        for problem in error.problems[:MOST_TOLD]:
            form.add_error(None, f"Line {problem.line}, column {problem.column}: {problem.message}.")
    else:
        form.add_error(None, str(error))


def _tell(request: HttpRequest, edit: StatementEdit, told: str) -> None:
    messages.success(request, f"{told}. It is saved in the draft.")
    for example in failing_examples(edit.parsed())[:MOST_TOLD]:
        messages.warning(request, f"A test sentence fails: {example.failure}")
