"""What differs between two versions: paragraph first, then the words inside a changed paragraph.

It reads the source text of every column, not only what the claim engine reads: another DOI is a change too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from content.sections import PublicText, Section
from governance.admin.words import Kind, Piece, compared, note, shortened, tokens

ALIKE = 0.5
# Beyond these many pairs a person would wait: the paragraphs are shown as removed and added.
MOST_PAIRS = 400
MOST_PARAGRAPH_PAIRS = 1_000_000
MOST_SINGLE = 200
LABELS = {"pmid": "PMID", "doi": "DOI", "text": "", "path": "Link"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the source. key: its passage; label: its column where that is not the text."""

    key: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A changed paragraph: its pieces in reading order, and in a few words what kind of change it is."""

    key: str
    label: str
    pieces: tuple[Piece, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its changes, and how many of its paragraphs are the same."""

    key: str
    heading: str
    changes: tuple[Change, ...]
    same: int


@dataclass(frozen=True, slots=True)
class Redline:
    """The changed sections in reading order, and the headings of those that are the same."""

    changed: tuple[Part, ...]
    unchanged: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many paragraphs changed."""
        return sum(len(part.changes) for part in self.changed)


def redline(old: PublicText, new: PublicText) -> Redline:
    """All that differs from the old to the new text."""
    parts = list(_parts(old, new))
    changed = tuple(part for part in parts if part.changes)
    return Redline(changed, tuple(part.heading for part in parts if not part.changes))


def _parts(old: PublicText, new: PublicText) -> Iterator[Part]:
    yield _part("page", "Title and address", _facts(old), _facts(new))
    before = {section.key: section for section in old.sections}
    after = {section.key: section for section in new.sections}
    for key in _merged(list(before), list(after)):
        named = after.get(key) or before[key]
        heading = named.heading or key.replace("_", " ").capitalize()
        yield _part(key, heading, _read(before.get(key)), _read(after.get(key)))


def _merged(before: list[str], after: list[str]) -> list[str]:
    """The keys of both; a section that is gone stands where it stood."""
    merged = list(after)
    for number, key in enumerate(before):
        if key not in merged:
            merged.insert(merged.index(before[number - 1]) + 1 if number else 0, key)
    return merged


def _facts(text: PublicText) -> list[Paragraph]:
    facts = (
        ("title", "", text.title),
        ("slug", "Address", text.slug),
        ("condition", "Condition", text.condition),
    )
    return [Paragraph(key, label, value) for key, label, value in facts]


def _read(section: Section | None) -> list[Paragraph]:
    if section is None:
        return []
    return [
        Paragraph(
            f"{section.key}.{number}.{column}", LABELS.get(column, column.capitalize()), paragraph.strip()
        )
        for number, row in enumerate(section.rows)
        for column, text in row.columns
        for paragraph in re.split(r"\n\s*\n", text)
        if paragraph.strip()
    ]


def _part(key: str, heading: str, before: list[Paragraph], after: list[Paragraph]) -> Part:
    changes: list[Change] = []
    same = 0
    for tag, start, end, new_start, new_end in opcodes(before, after):
        if tag == "equal":
            same += end - start
        else:
            changes.extend(_replaced(before[start:end], after[new_start:new_end]))
    return Part(key, heading, tuple(changes), same)


def opcodes(before: list[Paragraph], after: list[Paragraph]) -> list[tuple[str, int, int, int, int]]:
    """How the old paragraphs become the new ones; a paragraph is the same wherever it stands in its section."""
    if len(before) * len(after) > MOST_PARAGRAPH_PAIRS:
        is_same = [_words(item) for item in before] == [_words(item) for item in after]
        return [("equal" if is_same else "replace", 0, len(before), 0, len(after))]
    old, new = [_words(item) for item in before], [_words(item) for item in after]
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _words(paragraph: Paragraph) -> tuple[str, str]:
    return paragraph.label, paragraph.text


def _replaced(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> Iterator[Change]:
    gone: list[Paragraph] = []
    come: list[Paragraph] = []
    for old, new in pairs(before, after):
        if old and new:
            yield from _whole(gone, Kind.REMOVED)
            yield from _whole(come, Kind.ADDED)
            gone, come = [], []
            yield _change(new, compared(old.text, new.text))
        elif old:
            gone.append(old)
        elif new:
            come.append(new)
    yield from _whole(gone, Kind.REMOVED)
    yield from _whole(come, Kind.ADDED)


def pairs(
    before: Sequence[Paragraph], after: Sequence[Paragraph]
) -> Iterator[tuple[Paragraph | None, Paragraph | None]]:
    """Which paragraph became which; None stands for nothing.

    The most alike pair is a changed paragraph; what stands before and after it is paired likewise.
    """
    pair = _most_alike(before, after)
    if pair is None:
        yield from ((item, None) for item in before)
        yield from ((None, item) for item in after)
        return
    old, new = pair
    yield from pairs(before[:old], after[:new])
    yield before[old], after[new]
    yield from pairs(before[old + 1 :], after[new + 1 :])


def _whole(paragraphs: Sequence[Paragraph], kind: Kind) -> Iterator[Change]:
    """Each paragraph as a change of its own; a great many as one, so that the page stays small."""
    if len(paragraphs) > MOST_SINGLE:
        text = "\n\n".join(item.text for item in paragraphs)
        paragraphs = [Paragraph(paragraphs[0].key, "", text)]
    yield from (_change(item, [Piece(kind, item.text)]) for item in paragraphs)


def _most_alike(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> tuple[int, int] | None:
    if len(before) * len(after) > MOST_PAIRS:
        return None
    rated = [
        (_likeness(item, other), old, new)
        for new, other in enumerate(after)
        for old, item in enumerate(before)
    ]
    likeness, old, new = max(rated, key=lambda pair: pair[0], default=(0.0, 0, 0))
    return (old, new) if likeness > ALIKE else None


def _likeness(old: Paragraph, new: Paragraph) -> float:
    """From 0 to 1: how many words two paragraphs of the same column have in common, in whatever order."""
    if old.label != new.label:
        return 0.0
    return SequenceMatcher(None, tokens(old.text), tokens(new.text), autojunk=False).quick_ratio()


def _change(paragraph: Paragraph, pieces: list[Piece]) -> Change:
    return Change(paragraph.key, paragraph.label, shortened(pieces), note(pieces))
