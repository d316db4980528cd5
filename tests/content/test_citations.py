"""What a text cites: every PMID and DOI in it, wherever it stands and however it is written."""

import pytest

from content.citations import cited, doi_of, pmid_of
from content.sections import Layout, PublicText, Row, Section

pytestmark = pytest.mark.pure


def text(*sections, title="Migraine"):
    return PublicText("condition-page", "migraine", "migraine", title, sections)


def references(**row):
    rows = (Row.of({"authors": "Smith, J.", "year": "2015"}), Row.of(row))
    return Section("references", "References", Layout.REFERENCES, rows)


def numbers(*sections):
    return [(item.place, item.pmid, item.doi) for item in cited(text(*sections))]


def test_a_reference_is_cited_by_both_numbers_and_named_by_author_and_year():
    (found,) = cited(
        text(references(authors="Okafor, N., Lind, P.", year="2019", pmid="0123", doi="10.1000/ABC"))
    )
    assert (found.place, found.label) == ("references.1", "Reference 2 (Okafor, 2019)")
    assert (found.pmid, found.doi) == ("123", "10.1000/abc")


@pytest.mark.parametrize(
    "written",
    [
        "https://doi.org/10.1000/ABC.1",
        "doi:10.1000/abc.1",
        "10.1000/abc.1",
        "https://dx.doi.org/10.1000%2Fabc.1",
        " 10.1000/ABC.1. ",
        "(10.1000/abc.1)",
    ],
)
def test_a_doi_is_the_same_however_it_is_written(written):
    assert doi_of(written) == "10.1000/abc.1"


@pytest.mark.parametrize("written", ["", "unavailable", "10.1/x", "0", "doi:"])
def test_what_is_no_number_is_none(written):
    assert doi_of(written) == "" and pmid_of(written) == ""


def test_a_doi_keeps_the_brackets_that_are_its_own():
    assert doi_of("(see 10.1002/(SICI)1097-0142(1996)77:1)") == "10.1002/(sici)1097-0142(1996)77:1"


def test_a_number_in_a_note_or_in_a_paragraph_is_cited_too():
    prose = Section("definition", "Clinical definition", Layout.PROSE, (
        Row.of({"text": "See [this](https://doi.org/10.1000/abc), PMID: 456 and https://pubmed.ncbi.nlm.nih.gov/789/."}),
    ))  # fmt: skip
    assert numbers(references(note="First told in PMID 42.")) == [("references.1", "42", "")]
    assert numbers(prose) == [
        ("definition.0", "456", ""),
        ("definition.0", "789", ""),
        ("definition.0", "", "10.1000/abc"),
    ]


def test_a_number_that_stands_twice_in_a_row_is_cited_once():
    assert numbers(references(pmid="42", note="PMID 42")) == [("references.1", "42", "")]


def test_a_text_without_numbers_cites_nothing():
    assert numbers(references(journal="The Journal", note="10 of 20, 2019")) == []
