"""The writer's desk: what came back, what goes on, what waits with a physician, what is live and needs care."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from content.models import Document, Version
from governance.admin.cited import live_rows
from governance.admin.flags.rows import flagged_rows
from governance.admin.show import linked
from governance.admin.statement.taken_down import taken_down
from governance.models import ApprovedStatement, Live, Person, Review, ScheduledPublication
from governance.policy.states import ReviewState
from governance.querysets import Standing, due_soon, live_in_conflict, with_findings, with_standing

MOST_ROWS = 10


def writers_desk(
    person: Person, statement: ApprovedStatement | None, *, today: date, at: datetime
) -> dict[str, Any]:
    """The lists of the writer's own pages, each one query, whatever their number."""
    mine = with_standing(Document.objects.owned_by(person))
    counts = dict(mine.order_by().values_list("standing").annotate(Count("pk")))
    coming = ApprovedStatement.objects.coming(at=at)
    return {
        "counts": counts,
        "drafted": counts.get(Standing.DRAFTED, 0) + counts.get(Standing.NEWER_DRAFT, 0),
        "with_physician_count": counts.get(Standing.IN_REVIEW, 0) + counts.get(Standing.SIGNED, 0),
        "sent_back": linked(_sent_back(person), "document"),
        "drafts": linked(_drafts(mine, statement, today)),
        "with_physician": list(with_findings(_with_physician(mine), statement, on=today)[:MOST_ROWS]),
        "flagged": flagged_rows(on=today, owner=person.pk),
        "retracted": live_rows(owner=person.pk),
        "taken_down": linked(taken_down(person)),
        "due": linked(due_soon(mine, on=today).annotate(signed_by=_signed_by())[:MOST_ROWS]),
        "coming": coming,
        "in_conflict": linked(_in_conflict(mine, coming)) if coming else [],
    }


def _drafts(mine: QuerySet, statement: ApprovedStatement | None, today: date) -> QuerySet:
    """Drafts with what is found in them, the last touched first."""
    newest = Version.objects.filter(document=OuterRef("pk"), number=OuterRef("version_number"))
    drafts = mine.filter(standing__in=(Standing.DRAFTED, Standing.NEWER_DRAFT)).annotate(
        reason=Subquery(newest.values("reason")[:1]), touched_at=Subquery(newest.values("saved_at")[:1])
    )
    return with_findings(drafts, statement, on=today).order_by("-touched_at", "-pk")[:MOST_ROWS]


def _sent_back(person: Person) -> QuerySet[Review]:
    """Reviews of the newest versions of their pages that came back, the latest first."""
    documents = with_standing(Document.objects.owned_by(person)).filter(standing=Standing.SENT_BACK)
    reviews = Review.objects.filter(pk__in=documents.values("review_id"), state=ReviewState.SENT_BACK)
    rows = reviews.select_related("document", "version__document", "decided_by")
    return rows.order_by("-decided_at")[:MOST_ROWS]


def _with_physician(mine: QuerySet) -> QuerySet:
    """Pages in review or signed, the first due first; `publish_at` where a time is planned."""
    review = Review.objects.filter(pk=OuterRef("review_id"))
    plan = ScheduledPublication.objects.waiting().filter(review=OuterRef("review_id"))
    waiting = mine.filter(standing__in=(Standing.IN_REVIEW, Standing.SIGNED))
    return waiting.annotate(
        due_on=Subquery(review.values("due_on")[:1]),
        signed_by=Subquery(review.values("signoff__physician_name")[:1]),
        publish_at=Subquery(plan.values("publish_at")[:1]),
    ).order_by("due_on", "pk")


def _in_conflict(mine: QuerySet, coming: ApprovedStatement) -> QuerySet:
    """Live pages that a statement still to come will take down."""
    return live_in_conflict(mine, coming).order_by("title")[:MOST_ROWS]


def _signed_by() -> Subquery:
    live = Live.objects.filter(document=OuterRef("pk"))
    return Subquery(live.values("publication__signoff__physician_name")[:1])
