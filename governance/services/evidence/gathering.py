"""Which rows belong to a pack. Each is read in the order of its key, a few at a time."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet

from content.models import Version
from governance.models import (
    ApprovedStatement,
    AuditEntry,
    Comment,
    ExceptionRequest,
    Outcome,
    Publication,
    Review,
    SignOff,
)
from governance.policy.verbs import Verb
from governance.services.evidence.scope import Scope

AT_ONCE = 200


def publications(scope: Scope) -> QuerySet[Publication]:
    """What the public saw: ever of a page, or at any moment of a period."""
    found = Publication.objects.filter(published_at__lte=scope.head.at).order_by("pk")
    if scope.document:
        return found.filter(document=scope.document)
    later = Publication.objects.filter(document=OuterRef("document"), pk__gt=OuterRef("pk"))
    shown = found.filter(published_at__lt=scope.ends).exclude(withdrawal__withdrawn_at__lte=scope.begins)
    return shown.filter(~Exists(later.filter(published_at__lte=scope.begins)))


def signoffs(scope: Scope) -> QuerySet[SignOff]:
    """Every signature on a page's versions; or those under the publications of a period, and what they rest on."""
    found = SignOff.objects.filter(signed_at__lte=scope.head.at).order_by("pk")
    if scope.document:
        return found.filter(version__document=scope.document)
    shown = publications(scope)
    resting = shown.exclude(signoff__corrects=None).values("signoff__corrects")
    return found.filter(Q(pk__in=shown.values("signoff")) | Q(pk__in=resting))


def versions(scope: Scope) -> QuerySet[Version]:
    """Every version of a page; or those that were signed for the publications of a period."""
    found = Version.objects.filter(saved_at__lte=scope.head.at).order_by("pk")
    if scope.document:
        return found.filter(document=scope.document)
    return found.filter(pk__in=signoffs(scope).values("version"))


def reviews(scope: Scope) -> QuerySet[Review]:
    """The reviews of these versions."""
    found = Review.objects.filter(version__in=versions(scope).values("pk"), submitted_at__lte=scope.head.at)
    return found.order_by("pk")


def exceptions(scope: Scope) -> QuerySet[ExceptionRequest]:
    """The exceptions that were asked for in these versions."""
    asked = ExceptionRequest.objects.filter(asked_at__lte=scope.head.at).order_by("pk")
    return asked.filter(claim__extraction__version__in=versions(scope).values("pk"))


def comments(scope: Scope) -> QuerySet[Comment]:
    """What was said of these versions."""
    said = Comment.objects.filter(said_at__lte=scope.head.at).order_by("pk")
    return said.filter(version__in=versions(scope).values("pk"))


def statements(scope: Scope) -> Iterator[ApprovedStatement]:
    """Every statement approved by then: they are few, and which one held is told by all of them."""
    yield from ApprovedStatement.objects.filter(approved_at__lte=scope.head.at).order_by("pk")


def entries(scope: Scope) -> QuerySet[AuditEntry]:
    """The part of the trail: a page's entries, or a period's whole stretch; and how each publication came about."""
    shown = publications(scope)
    way = Q(document__in=shown.values("document"), after__in=shown.values("digest"), outcome=Outcome.DONE)
    part = Q(document=scope.document) if scope.document else _stretch(scope)
    approvals = Q(verb=Verb.APPROVE_STATEMENT, outcome=Outcome.DONE)
    found = AuditEntry.objects.filter(sequence__lte=scope.head.sequence)
    return found.filter(part | way | approvals).order_by("sequence")


def _stretch(scope: Scope) -> Q:
    """From the first entry of the period to the last, without a gap."""
    inside = AuditEntry.objects.filter(at__gte=scope.begins, at__lt=scope.ends)
    first, last = inside.order_by("sequence").first(), inside.order_by("sequence").last()
    if first is None or last is None:
        return Q(pk__in=[])
    return Q(sequence__gte=first.sequence, sequence__lte=last.sequence)
