"""A public text becomes the page that the public reads: all of it, in its order, and nothing else."""

import re

import pytest

from content.markdown import Mark
from content.models import Article, ConditionPage, Faq, kinds
from content.rendering import SLOTS, render
from content.sections import Layout, PublicText, Row, Section

pytestmark = pytest.mark.pure

OUTER_PAGES_OWN = {Layout.LEAD}
SHOWN_BY_THE_PUBLIC_SITE = {Layout.LINKS, Layout.SHOWN_ON}
REFERENCE = {
    "authors": "Lind H",
    "year": "2024",
    "journal": "Records",
    "note": "A count.",
    "pmid": "123",
    "doi": "10.1000/x(1)",
}


def a_section(key="body", heading="Heading", layout=Layout.PROSE, *rows):
    return Section(key, heading, layout, tuple(Row.of(row) for row in rows or ({"text": "Words."},)))


def a_text(*sections, kind="guide"):
    return PublicText(kind, "slug", "migraine", "Title", sections)


def columns_of(layout, key):
    return {
        Layout.PAIRS: {"name": f"name-of-{key}", "text": f"text-of-{key}"},
        Layout.REFERENCES: {**REFERENCE, "note": f"text-of-{key}"},
    }.get(layout, {"text": f"text-of-{key}"})


def whole(model):
    """A text of that kind with every section filled."""
    sections = [
        a_section(key, heading, layout, columns_of(layout, key)) for key, layout, heading in model.SECTIONS
    ]
    return a_text(*sections, kind=model.KIND)


@pytest.mark.parametrize("model", kinds().values(), ids=lambda model: model.KIND)
def test_every_section_of_every_kind_is_shown(model):
    html = render(whole(model))
    for key, layout, heading in model.SECTIONS:
        is_shown = layout not in OUTER_PAGES_OWN | SHOWN_BY_THE_PUBLIC_SITE
        assert (f"text-of-{key}" in html) == is_shown, key
        assert not is_shown or heading in html, key


def test_an_empty_section_leaves_no_heading():
    html = render(a_text(a_section("definition", "Clinical definition"), kind="condition-page"))
    assert "Clinical definition" in html
    assert "Where ketamine fits" not in html
    assert "References" not in html


def test_the_contents_list_the_headings_in_the_order_of_the_page():
    html = render(whole(ConditionPage))
    listed = re.findall(r'<li><a href="#([\w-]+)">', html.partition("<article>")[0])
    headed = re.findall(r'<h2 id="([\w-]+)">', html.partition("<article>")[2])
    assert listed[0] == "points"
    assert listed[-1] == "references"
    assert [anchor for anchor in headed if anchor != "phrases"] == listed


def test_ids_are_unique():
    ids = re.findall(r'\bid="([^"]+)"', render(whole(ConditionPage)))
    assert len(ids) > 8
    assert len(set(ids)) == len(ids)


def test_a_condition_page_leaves_each_slot_open_once():
    html = render(whole(ConditionPage))
    assert {name: html.count(slot) for name, slot in SLOTS.items()} == {
        "shown": 1,
        "shown_entry": 1,
        "links": 1,
    }
    questions, references = html.index(SLOTS["shown"]), html.index('id="references"')
    assert html.index("text-of-where_we_fit") < questions < references < html.index(SLOTS["links"])


def test_a_faq_is_its_answer_alone():
    html = render(whole(Faq))
    assert "text-of-answer" in html
    assert "<!--" not in html
    assert 'id="' not in html


def test_a_kind_without_a_template_shows_its_sections_in_their_order():
    sections = [
        a_section(name, name.title(), Layout.PROSE, {"text": f"On {name}."})
        for name in ("one", "two", "three")
    ]
    html = render(a_text(a_section("icd11", "ICD-11", Layout.CODE, {"text": "8A80"}), *sections))
    found = [html.index(words) for words in ("8A80", "On one.", "On two.", "On three.")]
    assert found == sorted(found)
    assert html.count('<li><a href="#') == 3
    assert SLOTS["links"] in html


def test_a_short_text_has_no_contents():
    assert "On this page" not in render(a_text(a_section()))


def test_a_reference_links_to_pubmed_and_doi():
    html = render(a_text(a_section("references", "References", Layout.REFERENCES, REFERENCE)))
    assert 'href="https://pubmed.ncbi.nlm.nih.gov/123/"' in html
    assert 'href="https://doi.org/10.1000/x%281%29"' in html
    assert re.search(r"Lind H, <cite>Records</cite>, 2024", html)


def test_a_reference_with_less_has_no_empty_parts():
    html = render(a_text(a_section("references", "References", Layout.REFERENCES, {"journal": "Records"})))
    assert '<span class="source"><cite>Records</cite></span>' in html
    assert "<a " not in html


@pytest.mark.parametrize("column", ["pmid", "doi"])
def test_a_reference_leads_nowhere_else(column):
    hostile = {column: '"><a href="javascript:x">//evil.example/?a#b'}
    html = render(a_text(a_section("references", "References", Layout.REFERENCES, hostile)))
    (address,) = re.findall(r'href="([^"]*)"', html)
    assert re.fullmatch(r"https://(pubmed\.ncbi\.nlm\.nih\.gov|doi\.org)/[^<>?#]*", address)


@pytest.mark.parametrize("layout", [layout for layout in Layout if layout not in SHOWN_BY_THE_PUBLIC_SITE])
def test_no_column_of_any_layout_brings_markup_or_a_slot(layout):
    hostile = f"{SLOTS['shown']}<script>x</script>{{% now 'Y' %}}"
    row = dict.fromkeys(("name", "text", "note", "authors", "year", "journal"), hostile)
    html = render(a_text(a_section("part", hostile, layout, row)))
    assert html.count(SLOTS["shown"]) == 1  # the template's own
    assert "<script" not in html
    if layout not in OUTER_PAGES_OWN:
        assert "&lt;script&gt;" in html
        assert "now 'Y'" in html or "now &#x27;Y&#x27;" in html


def test_headings_of_an_article_stand_right_below_its_title():
    html = render(
        a_text(
            a_section("body", "", Layout.PROSE, {"text": "## First\n\n### Under it\n\n## Second"}),
            kind="article",
        )
    )
    assert re.findall(r"<(h\d)>", html) == ["h2", "h3", "h2"]


def test_headings_in_a_section_stand_below_the_sections_own():
    html = render(
        a_text(a_section("body", "Heading", Layout.PROSE, {"text": "#### Deep\n\n# Wide\n\n###### Deep"}))
    )
    assert re.findall(r"<(h\d)[ >]", html) == ["h2", "h3", "h3", "h4"]


def test_marks_are_put_at_the_passages_they_name():
    mark = Mark(0, 12, number=7, verdict="conflict")
    html = render(whole(Article), {"body.0.text": [mark]})
    assert html.count("<mark") == 1
    marked = re.search(r'<mark[^>]*id="t7".*?</mark>', html)
    assert marked and "text-of-body" in re.sub("<[^>]+>", "", marked[0])


def test_the_same_text_gives_the_same_page():
    assert render(whole(ConditionPage)) == render(whole(ConditionPage))
