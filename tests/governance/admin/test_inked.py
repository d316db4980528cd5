"""The redline in the page as readers see it: the new page is kept, what came and went is told in it."""

import re

from hypothesis import given, settings
from hypothesis import strategies as some

from content.markdown import Mark, render
from governance.admin.inked import inked

PARTS = [
    "One",
    "two",
    "not",
    "*five*",
    "&",
    "<b>",
    "[six](https://a.example/?x=1&y=2)",
    "\n\n",
    "\n- ",
    "seven.",
    "“é”",
]
PARTS += ["\n\n## A heading\n\n", "`a < b`", "**un**safe", "AT&T;", "\n\n| a | b |\n| - | - |\n| c | d |\n\n"]
sources = some.lists(some.sampled_from(PARTS), max_size=14).map(" ".join)


def kept(html):
    """The HTML without what was put into it."""
    html = re.sub(
        r' ?<del(?: class="gone")?><span class="vh">removed: </span>.*?</del> ?', "\0", html, flags=re.S
    )
    return re.sub(r'<ins><span class="vh">added: </span>|</ins>|\0', "", html)


def without_blanks(html):
    return re.sub(r"\s+", "", html)


@settings(deadline=None)
@given(sources, sources)
def test_without_ins_and_del_it_is_the_new_page(old, new):
    page = render(new)
    assert without_blanks(kept(inked(render(old), page))) == without_blanks(page)


@settings(deadline=None)
@given(sources)
def test_a_page_does_not_differ_from_itself_and_marks_of_claims_are_no_difference(source):
    page = render(source)
    assert inked(page, page) == page
    marked = render(source, [Mark(0, len(source), 1, "unclear")]) if source.strip() else page
    assert inked(page, marked) == marked


@settings(deadline=None)
@given(sources, sources)
def test_every_tag_is_closed_where_it_was_opened(old, new):
    open_tags = []
    for closing, name in re.findall(
        r"<(/?)(ins|del|em|strong|p|li|a|code|td|span|h\d)\b", inked(render(old), render(new))
    ):
        if closing:
            assert open_tags.pop() == name
        else:
            open_tags.append(name)
    assert open_tags == []


def test_a_changed_word_is_told_where_it_stands():
    html = inked(render("Watched for *one hour* here."), render("Watched for *two hours* here."))
    assert ">removed: </span>one hour</del>" in html
    assert ">added: </span>two hours</ins></em> here." in html


def test_a_new_paragraph_is_added_and_a_gone_one_told_behind_the_one_before_it():
    html = inked(render("First.\n\nGone for good."), render("First.\n\nQuite another thing."))
    assert '<p>First.<del class="gone"><span class="vh">removed: </span>Gone for good.</del></p>' in html
    assert '<p><ins><span class="vh">added: </span>Quite another thing.</ins></p>' in html


def test_a_point_that_went_leaves_a_valid_list():
    html = inked(render("- one thing\n- two words\n- three more"), render("- one thing\n- three more"))
    assert html.count("<li>") == 2
    assert 'thing<del class="gone"><span class="vh">removed: </span>two words</del></li>' in html


def test_what_went_is_never_mark_up():
    html = inked(render("Say `<script>alert(1)</script>` now."), render("Say nothing now."))
    assert "<script" not in html
    assert "&lt;script&gt;" in html
