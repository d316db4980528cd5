"""What a reader searches among the live pages, and the whole sentence by which each was found.

A sentence is never cut: half of "is not a cure" would be words that nobody signed.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from governance.database.public_words import Words, find_words
from governance.models import Live, Publication
from governance.public.reading import ENTRY, with_fields

WORD = re.compile(r"\w+")
ENDINGS = re.compile(r"(?:ies|ing|ed|es|s|y|e)$")
MOST_TERMS, MOST_LETTERS = 8, 200
PAGES_OF_A_SEARCH = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """text: as the reader wrote it; condition: of the closed list, or "" for any."""

    text: str
    condition: str
    number: int

    @property
    def terms(self) -> list[str]:
        """The words searched for, small; underscores are no letters."""
        return WORD.findall(self.text.lower().replace("_", " "))[:MOST_TERMS]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return not (self.terms or self.condition)


@dataclass(frozen=True, slots=True)
class Found:
    """A live page, and the sentence with the words marked, "" where only the title has them."""

    publication: Publication
    sentence: SafeString


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found."""

    found: tuple[Found, ...]
    has_more: bool


def search(asked: Asked) -> Results:
    """What is live and has all the words. Two queries."""
    if asked.is_empty:
        return Results((), False)
    offset = (asked.number - 1) * PAGES_OF_A_SEARCH
    rows = find_words(connection, asked.terms, asked.condition, offset=offset, limit=PAGES_OF_A_SEARCH + 1)
    live = with_fields(ENTRY, Live.objects.filter(publication_id__in=[row.publication for row in rows]))
    publications = {item.publication_id: item.publication for item in live}
    shown = [row for row in rows[:PAGES_OF_A_SEARCH] if row.publication in publications]
    found = tuple(Found(publications[row.publication], sentence_of(row, asked.terms)) for row in shown)
    return Results(found, len(rows) > PAGES_OF_A_SEARCH)


def conditions() -> list[tuple[str, str]]:
    """The conditions to choose from, as they are asked for and as they are read."""
    names = [name for name in settings.PAGE_CONDITIONS if name != "any"]
    return sorted((name, name.replace("_", " ").capitalize()) for name in names)


def sentence_of(words: Words, terms: list[str]) -> SafeString:
    """The first sentence with most of the words, which are marked in it."""
    stems = [_stem(term) for term in terms]
    best, most = "", 0
    for sentence in words.body.splitlines():
        has = len(
            {stem for word in WORD.findall(sentence.lower()) for stem in stems if word.startswith(stem)}
        )
        if has > most:
            best, most = sentence, has
    return _marked(best, stems)


def _stem(term: str) -> str:
    """Near enough to how the databases cut endings off; it only chooses what is marked."""
    cut = ENDINGS.sub("", term)
    return cut if len(cut) > 2 else term


def _marked(sentence: str, stems: list[str]) -> SafeString:
    parts, last = [], 0
    for word in WORD.finditer(sentence):
        if any(word[0].lower().startswith(stem) for stem in stems):
            parts += [escape(sentence[last : word.start()]), format_html("<mark>{}</mark>", word[0])]
            last = word.end()
    return mark_safe("".join([*parts, escape(sentence[last:])]))  # noqa: S308 - each part is escaped
