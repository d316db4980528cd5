"""Files -> drafts. Nothing of a file is lost: what has no field is left over, with its line.

A new format is one reader (text -> pieces), a new kind of document one placer (pieces -> Imported); each
is one line in a table here. Files that others send are read by `limited`, in a process of their own.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from content.importers import docx_reader, html_reader, markdown_reader, text_reader
from content.importers.article import article
from content.importers.condition_page import condition_page
from content.importers.decoding import decode
from content.importers.faq import faq
from content.importers.sections import field_of
from content.importers.values import Imported, ImportRefused, Kind, Leftover, Piece
from content.markdown import MarkdownTooComplex, check

__all__ = ["ImportRefused", "Imported", "Kind", "Leftover", "read_file"]

MOST_PIECES = 20_000
MOST_LINES = 50_000

IsSection = Callable[[str], bool]
_Read = tuple[list[Piece], list[Leftover]]
_Reader = Callable[[bytes, IsSection], _Read]
_Placer = Callable[[Sequence[Piece]], Imported]


def read_file(name: str, data: bytes, kind: str) -> Imported:
    """A file's name and bytes -> a draft of that kind. Raises ImportRefused with one sentence."""
    placer = _PLACERS.get(kind)
    if placer is None:
        raise ImportRefused(f"There is no kind {kind!r}; it is one of {', '.join(_PLACERS)}.")
    reader = _READERS.get(PurePath(name).suffix.casefold())
    if reader is None:
        raise ImportRefused(
            f"{PurePath(name).name!r} cannot be read; its name has to end in {', '.join(_READERS)}."
        )
    pieces, hidden = reader(data, _is_section_of(kind))
    if len(pieces) > MOST_PIECES:
        raise ImportRefused(f"This file has {len(pieces):,} paragraphs; at most {MOST_PIECES:,} are read.")
    return _checked(_with_leftovers(placer(pieces), hidden))


def _is_section_of(kind: str) -> IsSection:
    """Whether a line is a heading that names a field, for pages of that kind."""
    if kind == Kind.CONDITION_PAGE:
        return lambda line: field_of(line) is not None
    return lambda line: field_of(line) == "references"


def _with_leftovers(imported: Imported, hidden: list[Leftover]) -> Imported:
    leftovers = sorted([*imported.leftovers, *hidden], key=lambda left: left.line)
    return replace(imported, leftovers=tuple(leftovers))


def _checked(imported: Imported) -> Imported:
    """The same, if every text of it can be kept."""
    for name, text in _texts(imported):
        try:
            check(text)
        except MarkdownTooComplex as error:
            raise ImportRefused(f"This file cannot be kept: {name}: {error}") from None
    return imported


def _texts(imported: Imported) -> Iterator[tuple[str, str]]:
    yield "title", imported.title
    for name, value in imported.values.items():
        for text in [value] if isinstance(value, str) else [text for row in value for text in row.values()]:
            yield name, text
    for question, answer in imported.questions:
        yield from (("question", question), ("answer", answer))


def _text(data: bytes, is_section: IsSection) -> _Read:
    return text_reader.pieces_of(_of_few_lines(decode(data)), is_section), []


def _markdown(data: bytes, is_section: IsSection) -> _Read:
    return markdown_reader.pieces_of(_of_few_lines(decode(data)), is_section)


def _html(data: bytes, is_section: IsSection) -> _Read:
    return html_reader.pieces_of(decode(data), is_section)


def _of_few_lines(text: str) -> str:
    lines = text.count("\n") + 1
    if lines > MOST_LINES:
        raise ImportRefused(f"This file has {lines:,} lines; at most {MOST_LINES:,} are read.")
    return text


_READERS: Mapping[str, _Reader] = {
    ".txt": _text,
    ".md": _markdown,
    ".html": _html,
    ".htm": _html,
    ".docx": docx_reader.pieces_of,
}
_PLACERS: Mapping[str, _Placer] = {
    Kind.CONDITION_PAGE: condition_page,
    Kind.ARTICLE: article,
    Kind.FAQ: faq,
}
