"""Which pages make a claim: live, signed, with the physicians, or still written. Only stored claims are looked at."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Exists, F, OuterRef, QuerySet

from content.models import Version
from governance.claims.scales import load_scales
from governance.claims.suggest import band
from governance.models import FoundClaim, Live, Review
from governance.policy.states import OPEN, ReviewState

FEWEST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: a claim whose whole interval lies on these points of a scale, words of a sentence, or both.

    condition, agent: "" for any; a condition stands for those below it too.
    """

    topic: str = ""
    low: int = 0
    high: int = 0
    condition: str = ""
    agent: str = ""
    words: str = ""

    @property
    def is_enough(self) -> bool:
        """Whether it says what to look for."""
        return bool(self.topic) or len(self.words) >= FEWEST_LETTERS

    def __str__(self) -> str:
        parts = [f"{self.topic}: {band(self.topic, self.low, self.high)}"] if self.topic else []
        parts += [f"with “{self.words}”"] if self.words else []
        parts += [self.agent] if self.agent else []
        parts += [f"on {self.condition.replace('_', ' ')}"] if self.condition else []
        return ", ".join(parts)


class Place(StrEnum):
    """How far the words have come."""

    LIVE = "live"
    SIGNED = "signed"
    IN_REVIEW = "in review"
    DRAFT = "draft"


@dataclass(slots=True)
class Maker:
    """A page that makes the claim. places: in which version and which of its sentences, by how far it has come."""

    document: int
    kind: str
    title: str
    owner: str
    places: dict[Place, tuple[int, list[str]]] = field(default_factory=dict)

    @property
    def sentences(self) -> list[str]:
        """The sentences of all its versions, each once."""
        return list(dict.fromkeys(sentence for _, said in self.places.values() for sentence in said))

    @property
    def mark(self) -> str:
        """All that somebody reads of it before they act."""
        return f"{self.document} {self.places}"


def makers_of(asked: Asked) -> list[Maker]:
    """The pages that make the claim, live ones first, then by title. A fixed number of queries."""
    found: dict[int, Maker] = {}
    for place, versions in _versions():
        for row in _claims(asked, versions):
            maker = found.setdefault(row["document"], _maker(row))
            _, said = maker.places.setdefault(place, (row["version"], []))
            if row["sentence"] not in said:
                said.append(row["sentence"])
    return sorted(found.values(), key=lambda maker: (Place.LIVE not in maker.places, maker.title))


def mark_of(makers: Iterable[Maker]) -> str:
    """What tells a list that was read from a later one: SHA-256 over all of it."""
    return hashlib.sha256("\n".join(maker.mark for maker in makers).encode()).hexdigest()


def _versions() -> Iterator[tuple[Place, QuerySet[Version]]]:
    """The versions that count at each place; a version that went further is not a draft any more."""
    reviews = Review.objects.filter(version=OuterRef("pk"))
    live = Live.objects.filter(publication__version=OuterRef("pk"))
    yield Place.LIVE, Version.objects.filter(Exists(live))
    for place, state in ((Place.SIGNED, ReviewState.SIGNED), (Place.IN_REVIEW, ReviewState.SUBMITTED)):
        yield place, Version.objects.filter(Exists(reviews.filter(state=state)))
    newest = Version.objects.filter(number=F("document__version_number"))
    yield Place.DRAFT, newest.exclude(Exists(reviews.filter(state__in=OPEN))).exclude(Exists(live))


def _claims(asked: Asked, versions: QuerySet[Version]) -> Iterable[dict]:
    # Whatever edition of the engine read it: too many pages are listed rather than too few.
    claims = _asked_for(asked).filter(extraction__version__in=versions.values("pk"))
    document = "extraction__version__document"
    named = {
        "version": F("extraction__version"),
        "document": F(document),
        "kind": F(f"{document}__kind"),
        "title": F(f"{document}__title"),
        "first": F(f"{document}__owner__first_name"),
        "last": F(f"{document}__owner__last_name"),
    }
    rows = claims.order_by("extraction__version", "number", "pk").values("sentence", **named)
    return rows.iterator(chunk_size=2_000)


def _asked_for(asked: Asked) -> QuerySet[FoundClaim]:
    claims = FoundClaim.objects.all()
    if asked.topic:
        claims = claims.filter(topic=asked.topic, low__gte=asked.low, high__lte=asked.high)
    if asked.words:
        claims = claims.filter(sentence__icontains=asked.words)
    if asked.agent:
        claims = claims.filter(agent=asked.agent)
    return claims.filter(condition__in=_below(asked.condition)) if asked.condition else claims


def _below(condition: str) -> list[str]:
    scales = load_scales()
    return [name for name in scales.parents if scales.is_under(name, [condition])]


def _maker(row: dict) -> Maker:
    return Maker(row["document"], row["kind"], row["title"], f"{row['first']} {row['last']}".strip())
