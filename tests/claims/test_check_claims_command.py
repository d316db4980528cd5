"""`manage.py check_claims`: the same command, by Django's way in."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command


def test_a_clean_file_ends_without_a_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "page.md"
    path.write_text("Rest is advised.", encoding="utf-8")
    call_command("check_claims", str(path), stdout=io.StringIO())
    assert capsys.readouterr().out == ""


def test_bad_input_exits_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        call_command("check_claims", "/no/such/file.md")
    assert caught.value.code == 2
    assert capsys.readouterr().err == "There is no file /no/such/file.md.\n"
