"""Advice beside the findings: shown after saving and while typing, and never in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from content.advice import Advice, advice_on, ease, linked_paths
from content.models import kinds
from content.sections import Layout, PublicText
from governance.admin.cards import field_id, section_name
from governance.models import Live

# A page may do without these.
OPTIONAL = frozenset({Layout.CODE, Layout.PHRASES, Layout.LINKS, Layout.SHOWN_ON, Layout.LINE})


@dataclass(frozen=True, slots=True)
class ShownAdvice:
    """A piece of advice with the field that it is about; both "" for the whole page."""

    says: str
    section: str
    field: str


def advice_context(text: PublicText, missing: Sequence[str]) -> dict[str, Any]:
    """What the panel of advice shows. missing: the sentences that the statement asks of this page."""
    public = Live.objects.filter(path__in=linked_paths(text)).values_list("path", flat=True)
    found = advice_on(text, expected=_expected(text.kind), public_paths=set(public))
    return {"ease": ease(text), "advice": [_shown(item, text.kind) for item in found], "missing": missing}


def _expected(kind: str) -> list[str]:
    sections = kinds()[kind].SECTIONS
    return [name for name, layout, _ in sections if layout not in OPTIONAL]


def _shown(item: Advice, kind: str) -> ShownAdvice:
    if not item.place:
        return ShownAdvice(item.says, "", "")
    field = field_id(kind, item.place) if "." in item.place else f"id_{item.place}"
    return ShownAdvice(item.says, section_name(kind, item.place), field)
