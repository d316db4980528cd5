"""Bytes -> text, or one sentence that says why not."""

import codecs
import re

from content.importers.values import ImportRefused
from content.texts import UNSHOWABLE

MAX_BYTES = 10 * 1024 * 1024

_SIGNATURES = (
    (b"PK\x03\x04", "a zip or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image or a sound"),
    (b"BM\x00", "an image"),
    (b"II*\x00", "an image"),
    (b"\x1f\x8b", "a compressed file"),
    (b"{\\rtf", "a rich text file"),
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def decode(data: bytes) -> str:
    """The text of a file, with line feeds as its only line ends. Raises ImportRefused."""
    if len(data) > MAX_BYTES:
        raise ImportRefused(f"This file has {len(data) / 1024**2:.1f} MB, and at most 10 MB are read.")
    _refuse_signatures(data)
    text = _LINE_ENDS.sub("\n", _decoded(data))
    if not text.strip():
        raise ImportRefused("This file is empty.")
    _refuse_unshowable(text)
    return text


def _refuse_signatures(data: bytes) -> None:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise ImportRefused(f"This is {what}, not text; please save it as .txt, .md or .html.")


def _decoded(data: bytes) -> str:
    """UTF-8 with or without a byte order mark; UTF-16 with one."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not wide and b"\x00" in data:
        raise ImportRefused("This is a binary file, not text; please save it as .txt, .md or .html.")
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        encoding = "UTF-16" if wide else "UTF-8"
        raise ImportRefused(f"Line {line} is not {encoding}; please save the file again as UTF-8.") from None


def _refuse_unshowable(text: str) -> None:
    found = UNSHOWABLE.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        code = f"U+{ord(found.group()):04X}"
        raise ImportRefused(f"Line {line} holds a character that cannot be shown ({code}); please remove it.")
