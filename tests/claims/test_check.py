"""The command: exit status, formats, refusals. It is run as a program would run it, without Django."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from governance.claims import engine
from governance.claims.check import main
from governance.claims.values import Claim, Sentence
from tests.claims.claim_support import point

PAGE = "# Ketamine\n\nOne is plain. Ketamine cures it.\n\n- It may be unclear.\n"


def stub(sentence: Sentence) -> tuple[Claim, ...]:
    """Reads two words alone, so that these tests are about the command and not about the rules."""
    for word, certain in (("cures", True), ("unclear", False)):
        if word in sentence.text:
            at = sentence.text.index(word)
            cue = (sentence.offsets[at], sentence.offsets[at] + len(word))
            cure = point("efficacy", "cure")
            return (
                Claim(
                    sentence.block,
                    sentence.start,
                    sentence.end,
                    sentence.text,
                    "efficacy",
                    cure,
                    cure,
                    certain=certain,
                    cues=(cue,),
                    rule="stub",
                ),
            )
    return ()


@pytest.fixture(autouse=True)
def two_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "recalled", stub)


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "page.md"
    path.write_text(PAGE, encoding="utf-8")
    yield path


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main([str(argument) for argument in arguments]) == 2
    return capsys.readouterr().err.strip()


def test_a_clean_text_exits_with_0_and_says_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "clean.md"
    path.write_text("Rest is advised.", encoding="utf-8")
    assert main([str(path)]) == 0
    assert capsys.readouterr().out == ""


def test_each_stop_is_a_line_with_its_place(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(page)]) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(
        f"{page}:3:15: conflict efficacy: “Ketamine cures it.” On efficacy this says cure"
    )
    assert "efficacy-any" in first
    assert "Read from “cures”." in first
    assert "may help some patients" in first
    assert second.startswith(f"{page}:5:3: unclear efficacy:")


def test_an_unclear_claim_alone_exits_with_1(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("It is unclear.", encoding="utf-8")
    assert main([str(path)]) == 1


def test_standard_input_is_read_for_a_hyphen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    assert main(["-"]) == 1
    assert capsys.readouterr().out.startswith("<stdin>:3:15: conflict")


def test_the_condition_decides_which_position_holds(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(page), "--condition", "migraine"]) == 1
    assert "missing role" in capsys.readouterr().out


def test_another_statement_is_used(page: Path, tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(
        "title: T\nversion: '1'\neffective: 2026-06-01\nreview_interval_months: 12\npositions:\n"
        "- {id: a, topic: efficacy, agent: any, conditions: [any], min: ineffective, max: cure, says: S}\n",
        encoding="utf-8",
    )
    only = tmp_path / "only.md"
    only.write_text("Ketamine cures it.", encoding="utf-8")
    assert main([str(only), "--statement", str(path)]) == 0


def test_explaining_shows_every_sentence_with_its_cues(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(page), "--explain"]) == 1
    out = capsys.readouterr().out
    assert "no_claim paragraph: One is plain." in out
    assert "cues “cures”; rule stub" in out


def test_json_holds_what_was_found(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(page), "--format", "json"]) == 1
    (file,) = json.loads(capsys.readouterr().out)["files"]
    first = file["findings"][0]
    assert (first["verdict"], first["topic"], first["claim"], first["cues"]) == (
        "conflict",
        "efficacy",
        "cure",
        ["cures"],
    )
    assert PAGE[first["start"] : first["end"]] == "Ketamine cures it."


def test_several_files_are_checked_in_one_run(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(page), str(page)]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_a_missing_file_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "/no/such/file.md") == "There is no file /no/such/file.md."


def test_a_directory_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, tmp_path).endswith("is a directory; name the files in it.")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"one\ntwo \xff\xfe", "is not UTF-8 on line 2; save it as UTF-8 and try again."),
        (b"\x7fELF\0\0\0", "is not text; it holds binary data."),
        (b"x" * 10_000_001, "is larger than 10 MB; check a part of it at a time."),
    ],
)
def test_what_is_no_text_is_bad_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, message: str
) -> None:
    path = tmp_path / "bad.md"
    path.write_bytes(data)
    assert refused(capsys, path) == f"{path} {message}"


def test_an_unknown_condition_is_bad_input(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, page, "--condition", "gout").startswith(
        "There is no condition 'gout'; known are any,"
    )


def test_a_bad_statement_is_refused_with_line_and_column(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("title: T\nversion: 1\n", encoding="utf-8")
    assert f"{path}:2:10: expected text, not a whole number" in refused(capsys, page, "--statement", path)


def test_a_wrong_option_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--format", "xml"])
    assert caught.value.code == 2
    assert "--format" in capsys.readouterr().err


def test_letters_without_an_encoding_do_not_end_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "page.md"
    path.write_text("Ketamine cures it \u2014 \u4f60.", encoding="utf-8")
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", out)
    assert main([str(path)]) == 1
    out.flush()


def test_it_runs_as_a_module_without_django() -> None:
    code = "import sys, governance.claims.check; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_reader_that_goes_away_ends_the_run_quietly(page: Path) -> None:
    command = [sys.executable, "-m", "governance.claims", "--explain", *[str(page)] * 200]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 1


def test_the_module_answers_on_standard_input() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "governance.claims", "-"],
        input="Rest is advised.",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
