"""Advice on a text: what a careful editor would ask. It blocks nothing, and knows nothing of who may publish what."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from content.markdown import plain
from content.readability import Ease, ease_of
from content.sections import Layout, Passage, PublicText

# Health pages are to be read with ease at the eighth grade or below it (the American Medical Association asks for the
# sixth, the National Institutes of Health for the seventh or eighth).
HIGHEST_GRADE = 8
READ_AS_TEXT = frozenset({Layout.LEAD, Layout.PROSE, Layout.POINTS, Layout.PAIRS})
_LINK = re.compile(r"\]\((/[^)\s]*|#[\w-]+)\)")
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]?(?:\s*\[\^?\d+(?:\s*[,–-]\s*\d+)*\])*")
_FIGURE = re.compile(
    r"\d+(?:[.,]\d+)?\s?(?:%|percent\b)"
    r"|\b\d+ (?:of|in|out of) (?:every )?\d+\b"
    r"|\b\d[\d,]* (?:\w+ )?(?:patients|people|adults|participants|volunteers|trials|studies)\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\[\^?\d+|\]\(https?://|\bPMID\b|\bdoi\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice. place: the key of the section that it is about, "" for the whole page."""

    place: str
    says: str


def advice_on(
    text: PublicText, *, expected: Sequence[str], public_paths: Collection[str]
) -> tuple[Advice, ...]:
    """What could be better in a text, in the order of the page.

    expected: the keys of the sections that a page of this kind has; public_paths: of the internal paths that
    the text links to (`linked_paths`) those that lead somewhere.
    """
    return (
        *_on_ease(text),
        *_on_missing(text, expected),
        *_on_links(text, public_paths),
        *_on_figures(text),
    )


def ease(text: PublicText) -> Ease | None:
    """The reading ease of the running words: leads, prose, points and pairs, without headings and references."""
    passages = (item for item in text.passages() if item.layout in READ_AS_TEXT and item.column == "text")
    return ease_of("\n\n".join(plain(item.text) for item in passages))


def linked_paths(text: PublicText) -> tuple[str, ...]:
    """The paths of this site that the text links to, such as `conditions/migraine`, each once."""
    found = (link.strip("/").split("#")[0].strip("/") for _, link in _links(text) if link.startswith("/"))
    return tuple(dict.fromkeys(path for path in found if path))


def _on_ease(text: PublicText) -> Iterator[Advice]:
    found = ease(text)
    if found and found.grade > HIGHEST_GRADE:
        words = round(found.words / found.sentences)
        yield Advice(
            "",
            f"Reads at grade {found.grade}; grade {HIGHEST_GRADE} or below is easy for most readers. A sentence has "
            f"{words} words on average: shorter ones and plainer words help.",
        )


def _on_missing(text: PublicText, expected: Sequence[str]) -> Iterator[Advice]:
    for key in expected:
        if text.section(key) is None:
            yield Advice(key, "Nothing is written here yet.")


def _on_links(text: PublicText, public_paths: Collection[str]) -> Iterator[Advice]:
    anchors = {section.key.replace("_", "-") for section in text.sections}
    for passage, link in _links(text):
        if link.startswith("#") and link[1:] not in anchors:
            yield Advice(passage.key, f"The link {link} leads to no part of this page.")
        path = link.strip("/").split("#")[0].strip("/")
        if link.startswith("/") and path and path not in public_paths:
            yield Advice(passage.key, f"The link {link} leads to no page that is public now.")


def _on_figures(text: PublicText) -> Iterator[Advice]:
    for passage in text.passages():
        if passage.layout not in READ_AS_TEXT:
            continue
        for sentence in _SENTENCE.findall(passage.text):
            figure = _FIGURE.search(sentence)
            if figure and not _REFERENCE.search(sentence):
                yield Advice(passage.key, f"“{figure[0]}” stands without a reference, such as [1].")


def _links(text: PublicText) -> Iterator[tuple[Passage, str]]:
    for passage in text.passages():
        yield from ((passage, link) for link in _LINK.findall(passage.text))
