"""Documents as governance sees them: where each stands, what is live of it, and what is found in it.

`content` knows nothing of reviews and findings, so these are functions on its querysets. Everything is an
annotation: a list of fifty documents costs as many queries as a list of one.
"""

from datetime import date, timedelta

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.enums import TextChoices
from django.db.models.functions import Coalesce

from content.models import Document
from governance.claims.engine import ENGINE_VERSION
from governance.claims.values import Verdict
from governance.models import (
    ApprovedStatement,
    ExceptionGrant,
    FoundClaim,
    JudgedClaim,
    Live,
    Publication,
    Review,
    Settlement,
    Settling,
)
from governance.policy.states import ReviewState

DUE_SOON = timedelta(days=60)


class Standing(TextChoices):
    """Where a document's newest version stands."""

    DRAFTED = "drafted", "Drafted"
    IN_REVIEW = "in review", "In review"
    SENT_BACK = "sent back", "Sent back"
    SIGNED = "signed", "Signed"
    LIVE = "live", "Live"
    NEWER_DRAFT = "newer draft", "Live, newer draft"
    WITHDRAWN = "withdrawn", "Withdrawn"


def with_standing(documents: QuerySet) -> QuerySet:
    """Adds `standing`, `live_number` (the live version's number or None), `last_reviewed` and `next_review`."""
    live = Live.objects.filter(document=OuterRef("pk"))
    return documents.annotate(
        live_number=Subquery(live.values("publication__version__number")[:1]),
        last_reviewed=Subquery(live.values("publication__last_reviewed")[:1]),
        next_review=Subquery(live.values("publication__next_review")[:1]),
        review_state=Subquery(_reviews_of_newest().values("state")[:1]),
        review_id=Subquery(_reviews_of_newest().values("pk")[:1]),
    ).annotate(standing=_standing())


def with_findings(documents: QuerySet, statement: ApprovedStatement | None, *, on: date) -> QuerySet:
    """Adds `conflicts` and `unclear`, counted in sentences of the newest version, and `is_judged`."""
    return documents.annotate(
        conflicts=_sentences(conflicts(_newest_findings(statement), on=on)),
        unclear=_sentences(unsettled(_newest_findings(statement))),
        is_judged=~Exists(_unjudged(statement)),
    )


def waiting_with_findings(reviews: QuerySet, statement: ApprovedStatement | None, *, on: date) -> QuerySet:
    """Adds `conflicts` and `unclear` of the version under review."""
    found = _findings(statement, claim__extraction__version=OuterRef("version"))
    return reviews.annotate(
        conflicts=_sentences(conflicts(found, on=on)), unclear=_sentences(unsettled(found))
    )


def with_conflicts(documents: QuerySet, statement: ApprovedStatement | None, *, on: date) -> QuerySet:
    """Those whose newest version is in conflict. Begun from the findings, which are few, never from every document."""
    return documents.filter(pk__in=_documents_of(conflicts(_findings(statement), on=on)))


def with_unsettled(documents: QuerySet, statement: ApprovedStatement | None) -> QuerySet:
    """Those whose newest version has unclear sentences that nobody has settled."""
    return documents.filter(pk__in=_documents_of(unsettled(_findings(statement))))


def with_nothing_open(documents: QuerySet, statement: ApprovedStatement | None, *, on: date) -> QuerySet:
    """The others."""
    in_conflict = _documents_of(conflicts(_findings(statement), on=on))
    waiting = _documents_of(unsettled(_findings(statement)))
    return documents.exclude(pk__in=in_conflict).exclude(pk__in=waiting)


def conflicts(findings: QuerySet, *, on: date) -> QuerySet:
    """The findings in conflict by the statement or settled as a conflict, and without an exception on that day."""
    findings = findings.alias(settled=_settled_as()).filter(~Exists(_exceptions(on)))
    return findings.filter(Q(verdict=Verdict.CONFLICT.value) | Q(settled=Settling.CONFLICT))


def unsettled(findings: QuerySet) -> QuerySet:
    """The unclear findings that nobody has settled."""
    return findings.alias(settled=_settled_as()).filter(verdict=Verdict.UNCLEAR.value, settled__isnull=True)


def live_in_conflict(documents: QuerySet, statement: ApprovedStatement) -> QuerySet:
    """Live documents whose live words contradict a statement; adds `conflicts`, counted in sentences."""
    live = Live.objects.filter(document=OuterRef("pk")).values("publication__signoff__extraction")
    found = _findings(statement, claim__extraction=OuterRef("live_extraction"))
    found = found.filter(verdict=Verdict.CONFLICT.value)
    judged = documents.annotate(live_extraction=Subquery(live[:1]), conflicts=_sentences(found))
    return judged.filter(conflicts__gt=0)


def due_soon(documents: QuerySet, *, on: date) -> QuerySet:
    """Live documents, annotated by with_standing, whose review is overdue or due within sixty days."""
    return documents.filter(next_review__lte=on + DUE_SOON).order_by("next_review")


def _standing() -> Case:
    states = (
        (ReviewState.SUBMITTED, Standing.IN_REVIEW),
        (ReviewState.SENT_BACK, Standing.SENT_BACK),
        (ReviewState.SIGNED, Standing.SIGNED),
    )
    return Case(
        *(When(review_state=state.value, then=Value(standing.value)) for state, standing in states),
        When(live_number=F("version_number"), then=Value(Standing.LIVE.value)),
        When(live_number__isnull=False, then=Value(Standing.NEWER_DRAFT.value)),
        When(review_state=ReviewState.PUBLISHED.value, then=Value(Standing.WITHDRAWN.value)),
        default=Value(Standing.DRAFTED.value),
        output_field=CharField(),
    )


def _reviews_of_newest() -> QuerySet:
    newest = {"document": OuterRef("pk"), "version__number": OuterRef("version_number")}
    return Review.objects.filter(**newest).order_by("-pk")


def _newest_findings(statement: ApprovedStatement | None) -> QuerySet:
    return _findings(
        statement,
        claim__extraction__version__document=OuterRef("pk"),
        claim__extraction__version__number=OuterRef("version_number"),
    )


def _findings(statement: ApprovedStatement | None, **of: OuterRef) -> QuerySet:
    """All findings of a statement; or those of the one document, version or reading that is named."""
    found = JudgedClaim.objects.filter(claim__extraction__engine=ENGINE_VERSION, **of)
    if not of:
        return found.filter(statement=statement)
    # As a sum, which no index has: else SQLite goes through all findings of the statement for each document.
    key = statement.pk if statement else None
    return found.alias(judge=F("statement") + Value(0)).filter(judge=key)


def _documents_of(findings: QuerySet) -> QuerySet:
    """The documents whose newest version the findings are of."""
    newest = F("claim__extraction__version__document__version_number")
    found = findings.filter(claim__extraction__version__number=newest)
    return found.values("claim__extraction__version__document")


def _unjudged(statement: ApprovedStatement | None) -> QuerySet:
    claims = FoundClaim.objects.filter(
        extraction__version__document=OuterRef("pk"),
        extraction__version__number=OuterRef("version_number"),
        extraction__engine=ENGINE_VERSION,
    )
    judged = JudgedClaim.objects.filter(claim=OuterRef("pk"), statement=statement)
    return claims.filter(~Exists(judged))


def _exceptions(on: date) -> QuerySet:
    holding = ExceptionGrant.objects.holding(on=on)
    # By the words and not by the row: another engine's reading of the same version is excepted too.
    same = {
        f"request__claim__{name}": OuterRef(f"claim__{name}") for name in ("block", "start", "end", "shape")
    }
    version = {"request__claim__extraction__version": OuterRef("claim__extraction__version")}
    return holding.filter(request__statement=OuterRef("statement"), **version, **same)


def _settled_as() -> Subquery:
    latest = Settlement.objects.filter(claim=OuterRef("claim")).order_by("-pk")
    return Subquery(latest.values("settled_as")[:1])


def _sentences(findings: QuerySet) -> Coalesce:
    counted = findings.order_by().values("statement").annotate(count=Count("claim__number", distinct=True))
    return Coalesce(Subquery(counted.values("count")[:1]), 0, output_field=IntegerField())


def last_publication(document: Document) -> Publication | None:
    """What the public sees of a document now, None where nothing is live."""
    live = Live.objects.filter(document=document.pk).select_related(
        "publication__version", "publication__signoff"
    )
    return next((item.publication for item in live), None)
