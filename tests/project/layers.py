"""The layers of governance as a drawing, made from the import rules: `python -m tests.project.layers` writes it."""

import sys
import tomllib
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DRAWING = ROOT / "docs" / "pictures" / "layers.svg"
WIDTH, LEFT, ROW, GAP, BOX = 760, 20, 46, 14, 34


def drawing() -> str:
    """The SVG: one row a layer, the highest on top; each may import what stands below it, and nothing else."""
    rows = [[name.strip() for name in layer.split("|")] for layer in _layers()]
    height = len(rows) * (ROW + GAP) + 2 * GAP
    said = "; ".join(", ".join(row) for row in rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'font-family="sans-serif" font-size="15">',
        f"<title>{escape(f'The layers of governance, from the top down: {said}.')}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
    ]
    for number, row in enumerate(rows):
        top = GAP + number * (ROW + GAP)
        parts += _row(row, top) + ([_arrow(top + BOX)] if row is not rows[-1] else [])
    return "\n".join([*parts, "</svg>", ""])


def _layers() -> list[str]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return next(contract["layers"] for contract in contracts if contract["type"] == "layers")


def _row(names: list[str], top: int) -> list[str]:
    width = (WIDTH - 2 * LEFT - GAP * (len(names) - 1)) / len(names)
    parts = []
    for place, name in enumerate(names):
        x = LEFT + place * (width + GAP)
        parts.append(
            f'<rect x="{x:.0f}" y="{top}" width="{width:.0f}" height="{BOX}" rx="6" fill="#eef3f8" stroke="#41596f"/>'
        )
        parts.append(
            f'<text x="{x + width / 2:.0f}" y="{top + 22}" text-anchor="middle" fill="#1c2a36">{name}</text>'
        )
    return parts


def _arrow(top: int) -> str:
    return (
        f'<path d="M{WIDTH // 2} {top}v{ROW + GAP - BOX - 2}m-5 -6l5 6l5 -6" fill="none" stroke="#41596f"/>'
    )


if __name__ == "__main__":
    sys.stdout.write(f"{DRAWING.write_text(drawing())} characters\n")
