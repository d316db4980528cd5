"""JSON lines in, JSON lines out: one sentence each, as `score.py` asks for them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice

from governance.claims.engine import readings_of
from governance.claims.inputs import InputError
from governance.claims.judge import worst
from governance.claims.reading import read
from governance.claims.scales import load_scales
from governance.claims.values import Block, Document, Finding, Kind, Reading, Sentence, Statement, Verdict

FIELDS = {"id": (str, int), "text": (str,), "condition": (str, type(None)), "previous": (str, type(None))}


def answers(lines: Iterable[str], statement: Statement, name: str) -> Iterator[str]:
    """Yield the answer to each line. Raises InputError naming the line that is not understood."""
    items = [
        _item(line, f"{name}, line {number}:") for number, line in enumerate(lines, start=1) if line.strip()
    ]
    sentences = [sentences_of(item) for item in items]
    readings = iter(readings_of(chain.from_iterable(sentences), statement))
    for item, read_here in zip(items, sentences, strict=True):
        yield json.dumps({"id": item["id"], **answer(islice(readings, len(read_here)))})


def answer(readings: Iterable[Reading]) -> dict[str, object]:
    """Return the worst verdict with its topics: of the conflicts, else of all that was found."""
    readings = list(readings)
    findings = [finding for reading in readings for finding in reading.findings]
    conflicts = [finding for finding in findings if finding.verdict is Verdict.CONFLICT]
    verdict = worst(reading.verdict for reading in readings)
    return {"verdict": verdict.value, "topics": _topics(conflicts or findings)}


def sentences_of(item: dict[str, str]) -> tuple[Sentence, ...]:
    """Read an item as a page would be read, with the sentence before it and its kind as given."""
    kind, condition = Kind(item["kind"]), item["condition"] or None
    found = read(Document((Block("text", item["text"], kind=kind),), condition))
    return tuple(
        replace(
            sentence,
            previous=sentence.previous if number else item["previous"] or "",
            kind=Kind.QUESTION if sentence.kind is Kind.QUESTION else kind,
        )
        for number, sentence in enumerate(found)
    )


def _topics(findings: Iterable[Finding]) -> list[str]:
    return list(dict.fromkeys(finding.claim.topic for finding in findings if finding.claim.topic))


def _item(line: str, where: str) -> dict[str, str]:
    try:
        item = json.loads(line)
    except (ValueError, RecursionError):
        raise InputError(f"{where} this is not JSON.") from None
    if not isinstance(item, dict):
        raise InputError(f"{where} expected an object with id and text.")
    item = {"condition": None, "previous": None, "kind": None, **item}
    item["kind"] = item["kind"] or Kind.PARAGRAPH.value
    _check(item, where)
    return item


def _check(item: dict[str, object], where: str) -> None:
    for field, types in FIELDS.items():
        if not isinstance(item.get(field), types):
            raise InputError(f"{where} {field!r} is missing or of the wrong type.")
    if item["kind"] not in list(Kind):
        raise InputError(f"{where} unknown kind {item['kind']!r}; known are {', '.join(Kind)}.")
    if item["condition"] and item["condition"] not in load_scales().parents:
        raise InputError(f"{where} unknown condition {item['condition']!r}.")
