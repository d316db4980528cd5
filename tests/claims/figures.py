"""Splits of the labelled sentences, and the figures of the engine on them.

    python tests/claims/figures.py [seen] [unseen] [own1] [own2] [own3] [own4] [held] [--rules] [--curve] [--errors]

`seen` and `unseen` divide the shared labelled sentences by site with a fixed hash; `own1` to `own4` are
the first four authors of our own sentences, `plain` the plain ones of whoever wrote the rules (they train the
scorer and measure nothing), `web` rounds of real pages reworded, each scored once before its errors were
mended; `held` is every later author and `fresh` the halves of later rounds, scored only, never read. Errors are
printed for the parts that may be read, never for `unseen` and `held`.
"""

import argparse
import collections
import hashlib
import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SHARED = ROOT.parent / "shared" / "claims"
SEEN_PERCENT = 60
READABLE = ("seen", "own1", "own2", "own3", "own4", "plain", "web", "selfplay")
sys.path[:0] = [str(ROOT), str(SHARED)]

from governance.claims.batch import answer, sentences_of  # noqa: E402
from governance.claims.engine import readings_of  # noqa: E402
from governance.claims.statement import reference_statement  # noqa: E402
from governance.claims.values import Reading, Verdict  # noqa: E402

Item = dict[str, Any]


def rows(path: Path) -> list[Item]:
    """The objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def is_seen(site: str) -> bool:
    """Whether a site's sentences may be read while rules are written; the contrast set always may."""
    number = int(hashlib.sha256(f"imprimatur:{site}".encode()).hexdigest(), 16)
    return site == "contrast" or number % 100 < SEEN_PERCENT


def part(name: str) -> list[Item]:
    """One part of the labelled sentences by name; empty where its files are missing."""
    if name in ("seen", "unseen"):
        path = SHARED / "dev.jsonl"
        found = rows(path) if path.is_file() else []
        return [item for item in found if is_seen(item["site"]) == (name == "seen")]
    if name == "plain":
        return rows(HERE / "own" / "plain.jsonl")
    if name in ("web", "selfplay", "fresh"):
        return [item for path in sorted((HERE / "own").glob(f"{name}_*.jsonl")) for item in rows(path)]
    files = sorted((HERE / "own" / "labels").glob("author_*.jsonl"))
    return [item for path in files if _part_of(path) == name for item in rows(path)]


def _part_of(path: Path) -> str:
    author = path.name.split("_")[1]
    return f"own{author}" if author in "1234" else "held"


def read_all(items: Iterable[Item]) -> dict[str, tuple[Reading, ...]]:
    """The readings of every item, by id."""
    statement = reference_statement()
    fields = ("id", "text", "condition", "previous", "kind")
    return {
        item["id"]: readings_of(sentences_of({name: item.get(name) for name in fields}), statement)
        for item in items
    }


def answers(readings: dict[str, tuple[Reading, ...]]) -> dict[str, Item]:
    """What `--batch` would say of each item."""
    return {name: answer(found) for name, found in readings.items()}


def table(items: list[Item], given: dict[str, Item]) -> dict[str, tuple[float, float]]:
    """The figures of score.py, for all items and for the clear ones."""
    import score

    whole = score.figures(items, given)
    clear = score.figures([item for item in items if item.get("clear")], given)
    return {name: (value, clear[name]) for name, value in whole.items()}


def rule_counts(items: list[Item], readings: dict[str, tuple[Reading, ...]]) -> dict[str, list[int]]:
    """For each rule: conflicts it found on sentences labelled so, and on others."""
    counts: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0])
    for item in items:
        rules = {
            finding.claim.rule
            for reading in readings[item["id"]]
            for finding in reading.findings
            if finding.verdict is Verdict.CONFLICT
        }
        for rule in rules:
            counts[rule][item["label"] != "conflict"] += 1
    return counts


def errors(items: list[Item], readings: dict[str, tuple[Reading, ...]], kinds: set[str]) -> Iterable[str]:
    """One line for each item judged wrongly: false blocks, misses, needless stops."""
    for item in items:
        verdict, conflict = answer(readings[item["id"]])["verdict"], item["label"] == "conflict"
        kind = "false" if verdict == "conflict" else "burden" if verdict == "unclear" else "right"
        if conflict:
            kind = {"conflict": "right", "unclear": "unclear"}.get(verdict, "missed")
        if kind in kinds:
            yield _line(kind, item, readings[item["id"]])


def _line(kind: str, item: Item, found: tuple[Reading, ...]) -> str:
    rules = [
        f"{finding.claim.rule}[{finding.claim.low}-{finding.claim.high} {','.join(finding.claim.conditions)}]"
        for reading in found
        for finding in reading.findings
        if finding.verdict is not Verdict.CONSISTENT or kind in ("missed", "unclear")
    ]
    doubt = "" if item.get("clear") else "?"
    before = f"«{item['previous'][:70]}» " if item.get("previous") else ""
    return f"{kind}{doubt} {item['topics']} {item['condition']} | {before}{item['text']} {' '.join(rules)}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", default=["seen", "own1", "own2", "own3", "own4"])
    parser.add_argument("--rules", action="store_true", help="precision of each rule")
    parser.add_argument("--errors", nargs="*", help="false, missed, burden, unclear; readable parts only")
    options = parser.parse_args()
    items = [item for name in options.parts for item in part(name)]
    begun = time.perf_counter()
    readings = read_all(items)
    seconds = time.perf_counter() - begun
    for name, (whole, clear) in table(items, answers(readings)).items():
        print(f"{name:16} {whole:8.3f} {clear:8.3f}")
    print(f"{len(items) / (seconds or 1):.0f} sentences a second")
    if options.rules:
        for rule, (right, wrong) in sorted(rule_counts(items, readings).items()):
            print(f"{rule:28} {right:4} right {wrong:4} wrong")
    if options.errors is not None and set(options.parts) <= set(READABLE):
        print("\n".join(errors(items, readings, set(options.errors) or {"false", "missed"})))


if __name__ == "__main__":
    main()
