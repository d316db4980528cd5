"""The signed words of a publication as a value: what a machine may read of them.

The encoding under the digest says what it is (docs/decisions/digest.md); nothing of the content is imported here.
"""

import json
from dataclasses import dataclass
from typing import Any

CODE = "code"  # the layout of a section that holds a code, such as the ICD-11 one
ANY = "any"


@dataclass(frozen=True, slots=True)
class SignedText:
    """condition: as readers would say it, "" for a page on no condition in particular; icd11: its code or ""."""

    condition: str
    icd11: str
    sections: tuple[dict[str, Any], ...]


def signed_text(encoded: str) -> SignedText:
    """Reads the text of a publication."""
    value = json.loads(encoded)
    condition = value["condition"]
    codes = [section["rows"][0]["text"] for section in value["sections"] if section["layout"] == CODE]
    return SignedText(
        condition="" if condition == ANY else condition.replace("_", " "),
        icd11=codes[0] if codes else "",
        sections=tuple(value["sections"]),
    )
