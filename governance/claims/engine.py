"""The engine as the rest of the application uses it: a document to claims, claims to readings."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from governance.claims.extract import extract_sentence
from governance.claims.judge import judge, worst
from governance.claims.reading import read
from governance.claims.values import Claim, Document, Reading, Sentence, Statement

# Stored with every claim: claims of an older engine are read again before they are relied upon.
ENGINE_VERSION = "1"


def extract(document: Document) -> tuple[Claim, ...]:
    """Return every claim of the document, in the order of the text; knows no statement."""
    return claims_of(read(document))


def claims_of(sentences: Iterable[Sentence]) -> tuple[Claim, ...]:
    """Return the claims of sentences that were read already."""
    return tuple(claim for sentence in sentences for claim in extract_sentence(sentence))


def readings(document: Document, statement: Statement) -> tuple[Reading, ...]:
    """Return each sentence with its findings; its verdict is the worst of theirs."""
    return readings_of(read(document), statement)


def readings_of(sentences: Iterable[Sentence], statement: Statement) -> tuple[Reading, ...]:
    """Return the readings of sentences that were read already."""
    return tuple(reading(sentence, extract_sentence(sentence), statement) for sentence in sentences)


def reading(sentence: Sentence, claims: Iterable[Claim], statement: Statement) -> Reading:
    """Return one sentence with the findings on its claims."""
    findings = judge(claims, statement)
    return Reading(sentence, worst(finding.verdict for finding in findings), findings)


def rejoined(
    sentences: Iterable[Sentence], claims: Iterable[Claim], statement: Statement
) -> Iterator[Reading]:
    """Yield readings from claims that were stored: the text is not searched again."""
    stored: defaultdict[tuple[str, int, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        stored[claim.block, claim.start, claim.end].append(claim)
    for sentence in sentences:
        yield reading(sentence, stored[sentence.block, sentence.start, sentence.end], statement)
