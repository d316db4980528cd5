"""Clean HTML as units: tags, and characters as they stand in the HTML."""

import re
from html import unescape

# The sanitiser writes `>` in no attribute and escapes nothing but these in text.
_UNIT = re.compile(r"<[^>]*>|&(?:amp|lt|gt|nbsp|quot);|.", re.S)


def units(html: str) -> list[str]:
    """Clean HTML -> its tags and characters, in order; joined they are the HTML again."""
    return _UNIT.findall(html)


def is_tag(unit: str) -> bool:
    """Whether a unit is a tag; any other is one character of the text."""
    return len(unit) > 1 and unit[0] == "<"


def text_of_units(parts: list[str]) -> str:
    """The characters of the text, without the tags."""
    return "".join(part if len(part) == 1 else unescape(part) for part in parts if not is_tag(part))


def tags_of(html: str) -> str:
    """The tags of clean HTML in their order, without any text: the form that the words have."""
    return "".join(part for part in units(html) if is_tag(part))
