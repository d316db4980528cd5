"""A file of Word as a package: its parts of XML, each within limits, none of them trusted.

A .docx is a zip of XML. Bombs are refused by what they say and again by what comes out; a document type, which
entities need, is refused wherever it stands; nothing that a part points to is fetched, and nothing is unpacked to disk.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from content.importers.decoding import MAX_BYTES
from content.importers.values import ImportRefused

MOST_PARTS = 2_000
MOST_OF_A_PART = 20 * 1024**2
MOST_OF_ALL = 40 * 1024**2
MOST_ELEMENTS = 400_000
MOST_DEPTH = 120
BODY = "word/document.xml"
_TAKEN = re.compile(
    r"word/(?:document|comments|footnotes|endnotes|styles|numbering|header\d*|footer\d*)\.xml", re.ASCII
)
_LINKS = "word/_rels/document.xml.rels"
_OUTSIDE = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:")
NO_WORD = "This is no .docx that can be read; please save it again from Word, or as .txt, .md or .html."


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of XML by their names, where the links of the body lead, and the names of what was not read."""

    parts: Mapping[str, ElementTree.Element]
    links: Mapping[str, str]
    others: tuple[str, ...]


def opened(data: bytes) -> Package:
    """A file's bytes -> its package. Raises ImportRefused with one sentence."""
    if len(data) > MAX_BYTES:
        raise ImportRefused(f"This file has {len(data) / 1024**2:.1f} MB, and at most 10 MB are read.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _package(archive)
    except ImportRefused:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise ImportRefused(NO_WORD) from None


def _package(archive: zipfile.ZipFile) -> Package:
    _refuse_strange(archive.infolist())
    names = archive.namelist()
    if BODY not in names:
        raise ImportRefused(NO_WORD)
    taken = [name for name in dict.fromkeys(names) if _TAKEN.fullmatch(name) or name == _LINKS]
    left = [MOST_OF_ALL]
    roots = {name: _parsed(_read(archive, name, left)) for name in taken}
    links = {item.get("Id", ""): item.get("Target", "") for item in roots.pop(_LINKS, ())}
    others = tuple(name for name in names if re.match(r"word/(?:embeddings|media|activeX)/|word/vba", name))
    return Package(roots, links, others)


def _refuse_strange(items: list[zipfile.ZipInfo]) -> None:
    if len(items) > MOST_PARTS:
        raise ImportRefused(f"This file has {len(items):,} parts; at most {MOST_PARTS:,} are read.")
    if any(_OUTSIDE.search(item.filename) for item in items):
        raise ImportRefused("A part of this file has a name that leads outside of it; it is not read.")
    if len({item.filename for item in items}) < len(items):
        raise ImportRefused("Two parts of this file have the same name; it is not read.")
    if any(item.flag_bits & 1 for item in items):
        raise ImportRefused("This file is locked with a password; please save it without one.")


def _read(archive: zipfile.ZipFile, name: str, left: list[int]) -> bytes:
    """A part, no further than the limits; what a zip says of its sizes is not believed."""
    most = min(MOST_OF_A_PART, left[0])
    with archive.open(name) as part:
        data = part.read(most + 1)
    left[0] -= len(data)
    if len(data) > most:
        raise ImportRefused(
            "This file becomes far larger when it is unpacked than a page can be; it is not read."
        )
    return data


@dataclass(slots=True)
class _Watch:
    """Counts elements on a first reading, and refuses what a second one should not meet."""

    elements: int = 0
    depth: int = 0
    deepest: int = field(default=0)

    def opened(self, *_: Any) -> None:
        self.elements += 1
        self.depth += 1
        if self.elements > MOST_ELEMENTS or self.depth > MOST_DEPTH:
            raise ImportRefused("This file is built too deep or of too many pieces; please simplify it.")

    def closed(self, *_: Any) -> None:
        self.depth -= 1


def _parsed(data: bytes) -> ElementTree.Element:
    watch, parser = _Watch(), expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = watch.opened, watch.closed
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(data, True)
        # Safe now: without a document type there are no entities.
        return ElementTree.fromstring(data)  # noqa: S314
    except (expat.ExpatError, ElementTree.ParseError, LookupError):
        raise ImportRefused(NO_WORD) from None


def _refuse_doctype(*_: Any) -> None:
    raise ImportRefused(
        "A part of this file declares a document type, which Word never does; it is not read."
    )
