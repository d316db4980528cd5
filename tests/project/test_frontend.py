"""The editor's script that is committed is the one that its sources give, from packages that are pinned by hash."""

import hashlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FRONTEND = ROOT / "frontend"
BUILT = ROOT / "governance/static/imprimatur/editor.js"

pytestmark = pytest.mark.pure


NODE = shutil.which("node") if (FRONTEND / "node_modules").is_dir() else None


def test_the_committed_script_was_built_from_these_sources():
    names = ["build.mjs", "package-lock.json", *sorted(path.name for path in (FRONTEND / "src").iterdir())]
    paths = [FRONTEND / name if name in names[:2] else FRONTEND / "src" / name for name in names]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()
    assert f"from sources {digest};" in BUILT.read_text()[:300], "run: cd frontend; npm ci; npm run build"


# CI has no node: there the digest above decides alone.
if NODE or os.environ.get("CI") != "true":

    def test_the_committed_script_is_what_a_fresh_build_gives(tmp_path):
        if not NODE:
            pytest.skip("left out: node or the packages of frontend/ are missing (cd frontend; npm ci)")
        fresh = tmp_path / "editor.js"
        subprocess.run([NODE, "build.mjs", str(fresh)], cwd=FRONTEND, check=True)
        assert fresh.read_bytes() == BUILT.read_bytes()


def test_every_package_is_pinned_by_its_hash_and_names_no_address():
    lock = json.loads((FRONTEND / "package-lock.json").read_text())
    packages = {name: item for name, item in lock["packages"].items() if name}
    assert all(item["integrity"].startswith("sha512-") for item in packages.values())
    assert not any("resolved" in item for item in packages.values())
    wanted = json.loads((FRONTEND / "package.json").read_text())
    for name, version in {**wanted["dependencies"], **wanted["devDependencies"]}.items():
        assert packages[f"node_modules/{name}"]["version"] == version


def test_the_script_holds_no_eval_and_no_address():
    text = BUILT.read_text()
    assert "eval(" not in text and "new Function" not in text
    # The bar of text tools begins a link with "https://"; no address stands in the script.
    assert not re.search(r"https://\w", text)
