"""What a writer is typing, checked before it is saved: one POST, one answer in JSON. Nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone

from content.digest import digest_of, encode
from content.forms import form_for
from content.forms.typed import Place, Typed, typed
from content.models import Document, Version
from content.sections import PublicText
from governance.admin.access import Screen, request_may, require
from governance.admin.advising import advice_context
from governance.admin.cards import Card, Point, cards_of
from governance.admin.cases import shown_case
from governance.admin.previewing import preview_of
from governance.admin.screens import by_standing, counts_of, document_or_404, newest_version
from governance.admin.writing.sections import section_links
from governance.models import ApprovedStatement
from governance.policy.verbs import Verb
from governance.services.findings import StoredFinding
from governance.services.live import LiveCase, live_case, mending_of

# A page of 1,500 words has about 10,000 characters.
MOST_CHARACTERS = 100_000
TOO_LONG = "This page is too long to be checked while you type. It is checked when you save it."
# Faster than anybody pauses; it only stops a script that runs wild.
MOST_A_MINUTE = 120
TOO_OFTEN = "This text was checked very often in the last minute. It is checked again in a moment."


@dataclass(frozen=True, slots=True)
class Checked:
    """What was typed, its case, and its cards with the input that holds each."""

    typed: Typed
    case: LiveCase
    cards: tuple[Card, ...]


def check(model_admin: Any, request: HttpRequest, object_id: int | None = None) -> HttpResponse:
    """Answers what is found in the fields that are sent. 405 for a GET, 413 for too much, 429 for too often."""
    require(request, Screen.DOCUMENTS)
    if not request_may(request, Verb.SAVE):
        raise PermissionDenied("Only a writer's text is checked before it is saved.")
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    refusal = _refusal(request)
    if refusal:
        return JsonResponse({"says": refusal[1]}, status=refusal[0])
    document = document_or_404(model_admin, object_id) if object_id else model_admin.model()
    found = checked(document, request.POST, at=timezone.now())
    preview = {"preview": preview_of(request, found.typed.text)} if request.POST.get("preview") else {}
    return JsonResponse({**_answer(type(document), found), **preview})


def checked(document: Document, data: Mapping[str, Any], *, at: datetime) -> Checked:
    """The fields of a form read and judged as a save would leave them."""
    version = newest_version(document) if document.pk else None
    found = typed(form_for(type(document))(data, instance=document))
    case = _case(found, version, at)
    cards = cards_of(case.findings, kind=document.KIND)
    return Checked(found, case, tuple(_placed(card, case.findings, found.places) for card in cards))


def _refusal(request: HttpRequest) -> tuple[int, str] | None:
    if sum(len(value) for value in request.POST.values()) > MOST_CHARACTERS:
        return 413, TOO_LONG
    key = f"imprimatur-check-{request.user.pk}"
    cache.add(key, 0, timeout=60)
    return (429, TOO_OFTEN) if cache.incr(key) > MOST_A_MINUTE else None


def _case(found: Typed, version: Version | None, at: datetime) -> LiveCase:
    """The stored case where the words are the newest version's, with what physicians settled in it."""
    if version and not found.problems and digest_of(encode(found.text)) == version.digest:
        shown = shown_case(version, at=at)
        if shown.is_current and shown.case.statement:
            mending = mending_of(found.text, shown.case.findings, shown.case.statement)
            return LiveCase(shown.case.statement, shown.case.findings, shown.case.missing, mending)
    return live_case(found.text, at=at)


def _placed(card: Card, findings: Sequence[StoredFinding], places: Mapping[str, Place]) -> Card:
    block = next(item.row.block for item in findings if item.row.number == card.number)
    return replace(card, field=f"id_{places[block].name}")


def _answer(kind: type[Document], found: Checked) -> dict[str, Any]:
    rows = {item.row.number: item.row for item in reversed(found.case.findings)}
    return {
        "statement": found.case.statement.version if found.case.statement else "",
        "findings": [
            _finding(card, rows[card.number], found.typed.places, found.case.mending) for card in found.cards
        ],
        "missing": list(found.case.missing),
        "problems": [
            {"field": item.name, "label": item.label, "says": item.says} for item in found.typed.problems
        ],
        "html": {
            **_html(found.case.statement, found.cards),
            "sections": _sections_html(kind, found.cards),
            "advice": _advice_html(found.typed.text, found.case.missing),
        },
    }


def _finding(card: Card, row: Any, places: Mapping[str, Place], mending: Mapping[int, str]) -> dict[str, Any]:
    place = places[row.block]
    start, end = place.alignment.span(row.start, row.end)
    return {
        "number": card.number,
        "standing": card.standing.value,
        "section": card.section,
        "field": place.name,
        "start": start,
        "end": end,
        "cues": [place.alignment.span(*cue) for cue in _cues(row.cues)],
        "sentence": card.sentence,
        "topics": card.topics,
        "points": [_point(point) for point in card.points],
        "insert": mending.get(card.number, ""),
    }


def _point(point: Point) -> dict[str, str]:
    return {
        "standing": point.standing.value,
        "topic": point.topic,
        "conditions": point.conditions,
        "reason": point.why,
        "said": point.said,
        "says": point.says,
        "position": point.position,
        "allowed": point.allowed,
        "inside": point.inside,
    }


def _cues(stored: str) -> list[tuple[int, int]]:
    pairs = (pair.split("-") for pair in stored.split())
    return [(int(pair[0]), int(pair[1])) for pair in pairs if len(pair) == 2 and all(pair)]


def _html(statement: ApprovedStatement | None, cards: Sequence[Card]) -> dict[str, str]:
    """The same panels as after a save, by the same templates."""
    context = {
        "statement": statement,
        "cards": cards,
        "counts": counts_of(list(cards)),
        "is_read_now": True,
        "is_draft": True,
        "jump": True,
        **by_standing(list(cards)),
    }
    return {
        name: render_to_string(f"staff/includes/{name}.html", context) for name in ("summary", "findings")
    }


def _sections_html(kind: type[Document], cards: Sequence[Card]) -> str:
    return render_to_string("staff/includes/editor_sections.html", {"sections": section_links(kind, cards)})


def _advice_html(text: PublicText, missing: Sequence[str]) -> str:
    return render_to_string("staff/includes/advice.html", advice_context(text, missing))
