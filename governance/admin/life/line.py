"""The time line of a page: its entries, newest first, and those of the statements approved in its time."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from content.models import Document, Version
from governance.admin.life.moments import Moment
from governance.admin.life.telling import Group, chosen, events_of
from governance.models import ApprovedStatement, AuditEntry, Outcome
from governance.policy.verbs import Verb

PER_PAGE = 40


def line_context(request: HttpRequest, document: Document, moment: Moment, since: datetime) -> dict[str, Any]:
    """One page of the time line, and what may be chosen on it."""
    group = _group(request)
    entries = entries_of(document, since=since)
    page = Paginator(chosen(entries, group).order_by("-sequence"), PER_PAGE).get_page(request.GET.get("page"))
    return {
        "events": events_of(page.object_list, _numbers(document)),
        "line": page,
        "group": group,
        "groups": list(Group),
        "line_query": urlencode({**_kept(moment), "show": group.value}),
        "entry_count": entries.count(),
    }


def entries_of(document: Document, *, since: datetime) -> QuerySet[AuditEntry]:
    """Every entry about a document, and the approvals of statements since its first version."""
    # By the moment of the approval, which the trail has an index of: the same in the statement and in its entry.
    moments = ApprovedStatement.objects.filter(approved_at__gte=since).values_list("approved_at", flat=True)
    approvals = AuditEntry.objects.filter(at__in=list(moments), verb=Verb.APPROVE_STATEMENT)
    keys = list(approvals.filter(outcome=Outcome.DONE).values_list("pk", flat=True))
    return AuditEntry.objects.filter(Q(document=document) | Q(pk__in=keys))


def _numbers(document: Document) -> dict[str, int]:
    listed = Version.objects.filter(document=document).order_by("number")
    return dict(listed.values_list("digest", "number"))


def _group(request: HttpRequest) -> Group:
    asked = request.GET.get("show", "")
    return Group(asked) if asked in set(Group) else Group.EVERYTHING


def _kept(moment: Moment) -> dict[str, str]:
    return {} if moment.is_now else {"on": moment.day, "at": moment.time}
