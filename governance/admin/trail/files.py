"""What a search of the trail finds, as a file: a spreadsheet, or the lines that the stand-alone verifier reads."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, StreamingHttpResponse
from django.utils import timezone

from governance.admin.access import actor_of
from governance.admin.trail.form import TrailForm
from governance.admin.trail.screen import asked
from governance.models import AuditEntry
from governance.services.looking import note_export
from governance.services.search.finding import every
from governance.services.spreadsheets import as_csv
from governance.services.trail import export as as_lines

COLUMNS = (
    "sequence", "at", "actor_id", "actor_name", "role", "verb", "outcome", "object_kind", "object_id",
    "object_label", "document_id", "before", "after", "reason", "detail", "request_id", "address", "previous", "hash",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: its name, how it is called to a browser and to a reader, and what makes its lines."""

    ending: str
    content_type: str
    label: str
    write: Callable[[Iterable[AuditEntry]], Iterator[str]]


def _as_csv(entries: Iterable[AuditEntry]) -> Iterator[str]:
    return as_csv(COLUMNS, ([getattr(entry, name) for name in COLUMNS] for entry in entries))


FORMATS = {
    "csv": Format("csv", "text/csv; charset=utf-8", "a spreadsheet", _as_csv),
    "lines": Format("jsonl", "application/jsonl; charset=utf-8", "JSON lines", as_lines),
}


def export(site: AdminSite, request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """All that the search of the address finds, sent entry by entry. That it was taken is an entry too."""
    form, chosen = TrailForm(request.GET), FORMATS.get(request.POST.get("format", "csv"))
    if chosen is None or not form.is_valid():
        return HttpResponseBadRequest("There is no such file or search.")
    # Only what was there before: the entry of the export holds the words that were asked, and would be found too.
    below = AuditEntry.objects.latest("sequence").sequence + 1
    what = f"The audit trail as {chosen.label}: {asked(request) or 'all of it'}"
    note_export(actor=actor_of(request), what=what, at=timezone.now())
    lines = chosen.write(every(form.search(), below=below))
    headers = {"Content-Disposition": f'attachment; filename="audit-trail.{chosen.ending}"'}
    return StreamingHttpResponse(lines, content_type=chosen.content_type, headers=headers)
