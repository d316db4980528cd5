"""The real documents land in their fields. Asserted by structure, counts and single words."""

import re

import pytest

from content.importers import read_file
from content.markdown import plain, render


@pytest.fixture
def page(document):
    return read_file("condition-page.txt", document("condition-page.txt"), "condition-page")


@pytest.fixture
def interview(document):
    return read_file("expert-interview.txt", document("expert-interview.txt"), "article")


@pytest.fixture
def review(document):
    return read_file("research-review.txt", document("research-review.txt"), "article")


def headings(markdown):
    return re.findall(r"(?m)^#+ .*$", markdown)


def test_condition_page_has_its_title_code_and_lead(page):
    assert page.title == "Migraine"
    assert page.values["icd11"] == "8A80"
    assert page.values["lead"].startswith("Recurrent")
    assert "\n" not in page.values["lead"]


def test_condition_page_has_all_its_rows(page):
    counts = {name: len(value) for name, value in page.values.items() if isinstance(value, list)}
    assert counts == {"phrases": 5, "points": 6, "differences": 4, "treatments": 4, "references": 3}


def test_condition_page_has_no_empty_column_but_the_dois(page):
    for value in page.values.values():
        for row in value if isinstance(value, list) else []:
            assert [name for name, text in row.items() if not text] in ([], ["doi"])


def test_phrases_that_ran_together_are_parted(page):
    phrases = [row["text"].split() for row in page.values["phrases"]]
    assert [phrase[0] for phrase in phrases] == ["ketamine", "migraine", "chronic", "refractory", "migraine"]
    assert [phrase[-1] for phrase in phrases] == [
        "migraine",
        "depression",
        "treatment",
        "relief",
        "medication",
    ]


def test_differences_are_named_without_versus(page):
    names = [row["name"] for row in page.values["differences"]]
    assert [name.split()[0] for name in names] == [
        "Tension-type",
        "Cluster",
        "Medication-overuse",
        "Depression",
    ]


def test_references_have_their_numbers(page):
    rows = page.values["references"]
    assert [row["pmid"] for row in rows] == ["38876749", "28025837", "23982301"]
    assert [row["year"] for row in rows] == ["2024", "2017", "2013"]
    assert [row["authors"].split()[0] for row in rows] == ["Petersen", "Pomeroy", "Murrough"]
    assert [row["journal"].split()[-1] for row in rows] == ["Neurology", "Headache", "Psychiatry"]
    assert not any("PMID" in row["note"] for row in rows)


def test_prose_of_the_condition_page_is_in_its_fields(page):
    openings = {
        "definition": "Migraine",
        "when_standard_fails": "When",
        "where_ketamine_fits": "Ketamine",
        "where_we_fit": "Tovani",
    }
    for name, word in openings.items():
        assert page.values[name].startswith(word)
        assert headings(page.values[name]) == []


def test_condition_page_has_four_questions(page):
    assert len(page.questions) == 4
    assert all(question.endswith("?") for question, _ in page.questions)
    assert all(len(answer.split()) > 20 for _, answer in page.questions)


def test_signature_and_date_of_the_file_are_left_over(page):
    assert [left.line for left in page.leftovers] == [1, 3, 98]
    assert "2026" in page.leftovers[-1].text
    assert not any("Soffer" in str(value) for value in page.values.values())


def test_interview_has_its_headings_and_lists(interview):
    body = interview.values["body"]
    assert interview.title.startswith("Ketamine") and len(interview.title) == 100
    assert len(headings(body)) == 11
    assert all(heading.startswith("## ") for heading in headings(body))
    assert len(re.findall(r"(?m)^- ", body)) == 14
    assert interview.leftovers == ()


def test_interview_keeps_every_line(interview, document):
    lines = [line.strip(" *-") for line in document("expert-interview.txt").decode().splitlines()]
    read = " ".join(
        plain(f"{interview.title}\n\n{interview.values['lead']}\n\n{interview.values['body']}").split()
    )
    assert [number for number, line in enumerate(lines, start=1) if " ".join(line.split()) not in read] == []


def test_review_has_its_headings_list_and_citation(review):
    body = review.values["body"]
    assert len(headings(body)) == 6
    assert len(re.findall(r"(?m)^- ", body)) == 3
    (reference,) = review.values["references"]
    assert (reference["year"], reference["authors"].split(",")[0]) == ("2021", "Chah")
    assert reference["journal"].split()[0] == "Journal" and "413" in reference["note"]
    assert [left.line for left in review.leftovers] == [38]


@pytest.mark.parametrize("name", ["condition-page.txt", "expert-interview.txt", "research-review.txt"])
def test_bodies_render(document, name):
    kind = "condition-page" if name.startswith("condition") else "article"
    imported = read_file(name, document(name), kind)
    for value in imported.values.values():
        if isinstance(value, str):
            assert "\\" not in plain(value)
            assert render(value).startswith(("<p>", "<h"))
