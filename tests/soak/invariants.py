"""What must hold of a database after anything: each line is one invariant of the design, asked in SQL."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import Count, F

from content.models import Document, Version
from governance.database.triggers import missing_triggers
from governance.models import AuditEntry, JudgedClaim, Live, Outcome, Publication, Review, SignOff
from governance.policy.states import ReviewState
from governance.services.trail import verify
from governance.services.verifying import bad_signatures, live_that_differs


def violations() -> list[str]:
    """Everything that is wrong with the database; empty where nothing is."""
    return [*_content(), *_signatures(), *_publications(), *_trail()]


def _content() -> Iterator[str]:
    for document in Document.objects.annotate(versions_here=Count("versions")):
        if document.versions_here != document.version_number:
            yield f"{document} has {document.versions_here} versions and says {document.version_number}"
    if missing_triggers():
        yield "triggers are missing"


def _signatures() -> Iterator[str]:
    yield from bad_signatures()[1]
    for signoff in SignOff.objects.select_related("version"):
        if Version.objects.up_to(signoff.version).filter(saved_by=signoff.physician_id).exists():
            yield f"{signoff} is by an editor"
    unsigned = Review.objects.filter(state__in=[ReviewState.SIGNED, ReviewState.PUBLISHED], signoff=None)
    yield from (f"{review} is {review.state} without a signature" for review in unsigned)


def _publications() -> Iterator[str]:
    yield from live_that_differs()[1]
    if Publication.objects.exclude(digest=F("signoff__digest")).exists():
        yield "a publication has other words than its signature"
    in_conflict = JudgedClaim.objects.filter(
        verdict="conflict",
        claim__extraction__version__publications__isnull=False,
        statement=F("claim__extraction__version__publications__statement"),
    )
    yield from (f"published in conflict: {item.claim.sentence}" for item in in_conflict)
    published = Publication.objects.count()
    moved = Review.objects.filter(state=ReviewState.PUBLISHED).count()
    if published != moved:
        yield f"{published} publications and {moved} published reviews"
    for live in Live.objects.filter(publication__withdrawal__isnull=False):
        yield f"{live.path} is live and withdrawn"


def _trail() -> Iterator[str]:
    verified = verify(anchor=Path(settings.AUDIT_ANCHOR))
    if verified.fault:
        yield verified.fault
    for verb, model in (("sign off", SignOff), ("publish", Publication), ("save", Version)):
        done = AuditEntry.objects.filter(verb=verb, outcome=Outcome.DONE)
        if model is Version:
            done = done.exclude(before=F("after"))  # a save without change is no version
        if done.count() != model.objects.count():
            yield f"{done.count()} entries for {verb} and {model.objects.count()} rows"
