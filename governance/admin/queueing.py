"""What waits for a person, in the order in which they should read it, and how each row is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, QuerySet, Value, When
from django.utils import timezone

from content.models import Version
from governance.admin.flags.rows import with_deadline
from governance.admin.show import listed
from governance.models import ApprovedStatement, Person, Priority, Review
from governance.policy.changes import Kind
from governance.querysets import waiting_with_findings

# Whose turn it is: mine, anybody's, somebody else's, and never mine, because I edited the page.
MINE, FREE, TAKEN, OWN_TEXT = range(4)
WORDS = {
    Kind.FIRST: "a first version",
    Kind.DOSE: "a dose",
    Kind.NUMBER: "a number",
    Kind.DRUG: "a drug",
    Kind.CLAIM: "a claim",
    Kind.NOT: "a “not”",
    Kind.REFERENCE: "a reference",
    Kind.WORDING: "words",
    Kind.TYPOGRAPHY: "only typography",
}


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A review as the queue tells it.

    changed: what changed; size: how much of it; holder: who has it, "" for nobody.
    """

    review: Review
    changed: str
    size: str
    holder: str
    is_mine: bool
    is_own_text: bool
    is_overdue: bool
    is_urgent: bool


@dataclass(frozen=True, slots=True)
class Next:
    """Where a physician goes on, and how many reviews are left for them."""

    review: Review
    changed: str
    left: int


def waiting_for(person: Person) -> QuerySet[Review]:
    """All that waits: mine first, then what nobody has; in each the urgent first, then by day, then the oldest."""
    editors = Version.objects.filter(
        document=OuterRef("document"), number__lte=OuterRef("version__number"), saved_by=person
    )
    turn = Case(
        When(Exists(editors), then=Value(OWN_TEXT)),
        When(assigned_to=person, then=Value(MINE)),
        When(assigned_to=None, then=Value(FREE)),
        default=Value(TAKEN),
        output_field=IntegerField(),
    )
    waiting = Review.objects.waiting().annotate(turn=turn)
    return waiting.order_by("turn", F("priority").desc(), "due_on", "submitted_at", "pk")


def queue_rows(reviews: QuerySet[Review], person: Person) -> list[QueueRow]:
    """The rows of a page of the queue, with what is found in each; two queries, however many rows there are."""
    statement = ApprovedStatement.objects.binding(at=timezone.now())
    today = timezone.localdate()
    found = with_deadline(waiting_with_findings(reviews, statement, on=today), on=today)
    shown = found.select_related("version__document", "submitted_by", "assigned_to")
    return [_row(review, person, today) for review in shown]


def next_for(person: Person) -> Next | None:
    """The review with which a physician goes on; None where nothing is left for them."""
    left = waiting_for(person).filter(turn__in=(MINE, FREE))
    first = left.select_related("version__document").first()
    return Next(first, changed_words(first), left.count()) if first else None


def changed_words(review: Review) -> str:
    """What a review's version changes, such as `A dose and a number`; "" where that was not kept."""
    words = listed([WORDS[kind] for kind in review.kinds])
    if not words:
        return "Nothing" if review.sentences else ""
    return words[0].upper() + words[1:]


def size_words(review: Review) -> str:
    """How much of the page it touches, such as `2 sentences of 88`."""
    if not review.sentences:
        return ""
    if Kind.FIRST in review.kinds:
        return f"{review.sentences} sentence{'' if review.sentences == 1 else 's'}"
    return f"{review.touched} sentence{'' if review.touched == 1 else 's'} of {review.sentences}"


def change_context(review: Review) -> dict[str, Any]:
    """The same for the screen of one review."""
    return {"changed_words": changed_words(review), "size_words": size_words(review)}


def risks(kinds: Iterable[Kind] = Kind) -> list[tuple[str, str]]:
    """The kinds as choices of a filter."""
    return [(kind.value, WORDS[kind][0].upper() + WORDS[kind][1:]) for kind in kinds]


def _row(review: Review, person: Person, today: date) -> QueueRow:
    return QueueRow(
        review=review,
        changed=changed_words(review),
        size=size_words(review),
        holder=str(review.assigned_to or ""),
        is_mine=review.assigned_to_id == person.pk,
        is_own_text=review.turn == OWN_TEXT,
        is_overdue=review.due_on < today,
        is_urgent=review.priority == Priority.URGENT,
    )
