"""Short ways to read a source in tests."""

from governance.claims.reading import read
from governance.claims.values import Block, Document, Kind, Sentence


def sentences(source: str, kind: Kind = Kind.PARAGRAPH, condition: str | None = None) -> tuple[Sentence, ...]:
    return read(Document((Block("text", source, kind=kind),), condition))


def texts(source: str) -> list[str]:
    return [sentence.text for sentence in sentences(source)]


def text(source: str) -> str:
    """The reading of a source that holds one sentence."""
    (sentence,) = sentences(source)
    return sentence.text


def kinds(source: str) -> list[tuple[str, str]]:
    return [(sentence.kind.value, sentence.text) for sentence in sentences(source)]


def in_source(source: str, sentence: Sentence, words: str) -> str:
    """What stands in the source where `words` stand in the sentence."""
    at = sentence.text.index(words)
    return source[sentence.offsets[at] : sentence.offsets[at + len(words) - 1] + 1]
