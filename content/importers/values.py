"""What an import yields, and what it is made of on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

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

    def left_over(self, why: str = "") -> Leftover:
        """The piece as a leftover."""
        return Leftover(self.line, self.raw, why)


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

    values: dict[str, str | Rows] = field(default_factory=dict)
    questions: list[tuple[str, str]] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def leave(self, piece: Piece, why: str = "") -> None:
        """Keeps a piece that has no field."""
        self.leftovers.append(piece.left_over(why))

    def label(self, text: str) -> None:
        """Keeps words that only name a field."""
        self.labels.append(text)

    def add_prose(self, name: str, markdown: str) -> None:
        """Puts Markdown into a field, after what is in it."""
        before = self.values.get(name, "")
        assert isinstance(before, str)
        self.values[name] = f"{before}\n\n{markdown}".strip() if before else markdown

    def add_rows(self, name: str, rows: Rows) -> None:
        """Puts rows into a field, after those that are in it."""
        before = self.values.setdefault(name, [])
        assert isinstance(before, list)
        before.extend(rows)

    def finished(self, kind: Kind) -> Imported:
        """The draft as a value, its leftovers in the order of the file."""
        values = dict(self.values)
        title = values.pop("title", "")
        assert isinstance(title, str)
        leftovers = tuple(sorted(self.leftovers, key=lambda left: left.line))
        return Imported(kind, title, values, tuple(self.questions), leftovers, tuple(self.labels))
