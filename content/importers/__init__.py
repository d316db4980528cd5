"""Files -> drafts. Nothing of a file is lost: what has no field is left over, with its line.

A new format is one reader (text -> pieces), a new kind of document one placer (pieces -> Imported); each
is one line in a table here. Files of Word, which are no text, will come in as a reader of bytes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from content.importers import html_reader, markdown_reader, text_reader
from content.importers.article import article
from content.importers.condition_page import condition_page
from content.importers.decoding import decode
from content.importers.faq import faq
from content.importers.sections import field_of
from content.importers.values import Imported, ImportRefused, Kind, Leftover, Piece

__all__ = ["ImportRefused", "Imported", "Kind", "Leftover", "read_file"]

IsSection = Callable[[str], bool]
_Reader = Callable[[bytes, IsSection], tuple[list[Piece], list[Leftover]]]
_Placer = Callable[[Sequence[Piece]], Imported]


def read_file(name: str, data: bytes, kind: str) -> Imported:
    """A file's name and bytes -> a draft of that kind. Raises ImportRefused with one sentence."""
    placer = _PLACERS.get(kind)
    if placer is None:
        raise ImportRefused(f"There is no kind {kind!r}. One of: {', '.join(_PLACERS)}.")
    reader = _READERS.get(PurePath(name).suffix.casefold())
    if reader is None:
        raise ImportRefused(f"{PurePath(name).name!r} cannot be read. Files end in {', '.join(_READERS)}.")
    pieces, hidden = reader(data, _is_section_of(kind))
    return _with_leftovers(placer(pieces), hidden)


def _is_section_of(kind: str) -> IsSection:
    """Whether a line is a heading that names a field, for pages of that kind."""
    if kind == Kind.CONDITION_PAGE:
        return lambda line: field_of(line) is not None
    return lambda line: field_of(line) == "references"


def _with_leftovers(imported: Imported, hidden: list[Leftover]) -> Imported:
    leftovers = sorted([*imported.leftovers, *hidden], key=lambda left: left.line)
    return replace(imported, leftovers=tuple(leftovers))


def _text(data: bytes, is_section: IsSection) -> tuple[list[Piece], list[Leftover]]:
    return text_reader.pieces_of(decode(data), is_section), []


def _markdown(data: bytes, is_section: IsSection) -> tuple[list[Piece], list[Leftover]]:
    return markdown_reader.pieces_of(decode(data), is_section)


def _html(data: bytes, is_section: IsSection) -> tuple[list[Piece], list[Leftover]]:
    return html_reader.pieces_of(decode(data))


_READERS: Mapping[str, _Reader] = {".txt": _text, ".md": _markdown, ".html": _html, ".htm": _html}
_PLACERS: Mapping[str, _Placer] = {
    Kind.CONDITION_PAGE: condition_page,
    Kind.ARTICLE: article,
    Kind.FAQ: faq,
}
