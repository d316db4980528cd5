"""The desk: the statement as a picture, what a draft of it does to the pages, and its way to approval."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from governance.admin.access import actor_of, request_may
from governance.admin.statement.approval import approval_context
from governance.admin.statement.counting import live_counts
from governance.admin.statement.effect import shown_effect
from governance.admin.statement.lanes import picture
from governance.admin.statement.saving import desk_url, draft_or_404, quicker
from governance.admin.statement.trying import tried
from governance.claims.difference import difference_of
from governance.claims.scales import ANY, load_scales
from governance.models import ApprovedStatement, StatementDraft
from governance.policy.gate import Blocker
from governance.policy.verbs import Verb
from governance.services.acting import MovedOn
from governance.services.statement import drafts
from governance.services.statement.facts import draft_case


def show(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The open draft, or the statement in force where there is none. A GET writes nothing."""
    return desk_screen(site, request)


def begin(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Begins a draft from the statement in force."""
    try:
        drafts.begin_draft(actor=actor_of(request), at=timezone.now())
    except MovedOn as error:
        return quicker(site, request, error)
    messages.success(request, "A draft is begun. Nothing changes for the pages until two people approve it.")
    return HttpResponseRedirect(desk_url())


def discard(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Throws the draft away, with a reason."""
    seen = request.POST.get("seen", "")
    try:
        drafts.discard_draft(
            actor=actor_of(request),
            draft=draft_or_404(),
            seen=int(seen) if seen.isdecimal() else 0,
            reason=request.POST.get("reason", ""),
            at=timezone.now(),
        )
    except MovedOn as error:
        return quicker(site, request, error)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return desk_screen(site, request, status=422)
    messages.success(request, "The draft is thrown away. The statement in force stays as it is.")
    return HttpResponseRedirect(desk_url())


def desk_screen(
    site: AdminSite, request: HttpRequest, *, refused: tuple[Blocker, ...] = (), status: int = 200
) -> HttpResponse:
    """The whole screen. refused: what a signature just met with."""
    at = timezone.now()
    draft, in_force = drafts.open_draft(), ApprovedStatement.objects.binding(at=at)
    context = {
        **site.each_context(request),
        "title": "Position statement",
        "draft": draft,
        "in_force": in_force,
        "coming": ApprovedStatement.objects.coming(at=at),
        "may_begin": draft is None and request_may(request, Verb.WRITE_STATEMENT),
        **_bands_context(request, draft, in_force),
    }
    if draft:
        context |= _draft_context(request, draft, at, refused)
    return render(request, "staff/statement/desk.html", context, status=status)


def _bands_context(
    request: HttpRequest, draft: StatementDraft | None, in_force: ApprovedStatement | None
) -> dict[str, Any]:
    shown = draft.edit if draft else in_force
    if shown is None:
        return {"topics": []}
    statement = shown.parsed()
    before = in_force.parsed() if draft and in_force else None
    about = request.GET.get("about", "")
    about = about if about in load_scales().parents else ""
    topics = picture(statement, live_counts(statement), before=before, about=about)
    return {
        "edit": draft.edit if draft else None,
        "statement": statement,
        "topics": topics,
        "all_open": "about" in request.GET or not any(topic.is_telling for topic in topics),
        "about": about,
        "conditions": [(name, name.replace("_", " ")) for name in load_scales().parents if name != ANY],
        "changed": difference_of(before, statement) if before else (),
        **tried(request, before, statement),
    }


def _draft_context(
    request: HttpRequest, draft: StatementDraft, at: datetime, refused: tuple[Blocker, ...]
) -> dict[str, Any]:
    edit = draft.edit
    effect = shown_effect(edit.parsed(), at=at)
    case = draft_case(edit, at=at, effect=effect.live)
    return {
        "effect": effect,
        "is_ahead": edit.effective > timezone.localdate(at),
        "grace_days": settings.CONFLICT_GRACE_DAYS,
        "failed": case.failed,
        "first": case.first,
        "may_write": request_may(request, Verb.WRITE_STATEMENT),
        "may_tell": request_may(request, Verb.TELL_OF_STATEMENT),
        **approval_context(request, case, at=at, refused=refused),
    }
