"""`make mutants`: each guard of the gate and of the verbs is taken out in turn; a test must fail each time.

Works on copies of the tree, two at once. Mutants: every check of the gates of `policy`, every branch of a check that
yields a blocker, every function of the services that refuses, every extra blocker of signing, every guard of the
database. The tests that speak most of what is missing run first; a word counts more the fewer files have it.
"""

import argparse
import ast
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).resolve().parents[2]
NAMES = re.compile(r"[A-Za-z_]{4,}")
PARTS = ("content", "governance", "templates", "tests", "manage.py", "pyproject.toml")
POLICY_TESTS = "tests/governance/policy"
NEAREST = 8  # test files that speak of what a mutant lacks; the others run only if these let it live
GATES = sorted((ROOT / "governance" / "policy").glob("*gate.py"))
SERVICES = sorted((ROOT / "governance" / "services").rglob("*.py"))


@dataclass(frozen=True, slots=True)
class Mutant:
    """A file with one guard less. words: the names that a test of it would use."""

    name: str
    file: Path
    source: str
    words: tuple[str, ...]


def main() -> int:
    """Prints a line a mutant; returns 1 where one survives."""
    parser = argparse.ArgumentParser(prog="make mutants")
    parser.add_argument("only", nargs="*", help="words of the names of those to try")
    parser.add_argument("--at-once", type=int, default=2, help="how many to try at once")
    options = parser.parse_args()
    only = options.only
    mutants = [mutant for mutant in _mutants() if not only or any(word in mutant.name for word in only)]
    with tempfile.TemporaryDirectory(prefix="imprimatur-mutants-") as folder:
        copies: Queue[Path] = Queue()
        for number in range(options.at_once):
            copies.put(_copied(Path(folder) / str(number)))
        with ThreadPoolExecutor(options.at_once) as pool:
            survivors = [name for name in pool.map(lambda mutant: _tried(mutant, copies), mutants) if name]
    print(f"{len(mutants) - len(survivors)} of {len(mutants)} mutants are killed.")
    return 1 if survivors else 0


def _tried(mutant: Mutant, copies: "Queue[Path]") -> str:
    """Its name if it survives."""
    copy = copies.get()
    is_killed = _is_killed(mutant, copy)
    copies.put(copy)
    print(f"{'killed  ' if is_killed else 'SURVIVED'}  {mutant.name}", flush=True)
    return "" if is_killed else mutant.name


def _mutants() -> Iterator[Mutant]:
    for file in GATES:
        yield from _without_blockers(file)
    for file in SERVICES:
        yield from _without_refusals(file)
    yield from _without_extra_blockers(ROOT / "governance" / "services" / "signing.py")
    for name in ("guards.py", "correction_guards.py"):
        yield from _without_guards(ROOT / "governance" / "database" / name)


def _without_blockers(file: Path) -> Iterator[Mutant]:
    """One `yield Blocker(…)` less each time."""
    source = file.read_text()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Yield | ast.YieldFrom):
            yield _replaced(file, source, node, "yield from ()")


def _without_refusals(file: Path) -> Iterator[Mutant]:
    """One call of a function that refuses less each time."""
    source = file.read_text()
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Call)
            and "refuse" in ast.unparse(node.value.func)
        ):
            yield _replaced(file, source, node, "pass")


def _without_extra_blockers(file: Path) -> Iterator[Mutant]:
    source = file.read_text()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.AugAssign):
            yield _replaced(file, source, node, "pass")


def _without_guards(file: Path) -> Iterator[Mutant]:
    """One guard of the database less each time."""
    source = file.read_text()
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and ast.unparse(node.func) == "Guard"
            and isinstance(node.args[0], ast.Constant)
        ):
            yield _replaced(file, source, node.args[3], '"1 = 0"', name=str(node.args[0].value))


def _replaced(file: Path, source: str, node: ast.AST, text: str, name: str = "") -> Mutant:
    lines = source.splitlines(keepends=True)
    start = sum(map(len, lines[: node.lineno - 1])) + node.col_offset
    end = sum(map(len, lines[: node.end_lineno - 1])) + node.end_col_offset
    label = name or " ".join(source[start:end].split())[:70]
    mutated = source[:start] + text + source[end:]
    place = file.relative_to(ROOT)
    words = (place.stem, place.parent.stem, *NAMES.findall(source[start:end]), _function(source, node), name)
    return Mutant(f"{place}:{node.lineno} {label}", place, mutated, words)


def _function(source: str, node: ast.AST) -> str:
    """The function that the node stands in."""
    functions = (item for item in ast.walk(ast.parse(source)) if isinstance(item, ast.FunctionDef))
    around = [item.name for item in functions if item.lineno <= node.lineno <= (item.end_lineno or 0)]
    return around[-1] if around else ""


def _is_killed(mutant: Mutant, copy: Path) -> bool:
    original = (copy / mutant.file).read_text()
    (copy / mutant.file).write_text(mutant.source)
    try:
        tests = _tests(mutant, copy)
        # pytest runs what needs a database first; so the quick ones have a run of their own.
        is_policy = mutant.file.parent.name == "policy"
        stages = [[POLICY_TESTS]] * is_policy + [tests[:NEAREST], tests[NEAREST:]]
        return any(_fails(stage, copy) for stage in stages)
    finally:
        (copy / mutant.file).write_text(original)


def _tests(mutant: Mutant, copy: Path) -> list[str]:
    """All tests of governance and of attacks but those in a browser, those first that speak most of the mutant."""
    files = [
        *(copy / "tests" / "abuse").glob("test_*.py"),
        *(copy / "tests" / "governance").rglob("test_*.py"),
    ]
    texts = {file.relative_to(copy).as_posix(): file.read_text() for file in files}
    plain = {
        name: text for name, text in texts.items() if "mark.browser" not in text and POLICY_TESTS not in name
    }
    weights = {word: 1 / (1 + sum(word in text for text in plain.values())) for word in mutant.words if word}
    return sorted(
        plain, key=lambda name: (-sum(weights[word] for word in weights if word in plain[name]), name)
    )


def _fails(tests: list[str], copy: Path) -> bool:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", *tests]
    return subprocess.run(command, cwd=copy, capture_output=True, check=False).returncode == 1


def _copied(target: Path) -> Path:
    target.mkdir()
    for part in PARTS:
        _copy(ROOT / part, target / part)
    return target


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)


if __name__ == "__main__":
    sys.exit(main())
