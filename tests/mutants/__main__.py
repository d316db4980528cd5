"""`make mutants`: each guard of the gate and of the verbs is taken out in turn; a test must fail each time.

Works on a copy of the tree. Mutants: every check of `policy.gate`, every branch of a check that yields a blocker,
every function of the services that refuses, every extra blocker of signing, every guard of the database.
"""

import ast
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("content", "governance", "templates", "tests", "manage.py", "pyproject.toml")
# The quick ones first: most mutants die there.
TESTS = (
    "tests/governance/policy",
    "tests/abuse/test_c_signatures.py",
    "tests/abuse/test_c_workflow.py",
    "tests/abuse/test_c_exceptions.py",
    "tests/abuse/test_c_statements.py",
    "tests/governance/test_the_way.py",
    "tests/governance/test_queue.py",
    "tests/abuse/test_a_orm_and_sql.py",
    "tests/governance/test_retracted_citations.py",
    "tests/governance/test_keeping.py",
    "tests/governance/admin/test_accounts.py",
    "tests/governance/admin/test_second_factor.py",
    "tests/governance/admin/test_words.py",
    "tests/governance/test_corrections.py",
    "tests/governance/test_checklists.py",
    "tests/abuse/test_f_preview_links.py",
    "tests/governance/admin/test_comments.py",
)
SERVICES = sorted((ROOT / "governance" / "services").glob("*.py"))


@dataclass(frozen=True, slots=True)
class Mutant:
    """A file with one guard less."""

    name: str
    file: Path
    source: str


def main() -> int:
    """Prints a line a mutant; returns 1 where one survives."""
    only = sys.argv[1:]
    survivors = []
    with tempfile.TemporaryDirectory(prefix="imprimatur-mutants-") as folder:
        copy = Path(folder)
        for part in PARTS:
            _copy(ROOT / part, copy / part)
        mutants = [mutant for mutant in _mutants() if not only or any(word in mutant.name for word in only)]
        for mutant in mutants:
            is_killed = _is_killed(mutant, copy)
            print(f"{'killed  ' if is_killed else 'SURVIVED'}  {mutant.name}", flush=True)
            survivors += [] if is_killed else [mutant.name]
    print(f"{len(mutants) - len(survivors)} of {len(mutants)} mutants are killed.")
    return 1 if survivors else 0


def _mutants() -> Iterator[Mutant]:
    yield from _without_blockers(ROOT / "governance" / "policy" / "gate.py")
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
    mutated = source.encode().decode()[:start] + text + source[end:]
    return Mutant(f"{file.relative_to(ROOT)}:{node.lineno} {label}", file.relative_to(ROOT), mutated)


def _is_killed(mutant: Mutant, copy: Path) -> bool:
    original = (copy / mutant.file).read_text()
    (copy / mutant.file).write_text(mutant.source)
    try:
        tests = [test for test in TESTS if (copy / test).exists()]
        command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", *tests]
        return subprocess.run(command, cwd=copy, capture_output=True, check=False).returncode == 1
    finally:
        (copy / mutant.file).write_text(original)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)


if __name__ == "__main__":
    sys.exit(main())
