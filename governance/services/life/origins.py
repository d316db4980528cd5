"""Where each sentence of a publication comes from: who wrote it first in these words, and who signed it first."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from content.citations import cited
from content.digest import decode
from content.models import Version
from content.sections import Layout, PublicText
from governance.claims.sentences import ends
from governance.models import Publication, SignOff

MOST_STOPS = 5_000
MARKER = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)]|#{1,6})\s+")
NUMBERED = re.compile(r"\[(\d{1,3})\]")
LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Origin:
    """One sentence. written: the first version that has it word for word; signed: the first signature on such a one."""

    key: str
    heading: str
    sentence: str
    references: tuple[str, ...]
    written: Version
    signed: SignOff | None


def origins_of(publication: Publication) -> list[Origin]:
    """Every sentence of a publication in reading order, in two queries, one version in memory at a time."""
    text = decode(publication.text)
    listed = list(dict.fromkeys(sentences_of(text)))
    written, signed = _first({sentence for _, sentence in listed}, publication)
    names = _references(text)
    return [
        Origin(
            key_of(sentence),
            heading,
            sentence,
            _named(sentence, names),
            written[sentence],
            signed.get(sentence),
        )
        for heading, sentence in listed
        if sentence in written
    ]


def key_of(sentence: str) -> str:
    """The sentence's part of an address: the start of its SHA-256, so that a link to it lasts."""
    return hashlib.sha256(sentence.encode()).hexdigest()[:12]


def sentences_of(text: PublicText) -> Iterator[tuple[str, str]]:
    """The heading and the words of each sentence that a reader reads, in the source's own marks."""
    for passage in text.passages():
        for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*+•]|\d{1,3}[.)]|#{1,6})\s)", passage.text):
            words = " ".join(MARKER.sub("", block).split())
            yield from ((passage.heading, item) for item in _split(words) if LETTER.search(item))


def _split(words: str) -> Iterator[str]:
    start = 0
    for end in ends(words, MOST_STOPS):
        yield words[start:end].strip()
        start = end


def _first(wanted: set[str], publication: Publication) -> tuple[dict[str, Version], dict[str, SignOff]]:
    """For each sentence the first version that has it, and the first signature on a version that has it."""
    written: dict[str, Version] = {}
    signed: dict[str, SignOff] = {}
    signatures = _signatures(publication)
    for version in _versions(publication):
        signoff = signatures.get(version.pk)
        open_still = {item for item in wanted if item not in written or (signoff and item not in signed)}
        for sentence in _present(version, open_still):
            written.setdefault(sentence, version)
            if signoff:
                signed.setdefault(sentence, signoff)
    return written, signed


def _present(version: Version, wanted: Iterable[str]) -> set[str]:
    """Which of the sentences a version has, whole and by themselves; most versions need not be split for it."""
    text = decode(version.text)
    whole = " ".join(" ".join(passage.text for passage in text.passages()).split())
    likely = {sentence for sentence in wanted if sentence in whole}
    return likely & {sentence for _, sentence in sentences_of(text)} if likely else set()


def _versions(publication: Publication) -> Iterator[Version]:
    upto = Version.objects.filter(document=publication.document_id, number__lte=publication.version.number)
    return upto.order_by("number").iterator(20)


def _signatures(publication: Publication) -> dict[int, SignOff]:
    """The first signature on each version."""
    found = SignOff.objects.filter(version__document=publication.document_id).select_related("statement")
    return {signoff.version_id: signoff for signoff in found.order_by("-pk")}


def _references(text: PublicText) -> dict[int, str]:
    """The references by their number, each with the name that the trail has for it."""
    keys = {section.key for section in text.sections if section.layout is Layout.REFERENCES}
    found: dict[int, str] = {}
    for work in cited(text):
        section, _, row = work.place.partition(".")
        if section in keys and row.isdecimal():
            found.setdefault(int(row) + 1, f"{work.label}, {work.doi or f'PMID {work.pmid}'}")
    return found


def _named(sentence: str, names: dict[int, str]) -> tuple[str, ...]:
    numbers = dict.fromkeys(int(number) for number in NUMBERED.findall(sentence))
    return tuple(names.get(number, f"Reference {number}") for number in numbers)
