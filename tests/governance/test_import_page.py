"""The import command: good files become drafts, bad ones one clear sentence and nothing else."""

import pytest
from django.core.management import CommandError, call_command

from content.models import ConditionPage, Document, Faq
from tests import factories as make

pytestmark = pytest.mark.django_db
PAGE = """# Cluster headache

ICD-11 8A81

Attacks on one side of the head.

## Clinical definition

Bouts of short attacks round one eye.

## Frequently asked

### Does oxygen help?

Often, when it is breathed early.
"""


@pytest.fixture
def writer():
    return make.make_writer()


def run(path, **options):
    options = {"kind": "condition-page", "condition": "cluster_headache", **options}
    call_command("import_page", str(path), **options)


def test_a_markdown_page_becomes_a_draft_with_its_questions(tmp_path, writer):
    file = tmp_path / "page.md"
    file.write_text(PAGE)
    run(file)
    page = ConditionPage.objects.get()
    assert (page.title, page.icd11, page.owner, page.version_number) == (
        "Cluster headache",
        "8A81",
        writer,
        1,
    )
    assert "one eye" in page.definition
    assert Faq.objects.get().pages.get() == page


@pytest.mark.parametrize(
    ("name", "data", "options"),
    [
        ("page.md", b"caf\xe9 and cream", {}),
        ("page.md", b"", {}),
        ("page.md", b"a" * (10 * 1024 * 1024 + 1), {}),
        ("page.txt", b"PK\x03\x04\x00\x00", {}),
        ("page.pdf", b"%PDF-1.7", {}),
        ("page.md", PAGE.encode(), {"kind": "poem"}),
        ("page.md", PAGE.encode(), {"condition": "hiccups"}),
        ("page.md", PAGE.encode(), {"owner": "nobody"}),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_written(tmp_path, writer, name, data, options):
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(CommandError) as caught:
        run(file, **options)
    assert caught.value.returncode == 2
    assert "\n" not in str(caught.value)
    assert not Document.objects.exists()


def test_a_file_that_is_not_there_is_named(tmp_path, writer):
    with pytest.raises(CommandError, match=r"missing\.md cannot be read"):
        run(tmp_path / "missing.md")


def test_a_question_that_exists_already_undoes_the_whole_import(tmp_path, writer):
    make.make_faq(by=writer, title="Does oxygen help?", slug="does-oxygen-help")
    file = tmp_path / "page.md"
    file.write_text(PAGE)
    with pytest.raises(CommandError, match="Does oxygen help"):
        run(file)
    assert not ConditionPage.objects.exists()
