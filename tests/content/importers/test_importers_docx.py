"""Files of Word: their text in its shapes, and everything that a reader would not see as a leftover."""

import pytest

from content.importers import ImportRefused, read_file
from tests.content.importers.docx_support import docx, paragraph, run, zipped

pytestmark = pytest.mark.pure


def read(*blocks, kind="condition-page", **parts):
    return read_file("page.docx", docx(*blocks, **parts), kind)


def left(imported):
    return {item.text: item.why for item in imported.leftovers}


def page(*blocks):
    """A page whose definition is made of these blocks."""
    head = (paragraph("Migraine", style="T"), paragraph("Clinical definition", style="H1"))
    return read(*head, *blocks)


def test_title_headings_and_paragraphs_find_their_fields():
    imported = page(
        paragraph("A headache of ", run("some", "<w:b/>"), " days, ", run("often", "<w:i/>"), ".")
    )
    assert imported.title == "Migraine"
    assert imported.values["definition"] == "A headache of **some** days, *often*."


def test_lists_tables_and_links_keep_their_shape():
    link = '<w:hyperlink r:id="r1">' + run("a leaflet") + "</w:hyperlink>"
    table = "".join(
        f"<w:tr><w:tc>{paragraph(a)}</w:tc><w:tc>{paragraph(b)}</w:tc></w:tr>"
        for a, b in (("Kind", "Days"), ("chronic", "15"))
    )
    imported = read(
        paragraph("Migraine", style="T"),
        paragraph("Clinical definition", style="H1"),
        paragraph("It has:", number=""), paragraph("pain", number="1"), paragraph("nausea", number="1"),
        paragraph("first", number="2"),
        paragraph("See ", link),
        f"<w:tbl>{table}</w:tbl>",
        links='<Relationship Id="r1" Target="https://example.org/leaflet"/>',
    )  # fmt: skip
    text = imported.values["definition"]
    assert "- pain\n- nausea" in text and "1. first" in text
    assert "[a leaflet](https://example.org/leaflet)" in text
    assert "| Kind | Days |" in text and "| chronic | 15 |" in text


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "\\\\host\\share"]
)
def test_a_link_that_leads_elsewhere_is_text_and_left_over(target):
    link = '<w:hyperlink r:id="r1">' + run("here") + "</w:hyperlink>"
    imported = read(paragraph("Migraine", style="T"), paragraph("Clinical definition", style="H1"), paragraph(link),
                    links=f'<Relationship Id="r1" Target="{target}"/>')  # fmt: skip
    assert imported.values["definition"] == "here"
    assert target in left(imported)


@pytest.mark.parametrize(
    "looks",
    ["<w:vanish/>", '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>', '<w:webHidden w:val="1"/>'],
)
def test_hidden_text_is_shown_as_hidden_and_not_taken(looks):
    imported = page(paragraph("Seen. ", run("Ketamine cures migraine.", looks), " And seen."))
    assert imported.values["definition"] == "Seen. And seen."
    assert left(imported) == {"Ketamine cures migraine.": "This was hidden from readers."}


def test_a_switch_that_is_off_hides_nothing():
    assert page(paragraph(run("Seen.", '<w:vanish w:val="0"/>'))).values["definition"] == "Seen."


def test_tracked_changes_are_shown_with_who_and_when():
    who = 'w:author="Tomas Brandt" w:date="2026-03-04T10:00:00Z"'
    imported = page(
        paragraph(
            "It lasts ",
            f"<w:del {who}><w:r><w:delText>three</w:delText></w:r></w:del>",
            f"<w:ins {who}>{run('four')}</w:ins>",
            " hours. ",
            run("Or five.", "<w:strike/>"),
        )
    )
    assert imported.values["definition"] == "It lasts four hours."
    told = left(imported)
    assert (
        told["three"] == "A tracked change of Tomas Brandt on 2026-03-04: taken out; it is not in the text."
    )
    assert "put in, and not yet accepted; it is in the text" in told["four"]
    assert "struck through" in told["Or five."]


def test_comments_notes_heads_feet_boxes_and_pictures_are_left_over_with_what_they_are():
    drawing = '<w:r><w:drawing><wp:inline><wp:docPr descr="A head in pain"/></wp:inline></w:drawing></w:r>'
    inside = f"<w:txbxContent>{paragraph('In a box.')}</w:txbxContent>"
    twice = f"<mc:Choice>{inside}</mc:Choice><mc:Fallback>{inside}</mc:Fallback>"
    box = f"<w:r><mc:AlternateContent>{twice}</mc:AlternateContent></w:r>"
    field = "<w:r><w:instrText>HYPERLINK https://example.org</w:instrText></w:r>"
    imported = read(
        paragraph("Migraine", style="T"), paragraph("Clinical definition", style="H1"),
        paragraph("Words.", drawing, box, field),
        comments=f'<w:comment w:author="Amara Osei">{paragraph("Is this so?")}</w:comment>',
        footnotes=f"<w:footnote>{paragraph('A note.')}</w:footnote>",
        header1=paragraph("Draft of May"), footer1=paragraph("Page 1"),
    )  # fmt: skip
    told = left(imported)
    assert told["Is this so?"] == "A comment of Amara Osei; readers do not see it."
    assert {"A note.", "Draft of May", "Page 1", "A head in pain", "In a box."} <= set(told)
    assert "HYPERLINK https://example.org" in told
    assert [item.text for item in imported.leftovers].count("In a box.") == 1
    assert imported.values["definition"] == "Words."


def test_no_word_of_a_file_is_lost():
    words = [f"word{number}" for number in range(40)]
    coming = iter(words)
    inner = f"<w:tbl><w:tr><w:tc>{paragraph(next(coming))}</w:tc></w:tr></w:tbl>"
    blocks = [
        paragraph(next(coming), style="T"), paragraph("Clinical definition", style="H1"),
        f"<w:tbl><w:tr><w:tc>{inner}{paragraph(next(coming))}</w:tc><w:tc>{paragraph(next(coming))}</w:tc></w:tr></w:tbl>",
        f"<w:sdt><w:sdtContent>{paragraph(next(coming))}</w:sdtContent></w:sdt>",
        paragraph(f"<w:smartTag>{run(next(coming))}</w:smartTag>"),
        paragraph(f"<w:moveFrom>{run(next(coming))}</w:moveFrom>", f"<w:moveTo>{run(next(coming))}</w:moveTo>"),
        f"<w:del>{paragraph(next(coming))}</w:del>",
        *(paragraph(word, number="1") for word in coming),
    ]  # fmt: skip
    imported = read(*blocks)
    kept = str((imported.title, imported.values, imported.questions, imported.leftovers, imported.labels))
    assert [word for word in words if word not in kept] == []


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 no zip", b"", zipped({"other.txt": "x"}), zipped({"word/document.xml": "<"})]
)
def test_what_is_no_file_of_word_is_refused_in_one_sentence(data):
    with pytest.raises(ImportRefused, match=r"no \.docx that can be read"):
        read_file("page.docx", data, "article")


def test_an_empty_file_is_refused():
    with pytest.raises(ImportRefused):
        read()
