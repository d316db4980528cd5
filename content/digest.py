"""The digest of a version: SHA-256 over its public text in one canonical encoding.

The encoding is JSON as in RFC 8785 (JCS) for the few types that occur: strings, lists, and objects whose keys
are ASCII words. Keys sorted, no white space, UTF-8, text in Unicode NFC, no null (what is empty is absent).
docs/decisions/digest.md says why, and what was rejected.
"""

import hashlib
import json
from typing import Any

from content.sections import Layout, PublicText, Row, Section

FORMAT = "imprimatur/text/1"


def encode(text: PublicText) -> str:
    """The canonical encoding, whose UTF-8 bytes are what the digest is taken over."""
    value = {
        "format": FORMAT,
        "kind": text.kind,
        "slug": text.slug,
        "condition": text.condition,
        "title": text.title,
        "sections": [_section_value(section) for section in text.sections],
    }
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def decode(encoded: str) -> PublicText:
    """The public text back from its encoding. Raises ValueError for another format."""
    value = json.loads(encoded)
    if value.get("format") != FORMAT:
        raise ValueError(f"this text is in the format {value.get('format')!r}, not {FORMAT!r}")
    sections = tuple(_section(item) for item in value["sections"])
    return PublicText(value["kind"], value["slug"], value["condition"], value["title"], sections)


def digest_of(encoded: str) -> str:
    """64 hex digits: SHA-256 over the UTF-8 bytes of an encoded text."""
    return hashlib.sha256(encoded.encode()).hexdigest()


def _section_value(section: Section) -> dict[str, Any]:
    rows = [dict(row.columns) for row in section.rows]
    return {"key": section.key, "heading": section.heading, "layout": section.layout.value, "rows": rows}


def _section(value: dict[str, Any]) -> Section:
    rows = tuple(Row.of(row) for row in value["rows"])
    return Section(value["key"], value["heading"], Layout(value["layout"]), rows)
