"""The engine as the rest of the application uses it: a document to claims, claims to readings."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from governance.claims.judge import judge, worst
from governance.claims.mentions import names_ketamine, names_others
from governance.claims.reading import read
from governance.claims.recalling import recalled
from governance.claims.values import Claim, Document, Finding, Reading, Sentence, Statement

# Stored with every claim: claims of an older engine are read again before they are relied upon.
ENGINE_VERSION = "2026.11.2"
NEAR = 4  # sentences: what is said of ketamine reaches no further without a word that takes it up
THREAD = 2  # sentences after ketamine in which a firm claim is still believed to be about it


def extract(document: Document) -> tuple[Claim, ...]:
    """Return every claim of the document, in the order of the text; knows no statement."""
    return claims_of(sentences_of(document))


def sentences_of(document: Document) -> tuple[Sentence, ...]:
    """Return the sentences of a whole page, each with whether ketamine was named shortly before it."""
    return tuple(_placed(document))


def _placed(document: Document) -> Iterator[Sentence]:
    since, is_ours = NEAR, False
    for sentence in read(document):
        named = names_ketamine(sentence.text)
        since = 0 if named else since + 1
        is_ours = named or (is_ours and not names_others(sentence.text))
        away, thread = since >= NEAR, is_ours and 0 < since <= THREAD
        yield replace(sentence, away=away, thread=thread) if away or thread else sentence


def claims_of(sentences: Iterable[Sentence]) -> tuple[Claim, ...]:
    """Return the claims of sentences that were read already."""
    return tuple(claim for sentence in sentences for claim in recalled(sentence))


def readings(document: Document, statement: Statement) -> tuple[Reading, ...]:
    """Return each sentence with its findings; its verdict is the worst of theirs."""
    return readings_of(sentences_of(document), statement)


def readings_of(sentences: Iterable[Sentence], statement: Statement) -> tuple[Reading, ...]:
    """Return the readings of sentences that were read already."""
    found = [(sentence, recalled(sentence)) for sentence in sentences]
    findings = iter(judge([claim for _, claims in found for claim in claims], statement))
    return tuple(reading(sentence, islice(findings, len(claims))) for sentence, claims in found)


def reading(sentence: Sentence, findings: Iterable[Finding]) -> Reading:
    """Return one sentence with the findings on its claims; its verdict is the worst of theirs."""
    findings = tuple(findings)
    return Reading(sentence, worst(finding.verdict for finding in findings), findings)
