"""Each word of a file is in a value, a question, a leftover or a label: nothing is lost."""

import re
from collections import Counter
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.importers import Imported, ImportRefused, Kind, read_file
from content.markdown import plain

LINES = [
    *("Cluster headache", "ICD-11 8A81", "ICD-11: nonsense", "A short lead about it.", "All pages"),
    *(
        "Common ways people search for this",
        "headache reliefheadache help",
        "one phrase",
        "The short version",
    ),
    *(
        "Clinical definition",
        "How it differs from related conditions",
        "vs. Hemicrania",
        "First-line treatments",
    ),
    *("Oxygen", "Oxygen: breathed in early.", "When standard treatments fail", "Where ketamine fits"),
    *(
        "Where this fits with Harbor Clinic",
        "Frequently asked",
        "Is it rare?",
        "Q: Who gets it?",
        "A: Few people do.",
    ),
    *("References", "Doe J et al. 2020, Cephalalgia Survey of attacks. (PMID 1234567)", "Related articles"),
    *("Roe, R. (2019). Some title. Journal of things 4(2), 1-9. doi:10.1000/abc.def", "Read more"),
    *(
        "Smith A, Jones B. A trial of air. Headache. 2018;5:1-2.",
        "By Ann Author",
        "Last reviewed by Dr. No on May 1, 2020.",
    ),
    *(
        "A paragraph with *stars*, _bars_, `ticks`, [brackets](x) and <angles> & 2 < 3.",
        "Some Title In Capitals",
    ),
    *(
        "• glued",
        "•glued too",
        "- dashed",
        "*starred",
        "1. counted",
        "2) counted too",
        "-",
        "•",
        "# not a heading",
    ),
    *(
        "> no quote",
        "+ plus",
        "---",
        "===",
        "Why? Because it says so, at some length, in one line.",
        "“Said one.”",
    ),
    *(
        "UPPER CASE",
        "lower case line",
        "Notes:",
        "Dr. Who notes:",
        "a | b",
        "5. mg is not 6",
        "https://e.org/a_b",
    ),
]
INLINE = [
    "plain",
    "<b>bold</b>",
    "<em>thin</em>",
    "<a href='https://e.org/x'>link</a>",
    "<a href='x.html'>near</a>",
]
INLINE += [
    "<i>a</i><b>b</b>",
    "x<br>y",
    "<code>a`b</code>",
    "&amp; &lt;tag&gt;",
    "<span hidden>unseen</span>",
]
INLINE += [
    "<img alt='picture words' src=x>",
    "<!-- note -->",
    "a <script>var code</script> b",
    "#hash",
    "1. one",
    "*",
]
BLOCKS = ["<h1>{}</h1>", "<h2>{}</h2>", "<h3>{}</h3>", "<p>{}</p>", "<p>{}", "<ul><li>{}</li><li>{}</ul>"]
BLOCKS += [
    "<ol><li>{}<ul><li>{}</li></ul>{}</li></ol>",
    "<blockquote><p>{}</p>{}</blockquote>",
    "<nav>{}</nav>",
]
BLOCKS += [
    "<table><tr><th>{}<th>{}<tr><td>{}<td>{}</table>",
    "<pre>{}\n {}</pre>",
    "<div>{}<div>{}</div>{}</div>",
]
BLOCKS += [
    "<details><summary>{}</summary>{}</details>",
    "<dl><dt>{}</dt><dd>{}</dd></dl>",
    "{}",
    "<div style='display:none'>{}</div>",
]
KINDS = st.sampled_from(list(Kind))
# The marks of a list, a heading or a rule are no words.
MARKERS = re.compile(r"(?m)^\s*(?:[-*+•]\s*)?(?:\d{1,3}[.)]\s)?")


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text))


def kept(imported: Imported) -> Counter[str]:
    """The words of the draft as they are read, and those that were left over."""
    texts = [imported.title, *(text for pair in imported.questions for text in pair)]
    for value in imported.values.values():
        texts += [value] if isinstance(value, str) else [text for row in value for text in row.values()]
    read = [plain(text) for text in texts] + list(imported.labels)
    return sum((words(text) for text in [*read, *(left.text for left in imported.leftovers)]), Counter())


texts = st.lists(
    st.tuples(st.sampled_from(LINES), st.sampled_from(["\n", "\n\n", "\n\n\n  "])), min_size=1, max_size=40
)


@given(texts, KINDS, st.sampled_from([".txt", ".md"]))
@settings(max_examples=120, deadline=None)
def test_words_of_lines_are_kept(parts, kind, ending):
    text = "".join(line + gap for line, gap in parts) + "end"
    imported = read_file(f"page{ending}", text.encode(), kind)
    without_run_together = text.replace("reliefheadache", "relief headache")
    found = kept(imported)
    found.update(re.findall("relief|headache", " ".join(found)) if found["reliefheadache"] else [])
    lost = set(words(MARKERS.sub("", without_run_together))) - set(found)
    assert lost == set()


@st.composite
def html_pages(draw):
    page = []
    for block in draw(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=12)):
        fillings = st.one_of(st.sampled_from(INLINE), st.sampled_from(LINES).map(escape))
        page.append(block.format(*[draw(fillings) for _ in range(block.count("{}"))]))
    return draw(st.sampled_from(["", "\n"])).join(page) + "<p>end</p>"


@given(html_pages(), KINDS)
@settings(max_examples=120, deadline=None)
def test_words_of_html_are_kept(page, kind):
    imported = read_file("page.html", page.encode(), kind)
    seen = re.sub(r"<!--(.*?)-->", r" \1 ", page)
    seen = re.sub(r"<[^>]*alt='([^']*)'[^>]*>", r" \1 ", seen)
    seen = re.sub(r"</?(?:b|i|em|code|a|span)\b[^>]*>", "", seen)
    seen = re.sub(r"<[^>]*>", " ", seen).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    found = set(kept(imported))
    lost = {word for word in words(seen.replace("&#x27;", "'")) if word not in found and not word.isdigit()}
    assert lost - {"reliefheadache"} == set()


@given(st.text(min_size=1, max_size=300), KINDS, st.sampled_from([".txt", ".md", ".html"]))
@settings(max_examples=100, deadline=None)
def test_any_text_is_kept_or_refused(text, kind, ending):
    try:
        imported = read_file(f"page{ending}", text.encode("utf-8", "replace"), kind)
    except ImportRefused as refusal:
        assert str(refusal)
    else:
        assert imported.kind == kind


@pytest.mark.parametrize("ending", [".txt", ".md", ".html"])
@pytest.mark.parametrize("kind", list(Kind))
def test_one_line_is_kept(ending, kind):
    imported = read_file(f"page{ending}", b"Only these words here", kind)
    assert words("Only these words here") == kept(imported)
