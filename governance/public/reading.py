"""What the public reads, from publications alone. One query for each part, however many rows it has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404

from governance.models import ConflictFlag, Live, Publication, PublicationLink
from governance.policy.expiry import Age, age_of
from governance.public.collections import Collection

PAGES_OF_A_LIST = 50
LATEST = 6


def _named(*columns: str) -> tuple[str, ...]:
    """Columns of the sign-off, and of the full one that it rests on where it is a correction."""
    return tuple(f"signoff__{part}{name}" for part in ("", "corrects__") for name in columns)


# What the templates show of a publication: a link to it, an entry in a list, the whole page.
LINK = ("digest", "path", "title")
ENTRY = (*LINK, "collection", "lead", "last_reviewed", *_named("physician_name", "degree"))
WHOLE = (*ENTRY, "html", "next_review", "published_at", *_named("specialty", "physician"))
PAGE = (*WHOLE, "text")


@dataclass(frozen=True, slots=True)
class Reading:
    """One page as it stands now.

    shown: publications that appear whole on it, such as its FAQs; linked: live pages that it links to.
    age: whether its next review is overdue, as it is said to readers. is_flagged: it, or what is shown on it,
    contradicts the statement in force and is taken down on a day unless it is mended.
    """

    publication: Publication
    version_number: int
    shown: tuple[Publication, ...]
    linked: tuple[Publication, ...]
    age: Age
    is_flagged: bool

    @property
    def marks(self) -> list[str]:
        """All that the page depends on, for its ETag: each publication never changes, so its key will do."""
        return [
            mark_of(self.publication),
            *("shown " + mark_of(item) for item in self.shown),
            *("linked " + mark_of(item) for item in self.linked),
            f"{self.age.stage}, flagged {self.is_flagged}",
        ]


def mark_of(publication: Publication) -> str:
    """What tells a publication from every other: its key and the digest of its words."""
    return f"{publication.pk} {publication.digest}"


def read_page(path: str, *, on: date) -> Reading:
    """The page at that path as the public sees it on that day. Raises Http404 where none is live."""
    numbered = Live.objects.annotate(
        version_number=F("publication__version__number"), is_flagged=_flagged(on=on)
    )
    live = with_fields(PAGE, numbered.filter(path=path)).first()
    if live is None:
        raise Http404("nothing is published at this address")
    return Reading(
        publication=live.publication,
        version_number=live.version_number,
        shown=_publications(with_fields(WHOLE, Live.objects.shown_on(path))),
        linked=_publications(with_fields(LINK, _linked_with(live.publication))),
        age=age_of(live.publication.next_review, on=on, long_after=settings.NOINDEX_AFTER),
        is_flagged=live.is_flagged,
    )


def _flagged(*, on: date) -> Exists:
    shown = {"publication__links__path": OuterRef("path"), "publication__links__is_shown_there": True}
    flags = ConflictFlag.objects.standing(on=on)
    return Exists(flags.filter(Q(publication=OuterRef("publication")) | Q(**shown)))


def read_list(collection: Collection, number: int) -> Page:
    """One page of the list of a collection, by title. Raises Http404 for a number that is not there."""
    listed = Live.objects.filter(publication__collection=collection.address)
    ordered = with_fields(ENTRY, listed).order_by("publication__title", "pk")
    try:
        return Paginator(ordered, PAGES_OF_A_LIST).page(number)
    except InvalidPage:
        raise Http404("the list has no such page") from None


def read_latest() -> list[Live]:
    """The pages that were reviewed last, the newest first; what is shown whole on another page is met there."""
    whole_elsewhere = PublicationLink.objects.filter(publication=OuterRef("publication"), is_shown_there=True)
    by_themselves = with_fields(ENTRY, Live.objects.exclude(Exists(whole_elsewhere)))
    return list(by_themselves.order_by("-publication__last_reviewed", "-publication_id")[:LATEST])


def with_fields(fields: Sequence[str], live: QuerySet[Live]) -> QuerySet[Live]:
    """With these fields of the publications alone: the forty columns of both rows cost half as much again."""
    of_signoff = any(name.startswith("signoff__") for name in fields)
    related = live.select_related("publication__signoff__corrects" if of_signoff else "publication")
    return related.only("path", *(f"publication__{name}" for name in fields))


def _linked_with(publication: Publication) -> QuerySet[Live]:
    # Also the pages on which it is shown: who came to a question by itself may want the page round it.
    paths = publication.links.values("path")
    return Live.objects.filter(path__in=paths).exclude(publication=publication).order_by("publication__title")


def _publications(live: QuerySet[Live]) -> tuple[Publication, ...]:
    return tuple(item.publication for item in live)
