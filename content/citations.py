"""The works that a text cites, by PubMed number and DOI, wherever in it they stand.

Mostly that is a row of its references; but a link in a paragraph cites too, and so does a DOI in a note.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from content.sections import Layout, PublicText, Row, Section

LONGEST_DOI = 300
_PMID = re.compile(r"(?:\bPMID\W{0,3}|pubmed(?:\.ncbi\.nlm\.nih\.gov)?/)([1-9]\d{0,8})(?!\d)", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>|\]]+")
_BARE_PMID = re.compile(r"[1-9]\d{0,8}")


@dataclass(frozen=True, slots=True)
class Cited:
    """One work that a text cites. place: `<section>.<row>`; label: the place in words; "" where a number is missing."""

    place: str
    label: str
    pmid: str
    doi: str


def cited(text: PublicText) -> tuple[Cited, ...]:
    """Every work that the text cites, in reading order, each once a place."""
    found = [item for section in text.sections for item in _of_section(section)]
    return tuple(dict.fromkeys([*_in_words("title", "The title", text.title), *found]))


def pmid_of(text: str) -> str:
    """A PubMed number as it is compared, "" where the text is none."""
    number = text.strip().lstrip("0")
    return number if _BARE_PMID.fullmatch(number) else ""


def doi_of(text: str) -> str:
    """A DOI as it is compared: without a prefix, in small letters (DOIs know no case); "" where the text is none."""
    found = _DOI.search(unquote(text.strip()))
    return _ended(found[0]).casefold()[:LONGEST_DOI] if found else ""


def _of_section(section: Section) -> Iterator[Cited]:
    for number, row in enumerate(section.rows):
        place = f"{section.key}.{number}"
        if section.layout is Layout.REFERENCES:
            yield from _of_reference(place, number, row)
        elif section.layout not in (Layout.LINKS, Layout.SHOWN_ON):
            label = f"A link under “{section.heading}”" if section.heading else "A link in the text"
            for _, value in row.columns:
                yield from _in_words(place, label, value)


def _of_reference(place: str, number: int, row: Row) -> Iterator[Cited]:
    label = _label(number, row)
    pmid, doi = pmid_of(row.get("pmid")), doi_of(row.get("doi"))
    if pmid or doi:
        yield Cited(place, label, pmid, doi)
    for _, value in row.columns:
        yield from (
            item for item in _in_words(place, label, value) if {item.pmid, item.doi} - {pmid, doi, ""}
        )


def _in_words(place: str, label: str, text: str) -> Iterator[Cited]:
    plain = unquote(text)
    yield from (Cited(place, label, pmid, "") for pmid in _PMID.findall(plain))
    yield from (Cited(place, label, "", doi_of(doi)) for doi in _DOI.findall(plain))


def _label(number: int, row: Row) -> str:
    who = row.get("authors").split(",")[0].strip()[:80]
    told = ", ".join(part for part in (who, row.get("year")) if part)
    return f"Reference {number + 1}{told and f' ({told})'}"


def _ended(doi: str) -> str:
    """A DOI in a sentence, without the marks that end the sentence or the link."""
    doi = doi.rstrip(".,;:*_'’”")
    while doi.endswith(")") and doi.count(")") > doi.count("("):
        doi = doi[:-1].rstrip(".,;:")
    return doi
