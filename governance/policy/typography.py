"""What a correction may change: typography, and nothing else. Exact, and stricter than an editor would be.

Two texts are the same words where they have the same normal form. So it is an equivalence: a correction of a
correction can come no further from the words that were signed in full than one correction can.

These alone are typography:
- the shape of a quotation mark or an apostrophe (never whether there is one);
- the width of a space inside a line (never a line's end, its indentation, or a space made or lost in a word);
- a hyphen or an en dash between two letters or digits; a spaced hyphen, a dash of any length between words;
- a space before a full stop or a comma that ends a word, or none after a comma between two long words;
- a space between a number and a unit of a closed list;
- an ellipsis as one sign or three; a full stop at the very end of a paragraph.

All else is more: a letter's case ("us", "US"; "may", "May"), a comma ("no, ketamine …", "no ketamine …"), a
question mark, a bracket, a minus, a line, an accent, a sign that cannot be seen, whatever Markdown reads as form.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_LETTER = r"[^\W\d_]"
_UNITS = "mg|mcg|µg|μg|g|kg|ml|mL|mmHg|%|°C"
_SHAPES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "..."})
# In this order: later rules meet the plain signs and the single spaces that the first ones leave.
_RULES = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"(?<=\S)[ \t\u00a0\u2009\u202f]+(?=\S)", " "),
        (r"(?<=[^\W_])[-\u2010\u2011–](?=[^\W_])", "-"),
        (r"(?<=[^\W\d_)\"'])(?: [-–—] |—)(?=[^\W\d_(\"'])", " — "),
        (rf"(?<={_LETTER}) (?=[,.;:!?](?:\s|\Z))", ""),
        (rf"(?<={_LETTER}{{3}})([,;])(?={_LETTER}{{3}})", r"\1 "),
        (rf"(?<=\d) (?=(?:{_UNITS})(?![^\W_]))", ""),
        (r"(?<=[^\W\d_)\"'])\.(?=\Z|\n\s*\n)", ""),
    )
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One string of a text, with its place. is_read: a reader reads it as words; all else must stay as it is."""

    key: str
    text: str
    is_read: bool


def is_typography(old: str, new: str) -> bool:
    """Whether two texts in Markdown are the same words, so that nothing but typography can differ."""
    return old == new or normal_form(old) == normal_form(new)


def normal_form(text: str) -> str:
    """The text without its typography; only to be compared, never to be shown."""
    text = text.translate(_SHAPES)
    for pattern, form in _RULES:
        text = pattern.sub(form, text)
    return text


def beyond_typography(old: Sequence[Stretch], new: Sequence[Stretch]) -> tuple[str, ...]:
    """The keys of all that differs in more than typography, in reading order; empty for a correction.

    A stretch that was added, removed or moved is more, and so is one that is not read as words.
    """
    if [item.key for item in old] != [item.key for item in new]:
        return tuple(_moved(old, new))
    return tuple(after.key for before, after in zip(old, new, strict=True) if not _is_same(before, after))


def _is_same(before: Stretch, after: Stretch) -> bool:
    if before.is_read and after.is_read:
        return is_typography(before.text, after.text)
    return before == after


def _moved(old: Sequence[Stretch], new: Sequence[Stretch]) -> Iterator[str]:
    """What is not in both; where all is in both, the order of everything differs."""
    before, after = dict.fromkeys(item.key for item in old), dict.fromkeys(item.key for item in new)
    one_sided = [key for key in {**before, **after} if (key in before) != (key in after)]
    yield from one_sided or after
