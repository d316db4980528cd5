"""ABUSE F, 84 and 85: files of Word made to harm, and files that hide what they say."""

import struct
import sys
import zipfile
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command

from content.importers import ImportRefused, child, limited
from content.importers.docx_package import MOST_OF_A_PART
from content.importers.limited import read_limited
from content.models import ConditionPage
from governance.models import Publication, SignOff
from tests import factories as make
from tests.content.importers.docx_support import docx, paragraph, part, run, zipped

HEAD = (paragraph("Migraine", style="T"), paragraph("Clinical definition", style="H1"))


def refused(data, says):
    with pytest.raises(ImportRefused, match=says):
        read_limited("page.docx", data, "condition-page")


def with_body(xml):
    return zipped({"word/document.xml": xml})


@pytest.mark.pure
def test_84_a_part_that_unpacks_to_far_more_is_refused():
    bomb = with_body(part("document", "<w:body>" + " " * (MOST_OF_A_PART + 1) + "</w:body>"))
    assert len(bomb) < 100_000
    refused(bomb, "far larger when it is unpacked")


@pytest.mark.pure
def test_84_a_zip_that_lies_about_its_sizes_is_refused():
    """The directory says that the part has ten bytes."""
    data = bytearray(with_body(part("document", "<w:body>" + "x" * 5_000_000 + "</w:body>")))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 10)
    refused(bytes(data), r"no \.docx that can be read|larger")


@pytest.mark.pure
def test_84_many_parts_and_parts_of_the_same_name_are_refused():
    refused(zipped({f"word/p{number}.xml": "" for number in range(2_001)}), "2,001 parts")
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        for words in ("One", "Two"):
            archive.writestr("word/document.xml", part("document", words))
    refused(out.getvalue(), "same name")


@pytest.mark.pure
@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "word/../../x", "/etc/passwd", "..\\x", "C:\\x"])
def test_84_a_part_whose_name_leads_outside_is_refused(name):
    refused(zipped({"word/document.xml": part("document", "<w:body/>"), name: "x"}), "leads outside")


ENTITY = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.pure
@pytest.mark.parametrize("doctype", [ENTITY, LAUGHS, '<!DOCTYPE w SYSTEM "http://127.0.0.1/x.dtd">'])
@pytest.mark.parametrize("where", ["document", "comments", "styles"])
def test_84_entities_from_outside_and_bombs_of_entities_are_refused(doctype, where):
    body = part("document", f"<w:body>{''.join(HEAD)}</w:body>")
    evil = part(where, "<w:body><w:p><w:r><w:t>&x;&b;</w:t></w:r></w:p></w:body>").replace(
        "?>", f"?>{doctype}", 1
    )
    refused(zipped({"word/document.xml": body, f"word/{where}.xml": evil}), "declares a document type")
    wide = evil.replace("UTF-8", "UTF-16").encode("utf-16")
    refused(zipped({"word/document.xml": body, f"word/{where}.xml": wide}), "declares a document type")


@pytest.mark.pure
def test_84_elements_that_stand_very_deep_or_are_very_many_are_refused():
    refused(
        with_body(part("document", "<w:body>" + "<w:sdt>" * 5_000 + "</w:sdt>" * 5_000 + "</w:body>")),
        "too deep",
    )
    refused(
        with_body(part("document", "<w:body>" + "<w:p/>" * 400_001 + "</w:body>")), "too many pieces|too deep"
    )


@pytest.mark.pure
def test_84_a_reader_that_needs_too_much_memory_or_time_is_ended(monkeypatch, tmp_path):
    """The process itself is limited, whatever the reader in it does."""
    for name, line in (("memory", "x = bytearray(2 * 1024**3)"), ("time", "while True: pass")):
        (tmp_path / f"{name}.py").write_text(
            f"from content.importers import child\nchild.PROCESSOR_SECONDS = 1\nchild._limit()\n{line}\n"
        )
        command = limited.subprocess.run(
            [sys.executable, str(tmp_path / f"{name}.py")], cwd=limited.ROOT, env={"PYTHONPATH": str(limited.ROOT)},
            capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        assert command.returncode != 0, name
    monkeypatch.setattr(limited, "SECONDS", 0.01)
    refused(docx(*HEAD), "more memory or time")
    assert child.MEMORY < 1024**3


@pytest.mark.pure
def test_84_the_reading_process_writes_no_file(tmp_path):
    out, script = tmp_path / "out", tmp_path / "script.py"
    script.write_text(
        "from pathlib import Path\nfrom content.importers import child\nchild._limit()\n"
        f"try:\n    Path({str(out)!r}).write_text('x')\nexcept OSError:\n    print('refused')\n"
    )
    done = limited.subprocess.run(
        [sys.executable, str(script)], cwd=limited.ROOT, env={"PYTHONPATH": str(limited.ROOT)},
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout.strip() == b"refused" and out.read_bytes() == b""


@pytest.mark.pure
def test_84_the_reading_process_knows_nothing_of_the_site(monkeypatch):
    given = {}
    run_it = limited.subprocess.run

    def watched(*args, **kwargs):
        given.update(kwargs["env"])
        return run_it(*args, **kwargs)

    monkeypatch.setattr(limited.subprocess, "run", watched)
    assert read_limited("page.docx", docx(*HEAD, paragraph("Words.")), "condition-page").title == "Migraine"
    assert given == {"PYTHONUTF8": "1"}


@pytest.mark.django_db
def test_84_the_command_refuses_in_one_sentence_and_writes_nothing(tmp_path):
    writer = make.make_writer()
    file = tmp_path / "page.docx"
    file.write_bytes(zipped({"word/document.xml": part("document", "<w:body/>"), "../x": "x"}))
    with pytest.raises(CommandError, match="leads outside"):
        call_command(
            "import_page", str(file), kind="condition-page", condition="migraine", owner=writer.username
        )
    assert not ConditionPage.objects.exists()


@pytest.mark.django_db
def test_85_hidden_text_tracked_changes_and_comments_reach_the_notes_and_not_the_page(tmp_path, capsys):
    writer = make.make_writer()
    file = tmp_path / "page.docx"
    file.write_bytes(
        docx(
            *HEAD,
            paragraph("A headache. ", run("Ketamine cures migraine.", "<w:vanish/>")),
            paragraph(
                '<w:del w:author="T"><w:r><w:delText>Ketamine heals.</w:delText></w:r></w:del>', "It lasts."
            ),
            paragraph("Signed by Dr Nobody, MD, on 1 January 2020."),
            comments=f'<w:comment w:author="T">{paragraph("Ketamine is harmless.")}</w:comment>',
        )
    )
    call_command("import_page", str(file), kind="condition-page", condition="migraine", owner=writer.username)
    page = ConditionPage.objects.get()
    text = make.newest(page).text
    for words in ("Ketamine cures migraine.", "Ketamine heals.", "Ketamine is harmless.", "Dr Nobody"):
        assert words in page.notes and words not in text
        assert words in capsys.readouterr().out or words in page.notes
    assert not SignOff.objects.exists() and not Publication.objects.exists()
