"""A chart of a report: bars as an SVG whose parts differ by pattern, not by colour alone, and the same in words."""

from dataclasses import dataclass

from governance.services.reports.values import Bar, Report

# Each part of a bar has a fill of its own in the style sheet, with a pattern over it.
FILLS = ("solid", "striped", "dotted", "outlined", "crossed")
STEP, TOP, THICK = 46, 18, 16
WIDEST = 97.0  # percent of the width


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: where it begins and how wide it is, in percent."""

    x: str
    width: str
    fill: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """One bar with its label over it; y in pixels."""

    label: str
    told: str
    text_y: int
    y: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What the template draws. words: all of it in one sentence."""

    bars: tuple[Drawn, ...]
    legend: tuple[tuple[str, str], ...]
    height: int
    words: str


def chart_of(title: str, report: Report) -> Chart | None:
    """The chart of a report, None where there is nothing to draw."""
    longest = max((sum(bar.values) for bar in report.bars), default=0)
    if not longest:
        return None
    bars = tuple(_drawn(bar, number, longest, report.series) for number, bar in enumerate(report.bars))
    legend = tuple(zip(FILLS, report.series, strict=False)) if len(report.series) > 1 else ()
    words = f"{title}. " + "; ".join(f"{bar.label}: {bar.told}" for bar in bars) + "."
    return Chart(bars, legend, STEP * len(bars), words)


def _drawn(bar: Bar, number: int, longest: float, series: tuple[str, ...]) -> Drawn:
    parts, x = [], 0.0
    for fill, value in zip(FILLS, bar.values, strict=False):
        width = value * WIDEST / longest
        if value > 0:
            parts.append(Part(f"{x:.2f}%", f"{width:.2f}%", fill))
        x += width
    top = STEP * number
    return Drawn(bar.label, bar.told or _told(bar, series), top + 12, top + TOP, tuple(parts))


def _told(bar: Bar, series: tuple[str, ...]) -> str:
    if len(bar.values) == 1:
        return f"{bar.values[0]:,g}"
    told = [
        f"{name[0].lower()}{name[1:]} {value:,g}"
        for name, value in zip(series, bar.values, strict=True)
        if value
    ]
    return ", ".join(told) or "none"
