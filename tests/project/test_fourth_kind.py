"""The example of docs/developers.md: a fourth kind, from its model to the public, without a line in governance."""

import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.project.checkout import ROOT, clean_environment, copy_checkout

JOURNEY = Path(__file__).with_name("fourth_kind_journey.py")
BLOCK = re.compile(r"^   ```(?:python|html)\n(.*?)^   ```", re.MULTILINE | re.DOTALL)

pytestmark = pytest.mark.pure


def test_the_documented_kind_is_reviewed_signed_and_published(tmp_path: Path) -> None:
    copy_checkout(tmp_path)
    apply_the_example(tmp_path)
    run(tmp_path, "manage.py", "makemigrations", "content", "--verbosity", "0")
    run(tmp_path, "manage.py", "migrate", "--verbosity", "0")
    assert "treatment-page is live at treatments/infusion" in run(tmp_path, str(JOURNEY))


def test_the_example_changes_nothing_in_governance(tmp_path: Path) -> None:
    copy_checkout(tmp_path)
    before = python_files(tmp_path / "governance")
    apply_the_example(tmp_path)
    assert python_files(tmp_path / "governance") == before


def apply_the_example(target: Path) -> None:
    model, form, template = (
        textwrap.dedent(block) for block in BLOCK.findall((ROOT / "docs/developers.md").read_text())
    )
    append(target / "content/models.py", model)
    append(
        target / "content/forms/documents.py",
        f"from content.models import TreatmentPage  # noqa: E402\n\n\n{form}",
    )
    (target / "templates/content/treatment-page.html").write_text(template)


def append(path: Path, text: str) -> None:
    path.write_text(f"{path.read_text()}\n\n{text}")


def python_files(folder: Path) -> dict[Path, str]:
    return {path: path.read_text() for path in folder.rglob("*.py")}


def run(folder: Path, *arguments: str) -> str:
    values = clean_environment(folder) | {
        "IMPRIMATUR_SECRET_KEY": "only-for-tests-" * 4,
        "IMPRIMATUR_HTTPS": "0",
        "IMPRIMATUR_DATA_DIR": str(folder / "var"),
        "DJANGO_SETTINGS_MODULE": "governance.project.settings",
    }
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=values, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
