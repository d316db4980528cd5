"""Text -> Markdown that shows exactly that text."""

import re

_ALWAYS = re.compile(r"([*`])")
_BACKSLASH = re.compile(r"\\(?=[\\`*_{}\[\]()>#+\-.!<&|])")
# An underscore within a word is text already.
_UNDERSCORE = re.compile(r"(?<!\w)_|_(?!\w)")
_LINK = re.compile(r"\](?=\()")
_ENTITY = re.compile(r"&(?=#\d|#[xX][0-9a-fA-F]|\w+;)")
_ADDRESS = re.compile(r"<(?=[^<>\s]*[:@])")
_BLOCK_START = re.compile(r"^(#|>|[+-](?=\s|$)|[-=](?=[-= ]*$))")
_TRAILING_HASHES = re.compile(r"(?<!#)#+$")
_NUMBER_START = re.compile(r"^(\d+)([.)])(?=\s|$)")


def escaped(text: str) -> str:
    """One line or paragraph of plain text -> inline Markdown that reads the same."""
    text = _BACKSLASH.sub(r"\\\\", text)
    text = _ALWAYS.sub(r"\\\1", text)
    text = _UNDERSCORE.sub(r"\\_", text)
    text = _LINK.sub(r"\\]", text)
    text = _ENTITY.sub(r"\\&", text)
    text = _TRAILING_HASHES.sub(lambda found: "\\#" * len(found.group()), text)
    return _ADDRESS.sub(r"\\<", text)


def guarded(markdown: str) -> str:
    """A line of inline Markdown whose start begins no block: no `#`, `>`, `-` or `1.` of its own."""
    return _NUMBER_START.sub(r"\1\\\2", _BLOCK_START.sub(r"\\\1", markdown))


def escaped_block(text: str) -> str:
    """Plain text at the start of a block -> Markdown that reads the same."""
    return guarded(escaped(text))
