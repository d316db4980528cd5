"""What cannot be read is refused with one sentence, and soon."""

import time

import pytest

from content.importers import ImportRefused, Kind, read_file

TEXT = "A title\n\nA paragraph of text with umlauts: äöü."
# Processor time; several seconds only on a machine that is busy with other things, too.
SECONDS = 10.0


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"a" * (10 * 1024 * 1024 + 1), "10.0 MB"),
        (b"PK\x03\x04rest", "zip or Office"),
        (b"%PDF-1.7 rest", "PDF"),
        (b"\x89PNG\r\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"GIF89a", "image"),
        (b"{\\rtf1 text}", "rich text"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"text\x00more", "binary"),
        ("ä".encode("latin-1") + b" text", "Line 1 is not UTF-8"),
        (b"one\ntwo\nthr\xe9e", "Line 3 is not UTF-8"),
        (TEXT.encode("utf-16-le"), "binary"),
        (TEXT.encode("utf-32"), "cannot be shown"),
        (b"one\nt\x07wo", r"Line 2 holds a character that cannot be shown \(U\+0007\)"),
        (b"\xff\xfea", "not UTF-16"),
        (b"Title\n\n" + b"word " * 50_000, "cannot be kept"),
        (b"a\n" * 50_001, "lines"),
    ],
)
def test_bad_bytes_are_refused(data, words):
    with pytest.raises(ImportRefused, match=words) as refusal:
        read_file("page.txt", data, "article")
    assert "\n" not in str(refusal.value)
    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_usual_encodings_and_line_ends_are_read(encoding, line_end):
    imported = read_file("page.txt", TEXT.replace("\n", line_end).encode(encoding), "article")
    assert imported.title == "A title"
    assert imported.values["lead"].endswith("äöü.")


@pytest.mark.parametrize("name", ["page.odt", "page.pdf", "page", "page.txt.exe", ".txt"])
def test_unknown_ending_is_refused(name):
    with pytest.raises(ImportRefused, match=r"has to end in \.txt, \.md, \.html, \.htm"):
        read_file(name, TEXT.encode(), "article")


@pytest.mark.parametrize("kind", ["", "page", "ARTICLE", "condition_page"])
def test_unknown_kind_is_refused(kind):
    with pytest.raises(ImportRefused, match="condition-page, article, faq"):
        read_file("page.txt", TEXT.encode(), kind)


@pytest.mark.parametrize("name", ["PAGE.TXT", "dir/page.md", "C:\\x\\page.Html", "a.b.htm"])
def test_ending_is_read_in_any_case_and_place(name):
    assert read_file(name, TEXT.encode(), "article").kind is Kind.ARTICLE


BOMBS = {
    "tags without an end": "<a " * 300_000,
    "angle brackets": "<" * 1_000_000,
    "comments without an end": "<!--" * 250_000,
    "declarations": "<![" * 300_000,
    "nested tags": "<div>" * 100_000,
    "paragraphs": "<p>a" * 100_000,
    "lists": "<ul><li>a" * 100_000,
    "entities": "&#" * 500_000,
    "attributes": "<a b=" * 200_000,
    "quotes": "<a b='" * 200_000 + ">",
    "scripts": "<script>" * 100_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_of_html_ends_soon(name):
    start = time.process_time()
    try:
        imported = read_file("page.html", BOMBS[name].encode(), "article")
    except ImportRefused as refusal:
        assert len(str(refusal)) < 250
    else:
        assert imported.kind is Kind.ARTICLE
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize("ending", [".txt", ".md"])
@pytest.mark.parametrize(
    "unit", ["a\n", "word ", "- a\n", "What?\n", "*", "#", "<!--", "Doe J 2020, ", "vs. ", "Ab Cd\n"]
)
@pytest.mark.parametrize("kind", list(Kind))
def test_bomb_of_text_ends_soon(ending, unit, kind):
    start = time.process_time()
    try:
        imported = read_file(
            f"page{ending}", b"References\n\n" + unit.encode() * (200_000 // len(unit)), kind
        )
    except ImportRefused as refusal:
        assert len(str(refusal)) < 250
    else:
        assert imported.kind is kind
    assert time.process_time() - start < SECONDS


def test_script_without_an_end_is_left_over():
    imported = read_file("page.html", b"<p>Seen words</p><script>var unseen = 1; <p>more</p>", "article")
    assert imported.title == "Seen words"
    assert "unseen" in imported.leftovers[0].text and "more" in imported.leftovers[0].text
