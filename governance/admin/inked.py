"""The redline in the page as readers see it: the new HTML, with what came and what went in it.

Blocks first, then the words inside a changed block, as in the redline of the source. The new HTML is kept unit by
unit and only wrapped, so that marks of claims stay; what went is text alone, put beside the words that follow it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.utils.safestring import SafeString, mark_safe

from governance.admin.redline import Paragraph, opcodes, pairs

# A link to a finding is no word of the page. Quoted values may hold a `>`.
UNIT = re.compile(
    r"""<a class="ref .*?</a>|<!--.*?-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>|\s+|&\#?\w+;|\w+(?:[’'.,-]\w+)*|[^\w\s<&]+|.""",
    re.S,
)
BLOCK = re.compile(
    r"</?(?:p|li|h[1-6]|d[tdl]|t[dhr]|ul|ol|table|section|nav|div|pre|blockquote|article|hr|br)\b", re.I
)
MOST_PAIRS = 1_000_000
ADDED = '<ins><span class="vh">added: </span>{}</ins>'
REMOVED = '<del><span class="vh">removed: </span>{}</del>'
GONE = '<del class="gone"><span class="vh">removed: </span>{}</del>'


@dataclass(slots=True)
class Block:
    """The words of one paragraph, cell or point: their units, and where these stand among all units."""

    words: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def text(self, start: int = 0, end: int | None = None) -> str:
        """Its words from start to end as they are read, one blank where the source had any."""
        places = self.places[start:end]
        return "".join(
            (" " if number and place > places[number - 1] + 1 else "") + word
            for number, (word, place) in enumerate(zip(self.words[start:end], places, strict=True))
        )


@dataclass(slots=True)
class Ink:
    """What is put round and before the units of the new HTML, while it is compared."""

    added: set[int] = field(default_factory=set)
    before: dict[int, str] = field(default_factory=dict)
    after: dict[int, str] = field(default_factory=dict)


def inked(old: str, new: str) -> SafeString:
    """The new HTML with ins and del where it differs from the old. Without these it is the new HTML again.

    Both are safe HTML, as `content.rendering` makes it.
    """
    units = UNIT.findall(new)
    before, after = list(_blocks(UNIT.findall(old))), list(_blocks(units))
    ink = Ink()
    for one, other, last in _changed(before, after):
        if one and other:
            _compare(one, other, ink)
        elif other:
            ink.added.update(other.places)
        elif one:
            _put_gone(one, last, after, ink)
    return mark_safe("".join(_written(units, ink)))  # noqa: S308 - safe HTML, and tags of ours round it


def _blocks(units: Sequence[str]) -> Iterator[Block]:
    block = Block()
    for place, unit in enumerate(units):
        if _is_word(unit):
            block.words.append(unit)
            block.places.append(place)
        elif block.words and BLOCK.match(unit):
            yield block
            block = Block()
    if block.words:
        yield block


def _is_word(unit: str) -> bool:
    return not (unit.startswith("<") and len(unit) > 1) and not unit.isspace()


def _changed(
    before: list[Block], after: list[Block]
) -> Iterator[tuple[Block | None, Block | None, Block | None]]:
    """The blocks that differ in pairs, each with the last block of the new text that stands before it."""
    old, new = _paragraphs(before), _paragraphs(after)
    for tag, start, end, new_start, new_end in opcodes(old, new):
        if tag == "equal":
            continue
        last = after[new_start - 1] if new_start else None
        for one, other in pairs(old[start:end], new[new_start:new_end]):
            last = after[int(other.key)] if other else last
            yield before[int(one.key)] if one else None, last if other else None, last


def _paragraphs(blocks: list[Block]) -> list[Paragraph]:
    return [Paragraph(str(number), "", block.text()) for number, block in enumerate(blocks)]


def _compare(old: Block, new: Block, ink: Ink) -> None:
    if len(old.words) * len(new.words) > MOST_PAIRS:
        stretches = [("replace", 0, len(old.words), 0, len(new.words))]
    else:
        stretches = SequenceMatcher(None, old.words, new.words, False).get_opcodes()
    for tag, start, end, new_start, new_end in stretches:
        if tag == "equal":
            continue
        ink.added.update(new.places[new_start:new_end])
        if end > start:
            _put(old.text(start, end), new, new_start, ink)


def _put(text: str, block: Block, at: int, ink: Ink) -> None:
    """What went stands before the word that follows it, or behind the last one."""
    if at < len(block.places):
        ink.before[block.places[at]] = REMOVED.format(text) + " "
    else:
        ink.after[block.places[-1]] = " " + REMOVED.format(text)


def _put_gone(block: Block, last: Block | None, after: list[Block], ink: Ink) -> None:
    """A whole block that went stands behind the last one before it, or before all."""
    gone = GONE.format(block.text())
    if last:
        place = last.places[-1]
        ink.after[place] = ink.after.get(place, "") + gone
    elif after:
        place = after[0].places[0]
        ink.before[place] = gone + ink.before.get(place, "")


def _written(units: Sequence[str], ink: Ink) -> Iterator[str]:
    run: list[str] = []
    for place, unit in enumerate(units):
        goes_on = place in ink.added or (unit.isspace() and run and place + 1 in ink.added)
        if run and (not goes_on or place in ink.before):
            yield ADDED.format("".join(run))
            run = []
        yield ink.before.get(place, "")
        if goes_on:
            run.append(unit)
        if place in ink.after and run:
            yield ADDED.format("".join(run))
            run = []
        elif not goes_on:
            yield unit
        yield ink.after.get(place, "")
    if run:
        yield ADDED.format("".join(run))
