"""The documents say what is so: every setting, every library, and links that lead somewhere."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
TYPES = {"text": "text", "flag": "flag", "number": "number", "words": "list", "choice": "choice"}
ROW = re.compile(r"^\| `(?P<name>[^`]+)` \|(?P<cells>.*)\|$", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")

pytestmark = pytest.mark.pure


def read_settings() -> Iterator[ast.Call]:
    """Every call in the settings that reads the environment: `env.text("NAME", default)` and the like."""
    tree = ast.parse((ROOT / "governance/project/settings.py").read_text())
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    yield from (call for call in calls if re.fullmatch(rf"env\.({'|'.join(TYPES)})", ast.unparse(call.func)))


def rows(page: str) -> dict[str, list[str]]:
    found = ROW.finditer((ROOT / "docs" / page).read_text())
    return {row["name"]: [cell.strip() for cell in row["cells"].split("|")] for row in found}


def default_of(call: ast.Call) -> str | None:
    """The default as the page writes it; None where it is worked out."""
    given = [*call.args[1:], *(word.value for word in call.keywords)]
    if not given:
        return "`0`" if call.func.attr == "flag" else ""
    if isinstance(given[0], ast.Tuple):
        given = given[0].elts  # of choices the first
    if not isinstance(given[0], ast.Constant):
        return None
    value = given[0].value
    return f"`{int(value) if isinstance(value, bool) else value}`"


def test_every_setting_is_listed_and_no_other() -> None:
    read = {f"IMPRIMATUR_{call.args[0].value}" for call in read_settings()}
    assert set(rows("settings.md")) == read


def test_settings_are_listed_with_their_type_and_default() -> None:
    listed = rows("settings.md")
    for call in read_settings():
        kind, default, meaning = listed[f"IMPRIMATUR_{call.args[0].value}"]
        assert kind == TYPES[call.func.attr]
        assert meaning
        expected = default_of(call)
        assert default if expected is None else default == expected


def test_the_environment_is_read_in_one_place_alone() -> None:
    readers = [
        path.relative_to(ROOT).as_posix()
        for app in ("content", "governance")
        for path in (ROOT / app).rglob("*.py")
        if re.search(r"os\.(environ|getenv)", path.read_text())
    ]
    # All but the first hand the environment on; they read no setting from it.
    assert set(readers) <= {
        "governance/project/environment.py",
        "governance/project/wsgi.py",
        "governance/project/demo.py",
        "governance/management/elsewhere.py",
    }


def test_every_dependency_is_listed_with_its_reason_and_no_other() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    listed = rows("dependencies.md")
    assert set(listed) == {re.match(r"[\w-]+", requirement)[0] for requirement in wanted}
    assert all(len(cells[0]) > 10 for cells in listed.values())


def test_every_dependency_is_locked_with_hashes_and_no_index() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    pinned = set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE))
    assert set(rows("dependencies.md")) <= pinned
    assert lock.count("--hash=sha256:") >= len(pinned)
    assert "://" not in lock


@pytest.mark.parametrize("document", PAGES, ids=lambda document: document.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    missing = [link for link in LINK.findall(document.read_text()) if not (document.parent / link).exists()]
    assert not missing


def test_every_decision_is_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\]\(([a-z-]+\.md)\)", (folder / "README.md").read_text()))
    assert listed == {path.name for path in folder.glob("*.md")} - {"README.md"}
