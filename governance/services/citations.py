"""What a version cites, stored once as an index of its words; and which of that was retracted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from content.citations import Cited, cited, doi_of, pmid_of
from content.digest import decode
from content.models import Version
from content.sections import Layout, PublicText
from governance.models import Citation, CitationSettlement, Live, RetractionNotice

# How many versions are looked through for a row: a link in a paragraph cites too, and has none.
MOST_CITING = 20


@dataclass(frozen=True, slots=True)
class RetractedCitation:
    """A work that a version cites and that was retracted; settlement: a physician's word on it, if there is one."""

    citation: Citation
    notice: RetractionNotice
    settlement: CitationSettlement | None

    @property
    def is_open(self) -> bool:
        """Whether it stands in the way of signing and publishing."""
        return self.settlement is None


@dataclass(frozen=True, slots=True)
class KnownReference:
    """A reference as the newest version that has it writes it. title: of that page; retracted_on: None mostly."""

    row: dict[str, str]
    title: str
    retracted_on: date | None


def known_reference(*, pmid: str, doi: str) -> KnownReference | None:
    """The reference of that number among those of all versions, None where no version has it."""
    numbers = Q(pmid=pmid_of(pmid), pmid__gt="") | Q(doi=doi_of(doi), doi__gt="")
    citing = Citation.objects.filter(numbers).select_related("version").order_by("-version_id", "pk")
    for citation in citing[:MOST_CITING]:
        text = decode(citation.version.text)
        if row := _reference(text, citation.place):
            return KnownReference(row, text.title, _retracted_on(citation))
    return None


def ensure_citations(version: Version) -> list[Citation]:
    """All citations of a version in reading order. Those not stored are: the version's words say which there are."""
    found = list(version.citations.all())
    stored = {(item.place, item.pmid, item.doi) for item in found}
    missing = [
        item for item in cited(decode(version.text)) if (item.place, item.pmid, item.doi) not in stored
    ]
    return [*found, *_store(version, missing)] if missing else found


def _store(version: Version, missing: Sequence[Cited]) -> list[Citation]:
    notices = list(RetractionNotice.objects.naming(missing))
    return Citation.objects.bulk_create(
        Citation(
            version=version,
            place=item.place,
            label=item.label,
            pmid=item.pmid,
            doi=item.doi,
            is_noticed=any(notice.is_of(item) for notice in notices),
        )
        for item in missing
    )


def retracted_citations(version: Version) -> tuple[RetractedCitation, ...]:
    """The retracted works among the stored citations of a version, settled ones too, in reading order."""
    return retracted_among(version.citations.filter(is_noticed=True))


def retracted_among(citations: Iterable[Citation]) -> tuple[RetractedCitation, ...]:
    """The same among citations at hand."""
    return _retracted([citation for citation in citations if citation.is_noticed])


def live_retracted(*, owner: int | None = None) -> tuple[RetractedCitation, ...]:
    """What live pages cite though it was retracted, and nobody settled it. owner: of that person's pages alone."""
    live = Live.objects.filter(document__owner=owner) if owner else Live.objects.all()
    citations = Citation.objects.filter(is_noticed=True, version__in=live.values("publication__version"))
    found = _retracted(list(citations.select_related("version__document")))
    return tuple(item for item in found if item.is_open)


def mark_noticed(works: Iterable[RetractionNotice]) -> None:
    """Marks the stored citations of these works."""
    Citation.objects.filter(pk__in=_named(works)).update(is_noticed=True)


def _reference(text: PublicText, place: str) -> dict[str, str]:
    """The row of references at a place, {} where something else stands there, such as a link in a paragraph."""
    key, _, number = place.rpartition(".")
    section = text.section(key)
    is_reference = section is not None and section.layout is Layout.REFERENCES
    return dict(section.rows[int(number)].columns) if section and is_reference else {}


def _retracted_on(citation: Citation) -> date | None:
    found = _retracted([citation]) if citation.is_noticed else ()
    return found[0].notice.noticed_on if found else None


def _named(works: Iterable[RetractionNotice]) -> list[int]:
    works = list(works)
    unmarked = Citation.objects.filter(is_noticed=False)
    by_pmid = unmarked.filter(pmid__in={work.pmid for work in works} - {""})
    by_doi = unmarked.filter(doi__in={work.doi for work in works} - {""})
    return [*by_pmid.values_list("pk", flat=True), *by_doi.values_list("pk", flat=True)]


def _retracted(citations: Sequence[Citation]) -> tuple[RetractedCitation, ...]:
    if not citations:
        return ()
    notices = list(RetractionNotice.objects.standing().naming(citations).order_by("noticed_on", "pk"))
    settlements = {
        (settlement.citation_id, settlement.notice_id): settlement
        for settlement in CitationSettlement.objects.filter(citation__in=citations)
    }
    return tuple(
        RetractedCitation(citation, notice, settlements.get((citation.pk, notice.pk)))
        for citation in citations
        for notice in notices
        if notice.is_of(citation)
    )
