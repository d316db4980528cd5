"""Sentences of two pages that say the same with other numbers: a dose, a duration, a rate.

They are the same where all their words are the same, in whatever order, and only the numbers differ.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from governance.services.consistency.said import Difference, Sentence

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
WORD = re.compile(r"[^\W\d_]+")
LEAST_WORDS = 4  # "Take 2 of 3" says too little to be the same thing as another one


def number_differences(said: Iterable[Sentence]) -> Iterator[Difference]:
    """One row for each page whose numbers are other than those of the first page with the same words."""
    alike: dict[tuple[str, ...], dict[tuple[int, str], Sentence]] = defaultdict(dict)
    for item in said:
        words = _words(item.sentence)
        if NUMBER.search(item.sentence) and len(words) >= LEAST_WORDS:
            alike[words].setdefault((item.document, item.sentence), item)
    for found in alike.values():
        yield from _unlike(list(found.values()))


def _unlike(items: list[Sentence]) -> Iterator[Difference]:
    first = items[0]
    for item in items[1:]:
        if item.document != first.document and _numbers(item) != _numbers(first):
            yield Difference(f"{_beside(first, item)} or {_beside(item, first)}", first, item)


def _beside(one: Sentence, other: Sentence) -> str:
    """The numbers of one sentence that the other does not have."""
    left = Counter(_numbers(one)) - Counter(_numbers(other))
    return ", ".join(left.elements()) or "no number"


def _words(sentence: str) -> tuple[str, ...]:
    return tuple(sorted(word.casefold() for word in WORD.findall(sentence)))


def _numbers(item: Sentence) -> list[str]:
    return sorted(NUMBER.findall(item.sentence))
