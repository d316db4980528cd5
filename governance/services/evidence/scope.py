"""What an evidence pack is about, and up to which entry of the trail."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.core.exceptions import ValidationError

from content.models import Document, kinds
from governance.models import AuditEntry


@dataclass(frozen=True, slots=True)
class Scope:
    """One document's whole life, or everything that was live from one day to another, both included, in UTC.

    head: the last entry of the trail that counts; what came later is in no pack of this scope, so that the same scope
    always makes the same bytes.
    """

    head: AuditEntry
    document: Document | None = None
    since: date | None = None
    until: date | None = None

    @property
    def name(self) -> str:
        """The scope in words."""
        return f"/{self.document.path}/" if self.document else f"{self.since} to {self.until}"

    @property
    def file_name(self) -> str:
        """The name of its file."""
        part = self.document.path.replace("/", "-") if self.document else f"{self.since}-to-{self.until}"
        return f"evidence-{part}-entry-{self.head.sequence}.zip"

    @property
    def begins(self) -> datetime:
        """The first moment of a period."""
        assert self.since is not None  # noqa: S101  a scope without a document has both days
        return datetime.combine(self.since, time.min, tzinfo=UTC)

    @property
    def ends(self) -> datetime:
        """The first moment after a period."""
        assert self.until is not None  # noqa: S101
        return datetime.combine(self.until, time.min, tzinfo=UTC) + timedelta(days=1)


def document_at(path: str) -> Document | None:
    """The document that has an address now, or that was published there last."""
    collection, _, slug = path.partition("/")
    by_collection = {model.COLLECTION: kind for kind, model in kinds().items()}
    now = Document.objects.filter(kind=by_collection.get(collection, ""), slug=slug).first()
    return now or Document.objects.filter(publications__path=path).order_by("-publications__pk").first()


def page_scope(document: Document) -> Scope:
    """The scope of one page as it stands now. Raises ValidationError where the trail is empty."""
    return Scope(_head(), document=document)


def period_scope(since: date, until: date, *, at: datetime) -> Scope:
    """The scope of a period. Raises ValidationError for days in the wrong order or still to come."""
    if since > until:
        raise ValidationError(f"The first day, {since}, comes after the last one, {until}.")
    if until > at.astimezone(UTC).date():
        raise ValidationError(f"The last day, {until}, is still to come.")
    return Scope(_head(), since=since, until=until)


def _head() -> AuditEntry:
    head = AuditEntry.objects.order_by("-sequence").first()
    if head is None:
        raise ValidationError("Nothing has happened yet, so there is nothing to prove.")
    return head
