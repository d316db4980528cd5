"""The desk: for each role of the person what is next. Each list and each set of counts is one query."""

from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from content.models import Document, kinds
from governance.admin.cited import live_rows
from governance.admin.desk_writer import writers_desk
from governance.admin.exceptions import asked_rows
from governance.admin.flags.rows import flagged_rows
from governance.admin.lapsed import lapsed_rows
from governance.admin.queueing import queue_rows, waiting_for
from governance.admin.reports.numbers import numbers_of
from governance.admin.show import linked
from governance.admin.statement.second import waiting_for_second
from governance.models import (
    ApprovedStatement,
    AuditEntry,
    Live,
    Outcome,
    Person,
    Physician,
    Review,
    SignOff,
    Withdrawal,
)
from governance.policy.states import ReviewState
from governance.policy.verbs import Role
from governance.querysets import waiting_with_findings, with_findings, with_standing
from governance.services.actors import Actor

MOST_ROWS = 10
LATELY = timedelta(days=30)


def desk_of(actor: Actor) -> dict[str, Any]:
    """The context of the desk: a section for each role, in the order in which roles act."""
    now = timezone.now()
    today = timezone.localdate(now)
    statement = ApprovedStatement.objects.binding(at=now)
    sections: dict[str, Any] = {"person": actor.person, "today": today, "statement": statement}
    if Role.WRITER in actor.roles:
        sections["new_pages"] = new_pages()
        sections["writer"] = writers_desk(actor.person, statement, today=today, at=now)
    if Role.PHYSICIAN in actor.roles:
        sections["physician"] = _physician(actor.person, statement, today)
    if Role.COMPLIANCE in actor.roles:
        sections["compliance"] = {
            **_compliance(now, today),
            "asked": asked_rows(on=today, most=MOST_ROWS),
            "retracted": live_rows(),
            "flagged": flagged_rows(on=today),
        }
    if Role.STATEMENT_OWNER in actor.roles:
        sections["owner"] = _statement_owner(statement, today)
    if Role.OPERATOR in actor.roles:
        sections["operator"] = _operator(today)
    return sections


def _physician(person: Person, statement: ApprovedStatement | None, today: date) -> dict[str, Any]:
    signed = (
        SignOff.objects.filter(physician=person).select_related("version__document", "review").order_by("-pk")
    )
    unpublished = Review.objects.filter(state=ReviewState.SIGNED).select_related("version__document")
    return {
        "rows": queue_rows(waiting_for(person)[:MOST_ROWS], person),
        "waiting": Review.objects.waiting().count(),
        "overdue": Review.objects.overdue(on=today).count(),
        "signed": waiting_with_findings(unpublished, statement, on=today).order_by("pk")[:MOST_ROWS],
        "flagged": flagged_rows(on=today),
        "lately": signed[:5],
        "second": waiting_for_second(person),
        "entry": Physician.objects.filter(person=person).first(),
        "resting": Live.objects.filter(publication__signoff__physician=person).count(),
    }


def _compliance(now: datetime, today: date) -> dict[str, Any]:
    withdrawals = Withdrawal.objects.filter(withdrawn_at__gte=now - LATELY)
    lately = AuditEntry.objects.filter(at__gte=now - LATELY)
    return {
        "numbers": numbers_of(now=now, today=today),
        "withdrawals": linked(
            withdrawals.select_related("publication__document", "withdrawn_by").order_by("-pk")[:MOST_ROWS],
            "publication.document",
        ),
        "refused": lately.exclude(outcome=Outcome.DONE)[:MOST_ROWS],
        "overdue": linked(
            Live.objects.due_for_review(on=today)
            .select_related("publication", "document")
            .order_by("publication__next_review")[:MOST_ROWS],
            "document",
        ),
        "lapsed": lapsed_rows(on=today),
    }


def _statement_owner(statement: ApprovedStatement | None, today: date) -> dict[str, Any]:
    newest = with_findings(with_standing(Document.objects.all()), statement, on=today)
    in_conflict = newest.filter(conflicts__gt=0, live_number__isnull=False).order_by("title")
    return {
        "in_conflict": linked(in_conflict[:MOST_ROWS]),
        "retracted": live_rows(),
        "flagged": flagged_rows(on=today),
    }


def _operator(today: date) -> dict[str, Any]:
    ending = Physician.objects.filter(licence_expires__lte=today + timedelta(days=60), person__is_active=True)
    missing = Person.objects.filter(groups__name=Role.PHYSICIAN.value, physician=None, is_active=True)
    return {
        "ending": ending.select_related("person").order_by("licence_expires")[:MOST_ROWS],
        "missing": missing.order_by("first_name")[:MOST_ROWS],
        "lapsed": lapsed_rows(on=today),
    }


def new_pages() -> list[dict[str, str]]:
    """For each kind the address at which a new page of it is begun."""
    options = [kind._meta for kind in kinds().values()]
    return [
        {"label": str(opts.verbose_name), "url": reverse(f"admin:{opts.app_label}_{opts.model_name}_add")}
        for opts in options
    ]
