"""The curve of missed against burden: what each threshold of the learned scorer would cost and save.

The thresholds are put into the loaded engine for one reading and taken out again; no file changes.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from governance.claims import extract, recalling, scorer
from tests.bench.measuring import say, table
from tests.bench.scores import has_scorer, parts
from tests.claims.figures import answers, read_all
from tests.claims.figures import table as figures_of

PARTS = ("unseen", "held", "own2")
FACTORS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 100.0)  # 100: the scorer raises nothing
RAISING, LOWERING = "RAISE", "LOWER"


def thresholds(prefix: str) -> dict[str, float]:
    """The engine's thresholds whose names begin so, as it uses them now."""
    found = {**vars(scorer), **vars(extract)}
    return {
        name: value for name, value in found.items() if name.startswith(prefix) and isinstance(value, float)
    }


@contextmanager
def scaled(prefix: str, factor: float) -> Iterator[None]:
    """Multiplies those thresholds in memory, wherever a module holds them, while the block runs."""
    kept = [
        (module, name, value)
        for module in (scorer, extract)
        for name, value in thresholds(prefix).items()
        if hasattr(module, name)
    ]
    try:
        for module, name, value in kept:
            setattr(module, name, value * factor)
        recalling.forget()
        yield
    finally:
        for module, name, value in kept:
            setattr(module, name, value)
        recalling.forget()


def print_curve() -> None:
    """For each factor on the raising thresholds missed and burden of the clear sentences of each part."""
    say("Curve: missed and burden, clear sentences, when the thresholds that send to the physician move")
    names = [name for name in PARTS if name in parts()]
    if not has_scorer() or not names:
        print("Left out: score.py or the labelled sentences are not beside this checkout.")
        return
    print("thresholds now: " + ", ".join(f"{name} {value}" for name, value in thresholds(RAISING).items()))
    head = ["factor", *(f"{name} {figure}" for name in names for figure in ("missed", "burden"))]
    table(head, [_point(RAISING, factor, names, ("missed", "burden")) for factor in FACTORS])
    print("and when those below which a strong claim is doubted move (0: never doubted):")
    shown = ("block precision", "block recall")
    head = ["factor", *(f"{name} {figure}" for name in names for figure in ("precision", "recall"))]
    table(head, [_point(LOWERING, factor, names, shown) for factor in (0.0, 0.5, 1.0, 1.5, 2.0)])


def _point(prefix: str, factor: float, names: list[str], shown: tuple[str, ...]) -> list[object]:
    with scaled(prefix, factor):
        found = [figures_of(parts()[name], answers(read_all(parts()[name]))) for name in names]
    label = "none raised" if factor > 10 else f"{factor:.2f}" + (" (now)" if factor == 1.0 else "")
    return [label, *(figures[figure][1] for figures in found for figure in shown)]
