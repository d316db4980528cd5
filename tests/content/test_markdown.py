"""Markdown becomes safe HTML of a closed list; nothing that was typed disappears."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.markdown import plain, render, render_inline

PLAIN_TAGS = "p br em strong code pre blockquote ul li h3 h4 h5 h6 hr table thead tbody tr td"
ALLOWED = {
    **{tag: set() for tag in PLAIN_TAGS.split()},
    "a": {"href", "rel"},
    "ol": {"start"},
    "th": {"scope"},
}
ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<!-- hidden -->",
    "<style>body{display:none}</style>",
    '<a href="javascript:alert(1)">x</a>',
    '<p id="main" class="x" style="color:red">x</p>',
    "<iframe src=//e.org></iframe>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript\\:alert(1))",
    "[x](data:text/html;base64,AAAA)",
    "[x](vbscript:x)",
    "[x](//e.org/off-site)",
    "[x](/\\e.org)",
    "[x](<javascript:alert(1)>)",
    '[x](https://e.org "onmouseover=alert(1)")',
    '[x](https://e.org/"onmouseover="alert(1))',
    "![x](https://e.org/x.png)",
    "![x](data:image/svg+xml;base64,AAAA)",
    '![" onerror="alert(1)](x)',
    "<javascript:alert(1)>",
    "<javascript://e.org/%0aalert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "| <b>x | <i>y |\n|---|---|\n| <script> | </table> |",
    "{: #id .class onclick=alert(1)}",
    "# Heading {#clobber}",
    "\x02klzzwxh:0000\x03 \x02amp\x03 \x0260\x03",
    "a\x00b \ud800 \ufffe",
]


class Tags(HTMLParser):
    """Every tag with its attributes, and whether there was a comment."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")


def tags_of(html):
    parser = Tags()
    parser.feed(html)
    parser.close()
    return parser.tags


def assert_safe(html):
    for tag, attributes in tags_of(html):
        assert set(attributes) <= ALLOWED[tag]
        if "href" in attributes:
            assert re.match(r"(?:https?://|mailto:|/(?![/\\])|#)", attributes["href"])
            assert attributes["rel"] == "noopener noreferrer"


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_is_text(attack):
    for html in (render(attack), render_inline(attack)):
        assert_safe(html)


@given(
    st.lists(
        st.sampled_from([*ATTACKS, "\n\n", "- ", "> ", "*", "**", "[", "](", ")", "<", ">", "`", '"']),
        max_size=8,
    )
)
@settings(max_examples=300, deadline=None)
def test_attacks_put_together_are_text(parts):
    assert_safe(render("".join(parts)))


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_is_safe(source):
    assert_safe(render(source))


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (
            "# One\n\n## Two\n\n### Three\n\n#### Four\n\n###### Six",
            "<h3>One</h3>\n<h4>Two</h4>\n<h5>Three</h5>\n<h6>Four</h6>\n<h6>Six</h6>",
        ),
        ("Upper\n=====\n\nLower\n-----", "<h3>Upper</h3>\n<h4>Lower</h4>"),
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("<b>bold?</b>", "<p>&lt;b&gt;bold?&lt;/b&gt;</p>"),
        ("before <!-- between --> after", "<p>before &lt;!-- between --&gt; after</p>"),
        ("<div>\nblock\n</div>", "<p>&lt;div&gt;\nblock\n&lt;/div&gt;</p>"),
        ("{% load x %} {{ y }} {# z #}", "<p>{% load x %} {{ y }} {# z #}</p>"),
        ("![A scan](https://e.org/scan.png)", "<p>A scan</p>"),
        ("[x](javascript:y)", "<p>[x](javascript:y)</p>"),
        ("see [1]\n\n[1]: https://e.org", "<p>see [1]</p>\n<p>[1]: https://e.org</p>"),
        ("\\<b> \\& \\*", "<p>&lt;b&gt; &amp; *</p>"),
        ("&copy; &nothing; & <", "<p>© &amp;nothing; &amp; &lt;</p>"),
        (
            "&amp;copy; \\&copy; `&copy;` &amp;amp;",
            "<p>&amp;copy; &amp;copy; <code>&amp;copy;</code> &amp;amp;</p>",
        ),
        ("a\x00b", "<p>a\ufffdb</p>"),
    ],
)
def test_markdown_becomes_html(source, html):
    assert render(source) == html


def test_links_are_kept_with_a_rel():
    rel = 'rel="noopener noreferrer"'
    assert (
        render("[a](https://e.org/x?y=1&z=2)") == f'<p><a href="https://e.org/x?y=1&amp;z=2" {rel}>a</a></p>'
    )
    assert render("[a](/conditions/migraine/)") == f'<p><a href="/conditions/migraine/" {rel}>a</a></p>'
    assert render("<https://e.org>") == f'<p><a href="https://e.org" {rel}>https://e.org</a></p>'
    assert render("<a@e.org>") == f'<p><a href="mailto:a@e.org" {rel}>a@e.org</a></p>'


def test_table_has_column_headings():
    html = render("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert '<th scope="col">a</th>' in html
    assert "style" not in html and "align" not in html


def test_inline_has_no_block():
    assert render_inline("# not *a* heading") == "# not <em>a</em> heading"
    assert render_inline("- not an item\n- nor this") == "- not an item\n- nor this"
    assert "<" not in render_inline("| a | b |\n|---|---|\n| c | d |\n\n> e\n\n1. f\n\n    g")


def test_html_may_stand_in_a_template():
    assert render("a").__html__() == "<p>a</p>"
    assert render_inline("a").__html__() == "a"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# Head\n\nOne *two*\nthree.\n\n- a\n- b\n\n> q", "Head\n\nOne two three.\n\na\nb\n\nq"),
        ("| a | b |\n|---|---|\n| c | d |", "a b\nc d"),
        ("[text](https://e.org) &amp; <b>", "text & <b>"),
        ("    code  here", "code here"),
        ("", ""),
    ],
)
def test_plain_is_what_is_read(source, text):
    assert plain(source) == text


@given(st.text(max_size=100))
@settings(max_examples=200, deadline=None)
def test_plain_has_no_mark_up(source):
    assert not re.search(r"</?(?:p|em|strong|ul|ol|li|h[1-6])>", plain(source)) or re.search(r"<|&", source)
