"""`make setup` does nothing where nothing changed, and says in one sentence what is missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.pure


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with what `make setup` needs, and an empty lock file."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "setup", tmp_path / ".ci")
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements.lock").write_text("# nothing\n")
    return tmp_path


def fake_python(folder: Path, script: str) -> Path:
    path = folder / "some-python"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def setup(checkout: Path, python: Path | str = sys.executable) -> subprocess.CompletedProcess[str]:
    values = {"PATH": os.environ["PATH"], "HOME": str(checkout), "PYTHON": str(python)}
    return subprocess.run(["make", "setup"], cwd=checkout, env=values, capture_output=True, text=True)


def pretend_installed(checkout: Path) -> None:
    """An environment that looks finished."""
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").symlink_to(sys.executable)
    shutil.copy(checkout / "requirements.lock", checkout / ".venv")


def test_nothing_is_done_where_the_lock_file_is_the_same(checkout: Path) -> None:
    pretend_installed(checkout)
    done = setup(checkout, python="there-is-no-such-python")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_changed_lock_file_is_installed_once(checkout: Path) -> None:
    first = setup(checkout)
    assert first.returncode == 0, first.stderr
    (checkout / "requirements.lock").write_text("# something else\n")
    done = setup(checkout)
    assert done.returncode == 0, done.stderr
    assert "Filling .venv" in done.stdout
    assert (checkout / ".venv" / "requirements.lock").read_text() == "# something else\n"
    assert setup(checkout).stdout == ""


def test_an_old_python_is_refused_in_one_sentence(checkout: Path) -> None:
    done = setup(checkout, fake_python(checkout, "exit 1"))
    assert done.returncode != 0
    assert "no Python 3.11 or later was found" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (checkout / ".venv").exists()


def test_a_missing_venv_module_is_named_with_its_remedy(checkout: Path) -> None:
    done = setup(checkout, fake_python(checkout, 'case "$2" in *ensurepip*) exit 1;; esac'))
    assert done.returncode != 0
    assert "no venv module" in done.stderr
    assert "apt-get install python3-venv" in done.stderr


def test_a_failed_installation_is_done_again_by_the_next_run(checkout: Path) -> None:
    (checkout / "requirements.lock").write_text("nothing-of-this-name @ file:///nowhere --hash=sha256:00\n")
    done = setup(checkout)
    assert done.returncode != 0
    assert "could not be installed" in done.stderr
    assert not (checkout / ".venv" / "requirements.lock").exists()
