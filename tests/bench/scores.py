"""The score of the engine on every part of the labelled sentences, and of a plain keyword search beside it."""

import json
from functools import cache

from tests.bench.keywords import keyword_answers
from tests.bench.measuring import say, table
from tests.claims.figures import HERE, SHARED, Item, answers, part, read_all
from tests.claims.figures import table as figures_of

PARTS = ("seen", "unseen", "own1", "own2", "held", "plain")
SHOWN = ("block precision", "block recall", "missed", "burden", "topic recall")
FLOOR = ("floor, clear", (">=0.90", ">=0.75", "<=0.10", "<=0.25", ">=0.90"))
GOAL = ("goal, clear", (">=0.95", ">=0.90", "<=0.03", "<=0.15", ">=0.95"))
NOTE = (
    "seen, own1, own2 and plain were read while rules were written or train the scorer; unseen and held were not. "
    "A part by another name is a file under tests/claims/own."
)


def has_scorer() -> bool:
    """Whether the shared score.py is beside this checkout; it alone decides what a figure means."""
    return (SHARED / "score.py").is_file()


@cache
def parts() -> dict[str, list[Item]]:
    """Every part that has labelled sentences, by name: those of figures.py, then files of later authors."""
    found = {name: part(name) for name in PARTS}
    for path in sorted((HERE / "own").glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        if path.stem != "plain" and rows and all("label" in row for row in rows):
            found[path.stem] = rows
    return {name: items for name, items in found.items() if items}


def print_scores() -> None:
    """One row for all and one for the clear sentences of each part; then the keyword search on the same."""
    say("Score: block precision and recall, missed, burden, topic recall")
    if not has_scorer():
        print("Left out: score.py is not beside this checkout.")
        return
    rows = [row for name, items in parts().items() for row in _rows(name, items, answers(read_all(items)))]
    rows += [row for name in ("unseen", "held") if name in parts() for row in _keyword_rows(name)]
    targets = [(name, "", "", *limits) for name, limits in (FLOOR, GOAL)]
    table(("part", "sentences", "conflicts", *SHOWN), [*rows, *targets])
    print(NOTE)


def _keyword_rows(name: str) -> list[tuple[object, ...]]:
    items = parts()[name]
    *rest, _ = _rows(f"keywords on {name}", items, keyword_answers(items))[1]
    return [(*rest, "names none")]


def _rows(name: str, items: list[Item], given: dict[str, Item]) -> list[tuple[object, ...]]:
    found = figures_of(items, given)
    return [
        (label, *(int(found[key][column]) for key in ("sentences", "conflicts")), *_values(found, column))
        for column, label in enumerate((name, f"{name}, clear"))
    ]


def _values(found: dict[str, tuple[float, float]], column: int) -> list[float]:
    return [found[key][column] for key in SHOWN]
