"""Text as it is stored: Unicode NFC, line ends as \\n, no trailing blanks, nothing that cannot be shown."""

import re
import unicodedata

from django.core.exceptions import ValidationError

# Control characters (but tab and line feed), lone surrogates, and what Unicode says is no character.
UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def normalised(text: str) -> str:
    """The text as it is stored. Raises ValidationError that names the line of what cannot be shown."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = UNSHOWABLE.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise ValidationError(f"Line {line} holds a character that cannot be shown (U+{ord(found[0]):04X}).")
    text = unicodedata.normalize("NFC", text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
