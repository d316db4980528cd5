"""What the public would see of one version, as a value: the one form that is digested, checked and shown.

A public text is a title and sections; a section is a heading and rows; a row is named strings. Everything
that a reader could meet is in it, and what judging depends on (kind, slug, condition). Nothing else is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Layout(StrEnum):
    """How a section looks; each has a template `content/sections/<layout>.html`."""

    LEAD = "lead"
    PROSE = "prose"
    POINTS = "points"
    PHRASES = "phrases"
    PAIRS = "pairs"
    REFERENCES = "references"
    LINKS = "links"  # to other documents, shown where those are published
    SHOWN_ON = "shown-on"  # other documents on whose page this one appears whole, such as a FAQ's
    LINE = "line"
    CODE = "code"


# Columns that hold words of ours that a reader reads; the claim engine reads exactly these.
READ_COLUMNS = ("name", "text", "note")


@dataclass(frozen=True, slots=True)
class Row:
    """Named strings, sorted by name, such as (("name", "Aura"), ("text", "…")). Empty ones are left out."""

    columns: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Row":
        """A row of the values that are not empty."""
        return cls(tuple(sorted((name, text) for name, text in values.items() if text)))

    def get(self, name: str) -> str:
        """The column's text, "" where there is none."""
        return dict(self.columns).get(name, "")


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page. key: the model's field; heading: as the reader sees it ("" for none)."""

    key: str
    heading: str
    layout: Layout
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One string that a reader reads, with its place: `key` is `<section>.<row>.<column>`, or `title`."""

    key: str
    heading: str
    text: str
    layout: Layout | None
    column: str


@dataclass(frozen=True, slots=True)
class PublicText:
    """A whole version as the public would see it."""

    kind: str
    slug: str
    condition: str
    title: str
    sections: tuple[Section, ...]

    def section(self, key: str) -> Section | None:
        """The section of that key, or None where it is empty."""
        return next((section for section in self.sections if section.key == key), None)

    def passages(self) -> Iterator[Passage]:
        """Every string that a reader reads, in reading order, the title first."""
        yield Passage("title", "", self.title, None, "title")
        for section in self.sections:
            yield from _passages_of(section)


def _passages_of(section: Section) -> Iterator[Passage]:
    for number, row in enumerate(section.rows):
        heading = row.get("name") or section.heading
        for column, text in row.columns:
            if column in READ_COLUMNS:
                above = section.heading if column == "name" else heading
                yield Passage(f"{section.key}.{number}.{column}", above, text, section.layout, column)
