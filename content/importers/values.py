"""What an import yields, and what it is made of on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from content.fields import MOST_ROWS

Rows = list[dict[str, str]]


class ImportRefused(ValueError):
    """The file is not read at all; the message says why, in one sentence."""


class Kind(StrEnum):
    """The kinds of document that a file can become."""

    CONDITION_PAGE = "condition-page"
    ARTICLE = "article"
    FAQ = "faq"


class Shape(StrEnum):
    """What a piece of the text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    NUMBERED = "numbered"
    VERBATIM = "verbatim"


@dataclass(frozen=True, slots=True)
class Leftover:
    """A piece of the text that has no field, as it stood in the file, with its line there.

    why: what a writer should know of it, "" where it just did not fit anywhere.
    """

    line: int
    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One heading, paragraph, list item or table.

    text: as Markdown, without the marker of its shape. raw: as it stood in the file.
    level: of a heading 1 to 6, 0 where the file does not say; of a list item its depth from 0.
    """

    line: int
    shape: Shape
    text: str
    raw: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Imported:
    """A file as a draft: every word of it is in a value, a question, a leftover or a label.

    values: field name -> Markdown, or a list of rows (dicts of strings).
    questions: question and answer, for condition pages; each is to become an FAQ of its own.
    labels: words that only name a field, such as its heading; the field itself says them now.
    """

    kind: Kind
    title: str
    values: Mapping[str, str | Rows]
    questions: tuple[tuple[str, str], ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(slots=True)
class Draft:
    """Where a file is taken apart: what has been placed so far, and what could not be."""

    title: str = ""
    prose: dict[str, str] = field(default_factory=dict)
    rows: dict[str, Rows] = field(default_factory=dict)
    questions: list[tuple[str, str]] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def leave(self, piece: Piece, why: str = "") -> None:
        """Keeps a piece that has no field."""
        self.leftovers.append(Leftover(piece.line, piece.raw, why))

    def label(self, text: str) -> None:
        """Keeps words that only name a field."""
        self.labels.append(text)

    def add_prose(self, name: str, markdown: str) -> None:
        """Puts Markdown into a field, after what is in it."""
        self.prose[name] = f"{self.prose.get(name, '')}\n\n{markdown}".strip("\n")

    def add_row(self, name: str, row: dict[str, str], piece: Piece) -> None:
        """Puts a row into a field, or leaves its piece over where the field is full."""
        rows = self.rows.setdefault(name, [])
        if len(rows) < MOST_ROWS:
            rows.append(row)
        else:
            self.leave(piece, f"A list on a page has at most {MOST_ROWS} rows.")

    def finished(self, kind: Kind) -> Imported:
        """The draft as a value, its leftovers in the order of the file."""
        leftovers = tuple(sorted(self.leftovers, key=lambda left: left.line))
        values = {**self.prose, **self.rows}
        return Imported(kind, self.title, values, tuple(self.questions), leftovers, tuple(self.labels))
