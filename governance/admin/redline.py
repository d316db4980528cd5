"""What differs between two versions: paragraph first, then the words inside a changed paragraph.

It reads the source text of every column, not only what the claim engine reads: another DOI is a change too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

from content.sections import PublicText, Section

TOKEN = re.compile(r"\w+(?:[’'.,-]\w+)*\s*|[^\w\s]+\s*|\s+")
ALIKE = 0.5
# Beyond these sizes a comparison word by word would keep a person waiting: the whole is shown as replaced.
MOST_PAIRS = 900
MOST_WORD_PAIRS = 4_000_000
CONTEXT = 90
LABELS = {"pmid": "PMID", "doi": "DOI", "text": "", "path": "Link"}


class Kind(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and what became of it."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the source. key: its passage; label: its column where that is not the text."""

    key: str
    label: str
    text: str = field(compare=True)


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
    parts = [_part(key, heading, before, after) for key, heading, before, after in _sections(old, new)]
    changed = tuple(part for part in parts if part.changes)
    return Redline(changed, tuple(part.heading for part in parts if not part.changes))


def _sections(
    old: PublicText, new: PublicText
) -> Iterator[tuple[str, str, list[Paragraph], list[Paragraph]]]:
    yield "page", "Title and address", _facts(old), _facts(new)
    before = {section.key: section for section in old.sections}
    after = {section.key: section for section in new.sections}
    for key in _merged(list(before), list(after)):
        named = after.get(key) or before[key]
        yield (
            key,
            named.heading or key.replace("_", " ").capitalize(),
            _read(before.get(key)),
            _read(after.get(key)),
        )


def _merged(before: list[str], after: list[str]) -> list[str]:
    """The keys of both; a section that is gone stands where it stood."""
    merged = list(after)
    for number, key in enumerate(before):
        if key not in merged:
            previous = before[number - 1] if number else ""
            merged.insert(merged.index(previous) + 1 if previous else 0, key)
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
    matcher = SequenceMatcher(
        None, [_words(item) for item in before], [_words(item) for item in after], False
    )
    changes: list[Change] = []
    same = 0
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            same += end - start
        else:
            changes.extend(_replaced(before[start:end], after[new_start:new_end]))
    return Part(key, heading, tuple(changes), same)


def _words(paragraph: Paragraph) -> tuple[str, str]:
    return paragraph.label, paragraph.text


def _replaced(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> Iterator[Change]:
    """The most alike pair is a changed paragraph; what stands before and after it is compared likewise."""
    pair = _most_alike(before, after)
    if pair is None:
        yield from (_change(item, [Piece(Kind.REMOVED, item.text)]) for item in before)
        yield from (_change(item, [Piece(Kind.ADDED, item.text)]) for item in after)
        return
    old, new = pair
    yield from _replaced(before[:old], after[:new])
    yield _change(after[new], compared(before[old].text, after[new].text))
    yield from _replaced(before[old + 1 :], after[new + 1 :])


def _most_alike(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> tuple[int, int] | None:
    if not before or not after or len(before) * len(after) > MOST_PAIRS:
        return None
    best, found = ALIKE, None
    for new, item in enumerate(after):
        matcher = SequenceMatcher(None, b=_tokens(item.text), autojunk=False)
        for old, other in enumerate(before):
            matcher.set_seq1(_tokens(other.text))
            if (
                item.label == other.label
                and matcher.real_quick_ratio() > best
                and matcher.quick_ratio() > best
            ):
                best, found = matcher.quick_ratio(), (old, new)
    return found


def compared(old: str, new: str) -> list[Piece]:
    """The pieces that lead from the old to the new words."""
    before, after = _tokens(old), _tokens(new)
    if len(before) * len(after) > MOST_WORD_PAIRS:
        return [Piece(Kind.REMOVED, old), Piece(Kind.ADDED, new)]
    pieces: list[Piece] = []
    for tag, start, end, new_start, new_end in SequenceMatcher(None, before, after, False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Kind.SAME, "".join(before[start:end])))
        else:
            removed, added = "".join(before[start:end]), "".join(after[new_start:new_end])
            pieces += [
                piece for piece in (Piece(Kind.REMOVED, removed), Piece(Kind.ADDED, added)) if piece.text
            ]
    return pieces


def _tokens(text: str) -> list[str]:
    return TOKEN.findall(text)


def _change(paragraph: Paragraph, pieces: list[Piece]) -> Change:
    shown = tuple(_shortened(piece, number, len(pieces)) for number, piece in enumerate(pieces))
    return Change(paragraph.key, paragraph.label, shown, note(pieces))


def _shortened(piece: Piece, number: int, total: int) -> Piece:
    """Unchanged words far from a change are left out."""
    if piece.kind != Kind.SAME or len(piece.text) <= 2 * CONTEXT:
        return piece
    head = piece.text[:CONTEXT].rsplit(" ", 1)[0] if number else ""
    tail = piece.text[-CONTEXT:].split(" ", 1)[-1] if number < total - 1 else ""
    return Piece(Kind.SAME, f"{head} … {tail}")


DENIALS = re.compile(r"\b(?:not?|never|none|nothing|without|cannot|\w+n[’']t)\b", re.IGNORECASE)
NUMBERS = re.compile(
    r"\d+(?:[.,]\d+)*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|hundred|thousand|half|third|quarter|once|twice)\b",
    re.IGNORECASE,
)
WORDS = re.compile(r"\w+")


def note(pieces: Sequence[Piece]) -> str:
    """What kind of change it is, the gravest first: a number, a denial, words, or only punctuation."""
    removed = " ".join(piece.text for piece in pieces if piece.kind == Kind.REMOVED)
    added = " ".join(piece.text for piece in pieces if piece.kind == Kind.ADDED)
    kinds = ((NUMBERS, "A number changed"), (DENIALS, "A “not” changed"), (WORDS, "Words changed"))
    if not removed or not added:
        kinds = (*kinds[:2], (WORDS, "Words added" if added else "Words removed"))
    if all(piece.kind != Kind.SAME for piece in pieces) and not (removed and added):
        return "New" if added else "Removed"
    for pattern, says in kinds:
        if [word.lower() for word in pattern.findall(removed)] != [
            word.lower() for word in pattern.findall(added)
        ]:
            return says
    return "Only punctuation or case"
