"""What the draft would do to the pages: counts, the first sentences, all of them as a spreadsheet, and telling."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils import timezone

from content.models import Document
from governance.admin.access import actor_of
from governance.admin.show import document_url
from governance.admin.statement.forms import SeenForm
from governance.admin.statement.saving import desk_url, draft_or_404, quicker
from governance.claims.values import Statement
from governance.models import Live
from governance.services import impact
from governance.services.acting import MovedOn
from governance.services.impact import Effect, PageImpact, SentenceImpact, Stage
from governance.services.spreadsheets import as_csv
from governance.services.statement.effect import LiveEffect, effect_of
from governance.services.statement.telling import tell_of_draft

MOST_ROWS = 20
HEADS = ("page", "owner", "stage", "effect", "sentence", "position", "the position says")


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence of the effect, with the address of its page's screen."""

    impact: SentenceImpact
    url: str


@dataclass(frozen=True, slots=True)
class ShownEffect:
    """What the desk shows: pages by stage, and the first sentences. live: as it is sealed under a signature."""

    live: LiveEffect
    live_pages: int
    conflicts: int
    signed: int
    drafts: int
    freed: int
    rows: tuple[Row, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be in conflict, and nothing freed."""
        return not (self.conflicts or self.signed or self.drafts or self.freed)


def shown_effect(statement: Statement, *, at: datetime) -> ShownEffect:
    """The effect of a statement on all pages: arithmetic on stored claims."""
    shapes = impact.shapes_of(statement, at=at)
    pages = list(impact.pages(shapes))
    counts = Counter((page.effect, page.stage) for page in pages)
    return ShownEffect(
        live=effect_of(iter(pages)),
        live_pages=Live.objects.count(),
        conflicts=counts[Effect.CONFLICT, Stage.LIVE],
        signed=counts[Effect.CONFLICT, Stage.SIGNED],
        drafts=counts[Effect.CONFLICT, Stage.DRAFT],
        freed=len([page for page in pages if page.effect == Effect.FREE]),
        rows=tuple(_rows(impact.sentences(shapes), pages)),
    )


def spreadsheet(site: AdminSite, request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Every sentence of the effect as CSV, sent row by row."""
    edit = draft_or_404().edit
    found = impact.sentences(impact.shapes_of(edit.parsed(), at=timezone.now()))
    lines = as_csv(HEADS, map(_cells, _once(found)))
    headers = {"Content-Disposition": 'attachment; filename="statement-effect.csv"'}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def tell(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Tells the owners of the pages that the draft would put in conflict."""
    form, draft = SeenForm(request.POST), draft_or_404()
    seen = form.cleaned_data["seen"] if form.is_valid() else 0
    try:
        told = tell_of_draft(actor=actor_of(request), draft=draft, seen=seen, at=timezone.now())
    except MovedOn as error:
        return quicker(site, request, error)
    if told:
        messages.success(request, f"The owners of {told} page{'' if told == 1 else 's'} are told.")
    else:
        messages.info(request, "All who own such a page have been told already.")
    return HttpResponseRedirect(desk_url("effect"))


def _rows(found: Iterable[SentenceImpact], pages: Iterable[PageImpact]) -> Iterator[Row]:
    kinds = {page.document: page.kind for page in pages}
    for item in islice(_once(found), MOST_ROWS):
        kind = kinds.get(item.document) or Document.objects.values_list("kind", flat=True).get(
            pk=item.document
        )
        yield Row(item, document_url(kind, item.document))


def _once(found: Iterable[SentenceImpact]) -> Iterator[SentenceImpact]:
    """Each sentence once, whatever it claims how often: its claims follow each other."""
    return (item for item, _ in groupby(found))


def _cells(item: SentenceImpact) -> tuple[str, ...]:
    return item.title, item.owner, item.stage, item.effect, item.sentence, item.position, item.says
