"""Vale, the linter for prose, with the words of our keyword search; it is measured where its binary is there."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.bench.keywords import WORDS
from tests.bench.measuring import median_seconds, milliseconds

CONFIGURATION = "StylesPath = styles\nMinAlertLevel = suggestion\n\n[*.md]\nBasedOnStyles = Claims\n"
RULE = "extends: existence\nmessage: \"Strong claim: '%s'\"\nlevel: error\nignorecase: true\ntokens:\n"


def lines(text: str) -> list[str]:
    """What Vale takes over `text`, its start-up included; or that there is none."""
    program = shutil.which("vale")
    if not program:
        return ["Left out: Vale. Its binary is not on the path."]
    with tempfile.TemporaryDirectory(prefix="imprimatur-bench-") as folder:
        _prepare(Path(folder), text)
        spent = median_seconds(lambda: _run(program, Path(folder)))
        return [f"Vale, start-up included: {milliseconds(spent)}, {_alerts(program, Path(folder))} alerts"]


def _prepare(folder: Path, text: str) -> None:
    styles = folder / "styles" / "Claims"
    styles.mkdir(parents=True)
    (folder / ".vale.ini").write_text(CONFIGURATION)
    (styles / "Words.yml").write_text(RULE + "".join(f"  - '{word}'\n" for word in WORDS))
    (folder / "text.md").write_text(text, encoding="utf-8")


def _run(program: str, folder: Path) -> str:
    command = [program, "--output=JSON", "--no-exit", "text.md"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


def _alerts(program: str, folder: Path) -> int:
    return sum(len(alerts) for alerts in json.loads(_run(program, folder)).values())
