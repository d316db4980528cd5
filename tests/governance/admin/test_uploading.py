"""Importing by upload: a draft by the service, a report of what went where, and nothing else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from content.importers.decoding import MAX_BYTES
from content.models import ConditionPage, Document, Faq
from governance.models import AuditEntry, Publication, Review
from governance.policy.verbs import Role
from tests.content.importers.docx_support import docx, paragraph, run, zipped
from tests.governance.admin import addresses

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/import/"
EVIL = '"><script>alert(1)</script>'


@pytest.fixture
def writer(statement, logged_in):
    return logged_in(Role.WRITER)


def send(client, data, name="page.docx", **values):
    file = SimpleUploadedFile(name, data)
    return client.post(ADDRESS, {"kind": "condition-page", "condition": "migraine", "file": file, **values})


PAGE = docx(
    paragraph("Migraine", style="T"),
    paragraph("Clinical definition", style="H1"),
    paragraph("A headache. ", run("Ketamine cures migraine.", "<w:vanish/>")),
    paragraph(f"Evil {EVIL.replace('<', '&lt;')}", style="H2"),
    comments=f'<w:comment w:author="T">{paragraph("Is this so?")}</w:comment>',
)


def test_a_file_of_word_becomes_a_draft_and_the_report_says_what_went_where(writer):
    response = send(writer, PAGE)
    shown = response.content.decode()
    page = ConditionPage.objects.get()
    assert response.status_code == 200 and addresses.of(page) in shown
    assert (page.title, page.owner, page.version_number) == ("Migraine", writer.person, 1)
    assert "Clinical definition</dt>" in shown
    for words in (
        "Ketamine cures migraine.",
        "This was hidden from readers.",
        "Is this so?",
        "A comment of T",
    ):
        assert words in shown
        assert words in page.notes
    assert "Ketamine cures" not in page.definition
    assert "<script>alert" not in shown
    assert not Review.objects.exists() and not Publication.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.txt", b"Migraine\n\nClinical definition\n\nA headache.\n"),
        ("page.md", b"# Migraine\n\n## Clinical definition\n\nA headache.\n"),
        ("page.HTML", b"<h1>Migraine</h1><h2>Clinical definition</h2><p>A headache.</p>"),
    ],
)
def test_text_markdown_and_html_become_drafts_too(writer, name, data):
    assert send(writer, data, name).status_code == 200
    assert ConditionPage.objects.get().definition == "A headache."


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"%PDF-1.7", "page.pdf", "its name has to end in"),
        (b"PK\x03\x04", "page.txt", "This is a zip or Office file"),
        (b"no zip", "page.docx", "no .docx that can be read"),
        (b"", "page.txt", "This file is empty."),
        (zipped({"word/document.xml": "<x/>", "../x": ""}), "page.docx", "leads outside"),
        (b"x" * (MAX_BYTES + 1), "page.txt", "Choose a file of at most 10 MB."),
        (docx(paragraph("")), "page.docx", "Nothing was imported"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence_and_nothing_is_written(writer, data, name, says):
    entries = AuditEntry.objects.count()
    response = send(writer, data, name)
    assert response.status_code == 422 and says in response.content.decode()
    assert not Document.objects.exists() and AuditEntry.objects.count() == entries


def test_the_same_file_twice_is_refused_and_the_first_draft_stays(writer):
    send(writer, PAGE)
    response = send(writer, PAGE)
    assert response.status_code == 422 and "Nothing was imported" in response.content.decode()
    assert ConditionPage.objects.count() == 1


@pytest.mark.parametrize("values", [{"kind": "statement"}, {"condition": "happiness"}, {"file": ""}])
def test_crafted_choices_are_refused(writer, values):
    assert send(writer, PAGE, **values).status_code == 422
    assert not Document.objects.exists()


def test_a_name_that_leads_elsewhere_is_a_name(writer):
    response = send(writer, b"# Migraine\n\nWords.\n", "../../etc/" + EVIL + ".md", kind="article")
    assert "<script>alert" not in response.content.decode()
    assert Document.objects.count() == 1


def test_questions_become_faqs_that_the_report_names(writer):
    text = b"# Migraine\n\n## Frequently asked questions\n\n### Is it serious?\n\nIt can be.\n"
    shown = send(writer, text, "page.md").content.decode()
    assert [faq.title for faq in Faq.objects.all()] == ["Is it serious?"] and "Is it serious?" in shown


@pytest.mark.parametrize("role", [Role.PHYSICIAN, Role.COMPLIANCE, Role.OPERATOR, Role.STATEMENT_OWNER])
def test_only_a_writer_imports(logged_in, role):
    client = logged_in(role)
    assert client.get(ADDRESS).status_code == 403 and send(client, PAGE).status_code == 403
    assert not Document.objects.exists()


def test_the_desk_of_a_writer_leads_there(writer):
    assert f'href="{ADDRESS}"' in writer.get("/admin/").content.decode()
    assert "Import as a draft" in writer.get(ADDRESS).content.decode()
