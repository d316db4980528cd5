"""Phrases that an export ran together without a space: `…for headacheheadache and…`."""

import re
from collections.abc import Callable

LONGEST_PHRASE_WORDS = 8
SHORTEST_WORD = 3
SHORTEST_STRANGER = 4

# What makes one word with a word of the title.
_AFFIX_WORDS = "anti hemi like free less post semi hyper micro inter peri para pseudo prone killer killers"
_AFFIXES = frozenset(_AFFIX_WORDS.split())
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def vocabulary_of(text: str) -> frozenset[str]:
    """The words that stand alone somewhere in the text, in lower case."""
    return frozenset(word.casefold() for word in _WORD.findall(text))


def separated(line: str, vocabulary: frozenset[str], title: str = "") -> list[str]:
    """A line of phrases -> the phrases, split in words that are two words of the vocabulary.

    vocabulary: the words that stand alone in the rest of the text. A word that is one of them is never split.
    title: what the page is about. Once a word was split, the line is known to be run together, and then a
    word of the title is seen at either end of a longer word, too.
    """
    borders = _borders(line, lambda word: _sure_border(word, vocabulary))
    if borders:
        subject = vocabulary_of(title)
        borders = _borders(
            line, lambda word: _sure_border(word, vocabulary) or _subject_border(word, vocabulary, subject)
        )
    starts = [0, *borders]
    ends = [*borders, len(line)]
    return [line[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def looks_run_together(phrase: str) -> bool:
    """Whether a phrase is too long to be what anyone types into a search box."""
    return len(_WORD.findall(phrase)) > LONGEST_PHRASE_WORDS


def _borders(line: str, border_of: Callable[[str], int]) -> list[int]:
    found = ((word.start(), border_of(word.group().casefold())) for word in _WORD.finditer(line))
    return [start + border for start, border in found if border]


def _sure_border(word: str, vocabulary: frozenset[str]) -> int:
    """Where the second word starts, 0 for a word that is one, or that could be split in two ways."""
    if word in vocabulary:
        return 0
    borders = [
        border
        for border in range(SHORTEST_WORD, len(word) - SHORTEST_WORD + 1)
        if word[:border] in vocabulary and word[border:] in vocabulary
    ]
    return borders[0] if len(borders) == 1 else 0


def _subject_border(word: str, vocabulary: frozenset[str], subject: frozenset[str]) -> int:
    """The same for a word of the title beside a word that stands nowhere else, such as `reliefheadache`."""
    for known in subject if word not in vocabulary else ():
        at_end = word.endswith(known)
        stranger = word.removesuffix(known) if at_end else word.removeprefix(known)
        if _is_stranger(stranger, word) and len(known) > SHORTEST_WORD:
            return len(stranger) if at_end else len(known)
    return 0


def _is_stranger(stranger: str, word: str) -> bool:
    return SHORTEST_STRANGER <= len(stranger) < len(word) and stranger not in _AFFIXES
