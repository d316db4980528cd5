"""A page's whole life on one screen, and the page of a day. Looking writes nothing."""

from datetime import datetime
from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from content.models import Document, Version, kinds
from governance.admin.life.choices import choices_of
from governance.admin.life.lanes import lanes_of
from governance.admin.life.line import line_context
from governance.admin.life.moments import Moment, asked_moment
from governance.admin.screens import KEY
from governance.admin.show import urls_of
from governance.models import Publication
from governance.services.life.asof import in_full, judged_at, proof_of, shown_with
from governance.services.life.periods import Shown, held_between, shown_of
from governance.slots import text_of


def life(site: AdminSite, request: HttpRequest, *, document_id: int) -> HttpResponse:
    """What was live when, which statement held, what happened; and what the public saw at the moment asked for."""
    document, now = document_of(document_id), timezone.now()
    moment = asked_moment(request, now=now)
    shown, since = shown_of(document), _first_saved(document, now)
    held = held_between(since, now)
    context = {
        **site.each_context(request),
        **urls_of(document),
        **_answer(shown, moment),
        **line_context(request, document, moment, since),
        "title": f"{document}, its whole life",
        "document": document,
        "list_name": _list_name(document),
        "moment": moment,
        "shown": shown,
        "choices": choices_of(document, shown),
        "lanes": lanes_of(shown, held, since=since, at=moment.at, now=now),
    }
    return render(request, "admin/life/life.html", context)


def page_of_a_day(site: AdminSite, request: HttpRequest, *, document_id: int) -> HttpResponse:
    """The exact page that the public saw at a moment, checked on the spot, with the entries that prove it."""
    document = document_of(document_id)
    moment = asked_moment(request, now=timezone.now())
    current = _at(shown_of(document), moment)
    context = {
        **site.each_context(request),
        "title": f"{document} on {moment.at:%Y-%m-%d}",
        "document": document,
        "moment": moment,
        "was_live": current is not None,
        **(_frozen(current.publication, moment) if current else {}),
    }
    return render(request, "admin/life/day.html", context)


def document_of(key: int) -> Document:
    """The document of a key. Raises Http404 where there is none."""
    found = Document.objects.filter(pk=key).first() if KEY.fullmatch(str(key)) else None
    if found is None:
        raise Http404("There is no such page.")
    return found


def _answer(shown: list[Shown], moment: Moment) -> dict[str, Any]:
    current = _at(shown, moment)
    earlier = [item for item in shown if item.since <= moment.at]
    return {
        "current": current,
        "before": earlier[-1] if earlier else None,
        "judged": judged_at(current.publication, moment.at) if current else None,
        "first": shown[0] if shown else None,
    }


def _at(shown: list[Shown], moment: Moment) -> Shown | None:
    return next((item for item in shown if item.covers(moment.at)), None)


def _frozen(publication: Publication, moment: Moment) -> dict[str, Any]:
    whole = in_full(publication.pk)
    shown, linked = shown_with(whole, moment.at)
    return {
        "publication": whole,
        "text": text_of(whole.html, shown=shown, linked=linked),
        "beside": shown,
        "judged": judged_at(whole, moment.at),
        "proof": proof_of(whole),
    }


def _list_name(document: Document) -> str:
    name = str(kinds()[document.kind]._meta.verbose_name_plural)
    return name[0].upper() + name[1:]


def _first_saved(document: Document, now: datetime) -> datetime:
    first = Version.objects.filter(document=document).order_by("number").values_list("saved_at", flat=True)
    return first.first() or now
