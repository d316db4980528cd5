"""Headings, lists, emphasis, links and tables of each format become the Markdown of the right field."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from content.importers import read_file
from content.importers.bibliography import reference_of
from content.importers.escaping import escaped_block
from content.importers.phrases import looks_run_together, separated, vocabulary_of
from content.markdown import plain

TRICKY = [
    "*",
    "_",
    "`",
    "\\",
    "[",
    "](",
    "<",
    "&amp;",
    "&",
    "#",
    "- ",
    "1. ",
    "> ",
    "|",
    "a",
    "b_c",
    " ",
    "---",
    "https://e.org",
    "!",
    "<a@b>",
]


def article(text, ending=".html"):
    return read_file(f"page{ending}", text.encode(), "article")


def page(text, ending=".txt"):
    return read_file(f"page{ending}", text.encode(), "condition-page")


@given(st.lists(st.sampled_from(TRICKY), min_size=1, max_size=12).map("".join))
@settings(max_examples=400, deadline=None)
@example("#")
def test_escaped_text_reads_as_it_was(text):
    assert plain(escaped_block(text.strip())).split() == text.split()


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One <b>bold </b>word</p>", "One **bold** word"),
        ("<p><i>thin</i> and <code>a_b</code></p>", "*thin* and `a_b`"),
        ('<p><a href="https://e.org/a_(b)">text</a></p>', "[text](<https://e.org/a_(b)>)"),
        ('<p><a href="javascript:x()">text</a></p>', "text"),
        ("<p>2 * 3 * 4 &lt; 5 &amp; #1</p>", "2 \\* 3 \\* 4 < 5 & #1"),
        ("<p># no heading</p>", "\\# no heading"),
        ("<p>one<br>two</p>", "one\ntwo"),
        ("<p>one<br><br>two</p>", "one\n\ntwo"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n    - b\n- c"),
        ("<ol><li>a<li>b</ol>", "1. a\n1. b"),
        ("<blockquote><p>said</p></blockquote>", "> said"),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d|e</td></tr></table>",
            "| a | b |\n| --- | --- |\n| c | d\\|e |",
        ),
        ("<h3>Lower</h3><p>x</p><h4>Lowest</h4><p>y</p>", "## Lower\n\nx\n\n### Lowest\n\ny"),
        ("<pre>a\n  b</pre>", "    a\n      b"),
        ("<p>a<script>bad()</script>b</p>", "ab"),
    ],
)
def test_html_becomes_markdown(html, markdown):
    imported = article(f"<h1>Title</h1><p>Lead.</p>{html}")
    assert (imported.title, imported.values["lead"]) == ("Title", "Lead.")
    assert imported.values["body"] == markdown


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<script>code</script>", "code"),
        ("<style>p{}</style>", "p{}"),
        ("<!-- a note -->", "a note"),
        ("<p hidden>unseen</p>", "unseen"),
        ('<div style="display: none">unseen <b>too</b></div>', "unseen too"),
        ('<span aria-hidden="true">mark</span>', "mark"),
        ("<nav><a href='/'>Home</a></nav>", "Home"),
        ("<footer>Imprint</footer>", "Imprint"),
        ("<p><img src=x alt='a scan'></p>", "a scan"),
        ("<a href='data:text/html,x'></a>", "data:text/html,x"),
        ("<p>Medically reviewed by A. Nyone, MD</p>", "Medically reviewed by A. Nyone, MD"),
        ("<p>Updated on June 3, 2024</p>", "Updated on June 3, 2024"),
    ],
)
def test_what_is_no_text_is_left_over_with_its_line(html, left):
    imported = article(f"<h1>Title</h1>\n<p>Lead.</p>\n{html}\n<p>Body.</p>")
    assert [(item.line, item.text) for item in imported.leftovers] == [(3, left)]
    assert imported.values["body"] == "Body."
    assert all(item.why for item in imported.leftovers)


@pytest.mark.parametrize(
    "line",
    [
        "Approved by the agency in 2019 for anesthesia.",
        "Reviewed evidence is thin.",
        "Signed forms are kept.",
    ],
)
def test_sentence_that_only_sounds_like_a_signature_is_text(line):
    assert line in article(f"Title\n\nLead.\n\n{line}\n", ".txt").values["body"]


def test_markdown_is_kept_as_it_was_written():
    body = "## Part\n\n- a\n- b\n    - c\n\n> said\n\n| a | b |\n|---|---|\n| c | d |"
    source = f"# Title\n\nBy A. Writer\n\nLead *here*.\n\n{body}"
    imported = article(source, ".md")
    assert (imported.title, imported.values["author_line"], imported.values["lead"]) == (
        "Title",
        "By A. Writer",
        "Lead *here*.",
    )
    assert imported.values["body"] == body


def test_front_matter_and_comments_of_markdown_are_left_over():
    imported = article(
        "---\nstatus: published\nsigned: Dr. No\n---\n# Title\n\nLead.\n\n<!-- todo -->\nBody.", ".md"
    )
    assert [item.line for item in imported.leftovers] == [1, 9]
    assert imported.values == {"lead": "Lead.", "body": "Body."}


def test_title_that_ran_into_the_first_paragraph_is_parted():
    text = (
        "Living With Cluster HeadacheMany people who live with it know the dark room well. "
        + "They wait. " * 12
    )
    imported = article(text + "\n\nMore.", ".txt")
    assert imported.title == "Living With Cluster Headache"
    assert imported.values["lead"].startswith("Many people")


def test_wrapped_text_is_joined():
    text = "Title\n\nA paragraph that goes on\nover two lines.\n\n- an item that\n  goes on\n- another\n"
    imported = article(text, ".txt")
    assert imported.values["lead"] == "A paragraph that goes on over two lines."
    assert imported.values["body"] == "- an item that goes on\n- another"


def test_faq_has_its_question_and_answer():
    imported = read_file("q.txt", b"Q: Is it safe to wait?\nA: Mostly, yes.\n\n- Rest\n- Drink", "faq")
    assert imported.title == "Is it safe to wait?"
    assert imported.values["answer"] == "Mostly, yes.\n\n- Rest\n- Drink"


def test_second_question_of_a_faq_is_left_over():
    imported = read_file("q.md", b"# Is it rare?\n\nIt is.\n\n# Is it new?\n\nIt is not.", "faq")
    assert (imported.title, imported.values["answer"]) == ("Is it rare?", "It is.")
    assert [item.line for item in imported.leftovers] == [5, 7]


@pytest.mark.parametrize("ending", [".md", ".html"])
def test_condition_page_of_other_formats_has_its_fields(ending):
    markdown = {
        "title": "Cluster headache",
        "parts": [
            ("What it is", "A *rare* pain."),
            ("Where this fits with Harbor", "Nowhere yet."),
            ("Costs", "None."),
        ],
    }
    if ending == ".md":
        parts = "\n\n".join(f"## {heading}\n\n{text}" for heading, text in markdown["parts"])
        source = f"# Cluster headache\n\nICD-11: 8a81\n\nThe lead.\n\n{parts}"
    else:
        parts = "".join(f"<h2>{heading}</h2><p>{text}</p>" for heading, text in markdown["parts"])
        source = f"<h1>Cluster headache</h1><p>ICD-11: 8a81</p><p>The lead.</p>{parts}".replace(
            "*rare*", "<em>rare</em>"
        )
    imported = page(source, ending)
    assert imported.title == "Cluster headache"
    assert imported.values == {
        "icd11": "8A81",
        "lead": "The lead.",
        "definition": "A *rare* pain.",
        "where_we_fit": "Nowhere yet.",
    }
    assert [item.text.strip("# ") for item in imported.leftovers] == ["Costs", "None."]


def test_pairs_are_read_in_all_their_forms():
    treatments = "First-line treatments\n\n- Oxygen: early.\n- **Air** – late."
    differences = "How it differs\n\nvs. Flu\n\nFever.\n\nvs. Cold\n\nNone."
    values = page(f"Title\n\n{treatments}\n\n{differences}\n", ".md").values
    assert values["treatments"] == [{"name": "Oxygen", "text": "early."}, {"name": "Air", "text": "late."}]
    assert values["differences"] == [{"name": "Flu", "text": "Fever."}, {"name": "Cold", "text": "None."}]


@pytest.mark.parametrize("code", ["8A80", "8a80.1", "6A70.3"])
def test_code_is_taken(code):
    assert page(f"Title\n\nICD-11 {code}\n\nLead.").values["icd11"] == code.upper()


@pytest.mark.parametrize("code", ["G43.0", "8A", "8O80", "none", "8A80/8A81"])
def test_code_of_another_form_is_left_over(code):
    imported = page(f"Title\n\nICD-11 {code}\n\nLead.")
    assert "icd11" not in imported.values
    assert any(code in item.text for item in imported.leftovers)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "Doe J et al. 2020, The Head Review Survey of attacks. (PMID 123)",
            ("Doe J et al.", "2020", "The Head Review", "Survey of attacks.", "123", ""),
        ),
        (
            "Doe, J. (2019). A title of it. Journal of heads 4(2), 1-9. https://doi.org/10.1000/a.b(c)",
            ("Doe, J.", "2019", "Journal of heads", "A title of it. 4(2), 1-9.", "", "10.1000/a.b(c"),
        ),
        (
            "Doe J, Roe R. A title of it. Headache. 2018;5:1-2. doi: 10.1000/x. PMID: 77",
            ("Doe J, Roe R", "2018", "Headache", "A title of it. 5:1-2.", "77", "10.1000/x"),
        ),
        (
            "Doe J. 2001, [Pain](https://pubmed.ncbi.nlm.nih.gov/55/) Study of it.",
            ("Doe J.", "2001", "Pain", "Study of it.", "55", ""),
        ),
        ("A leaflet of ours", ("", "", "", "A leaflet of ours", "", "")),
    ],
)
def test_reference_has_its_columns(text, row):
    assert tuple(reference_of(text).row.values()) == row


def test_phrases_are_parted_only_where_it_is_sure():
    known = vocabulary_of("headache relief of the head and ache when it comes")
    assert separated("headache reliefheadache when", known) == ["headache relief", "headache when"]
    assert separated("headache", known) == ["headache"]
    assert separated("strangerheadache comes", known, "Headache") == ["strangerheadache comes"]
    assert separated("reliefheadache strangerheadache", known, "Headache") == [
        "relief",
        "headache stranger",
        "headache",
    ]
    assert looks_run_together(" ".join(["word"] * 9))
