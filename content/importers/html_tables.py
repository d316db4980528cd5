"""A table of HTML -> a table of Markdown."""


class Table:
    """Collects cells, then writes them as rows with bars between."""

    def __init__(self) -> None:
        self.line = 0
        self._rows: list[list[str]] = []
        self._raw: list[str] = []

    def open(self, tag: str) -> None:
        """A row or a cell begins."""
        if tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th"):
            self._row().append("")

    def add(self, line: int, markdown: str, raw: str) -> None:
        """Text of the cell that is open; several paragraphs of a cell go on one line."""
        self.line = self.line or line
        self._raw.append(raw)
        row = self._row()
        cell = markdown.replace("\n", " ").replace("|", "\\|")
        if row:
            row[-1] = f"{row[-1]} {cell}".strip()
        else:
            row.append(cell)

    def raw(self) -> str:
        """The text as it stood, without its shape."""
        return " ".join(self._raw)

    def markdown(self) -> str:
        """The whole table; its first row is the head. Empty where no cell has text."""
        rows = [row for row in self._rows if any(row)]
        if not rows:
            return ""
        width = max(len(row) for row in rows)
        lines = [_line(row + [""] * (width - len(row))) for row in rows]
        return "\n".join([lines[0], _line(["---"] * width), *lines[1:]])

    def _row(self) -> list[str]:
        if not self._rows:
            self._rows.append([])
        return self._rows[-1]


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
