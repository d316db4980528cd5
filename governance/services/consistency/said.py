"""What live pages say, and how a difference between two of them is told."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from content.digest import decode
from content.sections import Layout, PublicText
from governance.models import FoundClaim, Live
from governance.services.readings import readings_of

FIGURE = re.compile(r"\d")
END = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a live page."""

    document: int
    kind: str
    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Said(Sentence):
    """One firm claim as a live page makes it."""

    condition_of_page: str
    topic: str
    low: int
    high: int
    agent: str
    condition: str


@dataclass(frozen=True)
class Difference:
    """Two sentences of two live pages that answer the same question differently. question: which one, in words."""

    question: str
    one: Sentence
    other: Sentence

    @cached_property
    def mark(self) -> str:
        """What tells it from any other: the question, the pages and their words."""
        pages = sorted((str(item.document), item.sentence) for item in (self.one, self.other))
        words = [self.question, *(word for page in pages for word in page)]
        return hashlib.sha256("\n".join(words).encode()).hexdigest()


def said_by_live_pages() -> Iterator[Said]:
    """Every firm claim of what is live, page by page; one query."""
    rows = FoundClaim.objects.filter(extraction__in=readings_of(Live.objects.all()), certain=True)
    named = rows.exclude(topic="").order_by("extraction", "number", "pk").values_list(*_COLUMNS)
    for row in named.iterator(chunk_size=2_000):
        yield Said(*row)


def sentences_with_numbers() -> Iterator[Sentence]:
    """Every sentence of what is live in which a figure stands, references left out; one query.

    A dose by itself is no claim, so it is looked for in the words.
    """
    rows = Live.objects.order_by("pk").values_list(
        "document", "document__kind", "document__title", "publication__text"
    )
    for document, kind, title, text in rows.iterator(chunk_size=200):
        for sentence in _numbered(decode(text)):
            yield Sentence(document, kind, title, sentence)


def _numbered(text: PublicText) -> Iterator[str]:
    for passage in text.passages():
        if passage.layout != Layout.REFERENCES and FIGURE.search(passage.text):
            yield from (part.strip() for part in END.split(passage.text) if FIGURE.search(part))


_DOCUMENT = "extraction__version__document"
_COLUMNS = (
    _DOCUMENT, f"{_DOCUMENT}__kind", f"{_DOCUMENT}__title", "sentence", f"{_DOCUMENT}__condition", "topic", "low",
    "high", "agent", "condition",
)  # fmt: skip
