"""Claims are marked exactly where they stand, and the page stays as it was."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from content.markdown import Mark, MarkdownTooComplex, Verdict, render, render_inline

VERDICTS = list(Verdict)
FRAGMENTS = [
    *(
        "word ",
        "more words",
        "a",
        " ",
        "\n",
        "\n\n",
        "*",
        "**",
        "_",
        "`",
        "[",
        "](https://e.org/a-b)",
        "]",
        "(",
    ),
    *(
        "- ",
        "1. ",
        "    ",
        "# ",
        "## ",
        "> ",
        "|",
        "|a|b|\n|-|-|\n|c|d|\n",
        "\\",
        "\\*",
        "&amp;",
        "&",
        "<",
        ">",
    ),
    *(
        "<b>",
        "![alt](/i.png)",
        "<https://e.org>",
        "***",
        "---\n",
        "===\n",
        "é",
        "\ue000",
        "\U000f0000",
        "&#983041;",
    ),
    *(
        "\t",
        "  \n",
        ".",
        "?",
        "—",
        "“so”",
        "[link](/there)",
        "*em*",
        "**strong**",
        "_under_",
        "a_b_c",
        "5 mg",
        "\r\n",
    ),
]
# What is written, and how it reads.
READINGS = [
    *[("plain", "plain"), ("*thin*", "thin"), ("**thick**", "thick"), ("`code`", "code"), ("\\*", "*")],
    *[
        ("[text](https://e.org/text)", "text"),
        ("&amp;", "&"),
        ("&lt;b&gt;", "<b>"),
        ("![seen](/x.png)", "seen"),
    ],
    *[("<i>", "<i>"), ("a_b", "a_b"), ("***both***", "both"), ("{{ x }}", "{{ x }}"), ("**x _y_**", "x y")],
]


def unmarked(html: str) -> str:
    """The HTML without everything that a mark adds."""
    html = re.sub(r'<a class="ref .*?</svg>\d+</a>', "", html)
    html = re.sub(r'<span class="nb">(.*?)</span>', r"\1", html, flags=re.S)
    return re.sub(r"</?mark[^>]*>", "", html)


def words_of(html: str, number: int) -> str:
    """The text in the pieces of one mark; only its first piece says its number, so text with one mark only."""
    assert html.count(' id="t') == 1
    without_links = re.sub(r'<a class="ref .*?</svg>\d+</a>', "", html)
    pieces = re.findall(r"<mark[^>]*>(.*?)</mark>", without_links, flags=re.S)
    assert f'id="t{number}"' in html
    return unescape(re.sub(r"<[^>]*>", "", "".join(pieces)))


def mark(source: str, words: str, number: int = 1, verdict: str = "conflict") -> Mark:
    start = source.index(words)
    return Mark(start, start + len(words), number, verdict)


class Nesting(HTMLParser):
    """Fails where an end tag does not close the element that is open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in ("br", "hr"):
            assert not (tag == "a" and "a" in self.open)
            assert not (tag == "mark" and "mark" in self.open)
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        assert tag == "use"

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def assert_well_formed(html: str) -> None:
    nesting = Nesting()
    nesting.feed(html)
    nesting.close()
    assert nesting.open == []


@st.composite
def marked_sources(draw):
    source = "".join(draw(st.lists(st.sampled_from(FRAGMENTS), max_size=30)))
    edges = st.integers(min_value=0, max_value=len(source))
    spans = draw(st.lists(st.tuples(edges, edges, st.sampled_from(VERDICTS)), max_size=6))
    marks = [Mark(min(a, b), max(a, b), number, v) for number, (a, b, v) in enumerate(spans, start=1)]
    return source, marks


@given(marked_sources())
@settings(max_examples=400, deadline=None)
@example(("\U000f0000 a \U000f0001", [Mark(0, 5, 1, "inside")]))
def test_page_is_the_same_without_its_marks(case):
    source, marks = case
    for shown in (render, render_inline):
        html = shown(source, marks)
        assert unmarked(html) == shown(source)
        assert_well_formed(html)


@given(marked_sources())
@settings(max_examples=200, deadline=None)
def test_every_mark_has_one_place_and_one_link(case):
    source, marks = case
    html = render(source, marks)
    for each in marks:
        assert html.count(f' id="{each.anchor}"') == 1
        assert html.count(f' href="#{each.target}"') == 1


@st.composite
def known_readings(draw):
    pieces = draw(st.lists(st.sampled_from(READINGS), min_size=1, max_size=12))
    first = draw(st.integers(0, len(pieces) - 1))
    last = draw(st.integers(first, len(pieces) - 1))
    return pieces, first, last


@given(known_readings(), st.sampled_from(["", "- ", "# ", "> ", "1. ", "> - "]))
@settings(max_examples=300, deadline=None)
def test_mark_has_exactly_the_words_of_its_span(case, prefix):
    pieces, first, last = case
    written = [source for source, _ in pieces]
    start = len(prefix) + len(" ".join([*written[:first], ""]))
    span = " ".join(written[first : last + 1])
    source = prefix + " ".join(written)
    html = render(source, [Mark(start, start + len(span), 7, "unclear")])
    assert words_of(html, 7) == " ".join(read for _, read in pieces[first : last + 1])


@pytest.mark.parametrize(
    ("source", "words", "read"),
    [
        ("One **two three** four", "two three** four", "two three four"),
        ("One **two three** four", "One **two", "One two"),
        ("- first thing\n- second *thing* here", "second *thing*", "second thing"),
        ("1. first thing\n2. second", "1. first thing", "first thing"),
        ("| a | b |\n|---|---|\n| some *cell* | other |", "some *cell*", "some cell"),
        ("| a | b |\n|---|---|\n| some *cell* | other |", "| some *cell*", "some cell"),
        ("# A heading\n\nText.", "# A heading", "A heading"),
        ("> quoted\n> on two lines", "> quoted\n> on two lines", "quoted\non two lines"),
        ("See [the *long* text](https://e.org/long).", "the *long* text", "the long text"),
        ("See [the text](https://e.org/text). More.", "[the text](https://e.org/text)", "the text"),
        ("a snake_case_word here", "case", "case"),
        ("a `code` here", "`code`", "code"),
        ("Dogs &amp; cats", "&amp; cats", "& cats"),
        ("before\n\n  words with blanks  \n\nafter", "  words with blanks  ", "words with blanks"),
        ("a\ttab and words", "tab and", "tab and"),
        ("line one  \nline two", "one  \nline", "one\nline"),
        ("{% now %} and {{ this }}", "{% now %} and {{ this }}", "{% now %} and {{ this }}"),
        ("5 * 3 * 2 words", "3 * 2 words", "3 * 2 words"),
    ],
)
def test_mark_has_the_words_of_its_span(source, words, read):
    assert words_of(render(source, [mark(source, words)]), 1) == read


def test_mark_over_a_paragraphs_end_has_both_ends():
    source = "One end.\n\n- other end. Rest."
    html = render(source, [mark(source, "end.\n\n- other end.")])
    assert words_of(html, 1) == "end.other end."


def test_marks_that_touch_do_not_mix():
    source = "First.Second."
    html = render(source, [mark(source, "First.", 1, "inside"), mark(source, "Second.", 2, "conflict")])
    assert '<mark class="claim n" id="t1"><span class="nb">First.' in html
    assert '<mark class="claim c" id="t2"><span class="nb">Second.' in html


def test_worse_verdict_has_the_words_where_marks_overlap():
    source = "One two three"
    html = render(source, [mark(source, source, 1, "inside"), mark(source, "two", 2, "conflict")])
    assert re.sub(r'<a class="ref.*?</a>|</?span[^>]*>', "", html) == (
        '<p><mark class="claim n" id="t1">One </mark><mark class="claim c" id="t2">two</mark>'
        '<mark class="claim n"> three</mark></p>'
    )


def test_mark_without_words_of_its_own_is_its_link():
    source = "One two"
    html = render(source, [mark(source, source, 1, "conflict"), mark(source, "two", 2, "settled")])
    assert html.count("<mark") == 1
    assert '<a class="ref s" id="t2" href="#f2" aria-label="Finding 2: settled">' in html


def test_two_claims_of_one_sentence_share_its_words():
    source = "One sentence."
    html = render(source, [mark(source, source, 1), mark(source, source, 2)])
    assert html.count("<mark") == 1
    assert html.index('href="#f1"') < html.index('href="#f2"')


def test_link_to_the_finding_is_not_inside_a_link():
    source = "Read [this](https://e.org)"
    html = render(source, [mark(source, "Read [this](https://e.org)")])
    assert '</mark></a><a class="ref c" href="#f1"' in html


def test_mark_in_an_address_is_its_link_at_the_end():
    source = "Read [this](https://e.org/that) now"
    html = render(source, [mark(source, "that")])
    assert "<mark" not in html
    assert html.index('id="t1"') > html.index("now")


@pytest.mark.parametrize(
    ("verdict", "letter"), [("conflict", "c"), ("unclear", "u"), ("settled", "s"), ("inside", "n")]
)
def test_link_names_its_finding_and_verdict(verdict, letter):
    html = render("Words", [Mark(0, 5, 3, verdict)])
    assert html == (
        f'<p><mark class="claim {letter}" id="t3"><span class="nb">Words<a class="ref {letter}" href="#f3" '
        f'aria-label="Finding 3: {verdict}"><svg class="i" aria-hidden="true"><use href="#i-{verdict}"/></svg>'
        "3</a></span></mark></p>"
    )


def test_unknown_verdict_is_refused():
    with pytest.raises(ValueError, match="splendid"):
        render("Words", [Mark(0, 5, 1, "splendid")])


def test_mark_beyond_the_text_is_drawn_in():
    assert words_of(render("Words", [Mark(-4, 99, 1, "inside")]), 1) == "Words"


def test_authors_private_use_characters_stay():
    source = "\U000f0000 odd \U000f0001 text"
    html = render(source, [mark(source, "odd")])
    assert words_of(html, 1) == "odd"
    assert unmarked(html) == f"<p>{source}</p>"


def test_marks_do_not_make_a_bomb_of_a_text():
    with pytest.raises(MarkdownTooComplex):
        render("[" * 5000, [Mark(0, 9, 1, "inside")])


def test_a_comment_leads_to_its_thread_and_yields_the_words_to_a_claim():
    shown = render(
        "It may help.", [Mark(0, 12, 1, "unclear"), Mark(3, 6, 1, "comment"), Mark(0, 2, 2, "comment")]
    )
    assert 'id="q1" href="#c1" aria-label="Comment 1"' in shown
    assert shown.count('class="claim u"') >= 1 and 'class="claim k"' not in shown
    assert 'class="claim k" id="q3"' in render("It may help.", [Mark(0, 2, 3, "comment")])
