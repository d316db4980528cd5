"""Reading ease: the grade of Flesch and Kincaid, with syllables counted by a rule of our own.

The formula is of Kincaid, Fishburne, Rogers and Chissom, "Derivation of new readability formulas for Navy enlisted
personnel", Research Branch Report 8-75, 1975: 0.39 × words a sentence + 11.8 × syllables a word − 15.59. It tells the
grade of a school in the United States at which a text is read with ease.

A word has as many syllables as it has runs of vowels (a, e, i, o, u, y); a silent ending (-e, -es, -ed) takes one
away, but not -le after a consonant, nor -es and -ed where they are spoken; two vowels of two syllables (-io-, -ia-,
-eo-, as in "ratio") add none, because most of them are spoken as one. A word has at least one.
"""

import re
from dataclasses import dataclass

_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_SENTENCE_END = re.compile(r"[.!?…]+(?=[\s\"'”’)\]]|$)|\n{2,}")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(
    r"(?:(?<![aeiouy])(?<![^aeiouy]l)e|(?<![aeiouysxzcg])(?<!sh)(?<!ch)es|(?<![aeiouytd])ed)$"
)
# Below this a grade says more of chance than of the text.
FEWEST_WORDS = 30


@dataclass(frozen=True, slots=True)
class Ease:
    """How hard a text is to read."""

    words: int
    sentences: int
    syllables: int

    @property
    def grade(self) -> float:
        """The grade of Flesch and Kincaid, to one decimal."""
        return round(0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59, 1)


def ease_of(text: str) -> Ease | None:
    """The ease of plain text; None for less than FEWEST_WORDS words."""
    words = _WORD.findall(text)
    if len(words) < FEWEST_WORDS:
        return None
    sentences = [part for part in _SENTENCE_END.split(text) if part and _WORD.search(part)]
    return Ease(len(words), len(sentences), sum(syllables(word) for word in words))


def syllables(word: str) -> int:
    """How many syllables a word has by the rule above."""
    return sum(_in_part(part) for part in re.split(r"['’-]", word.lower()) if _VOWELS.search(part)) or 1


def _in_part(part: str) -> int:
    runs = len(_VOWELS.findall(part))
    return max(1, runs - 1 if _SILENT.search(part) else runs)
