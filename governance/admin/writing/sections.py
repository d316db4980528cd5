"""The fields of the editor's form: in which group each stands, and the list by which a writer goes to them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst

from content.forms import form_for
from content.models import Document
from governance.admin.cards import Card, Standing

HEAD = ("title", "slug", "condition", "owner")
FOOT = ("notes",)
APART = ("reason", "seen", "notes_seen")  # at the button


@dataclass(frozen=True, slots=True)
class SectionLink:
    """One field of the text, and how many sentences in it are in conflict or unclear."""

    field: str
    label: str
    conflicts: int
    unclear: int


def section_links(kind: type[Document], cards: Iterable[Card]) -> list[SectionLink]:
    """The title and the fields of the text, in the order of the form."""
    fields = form_for(kind).base_fields
    found = Counter((_field_of(card), card.standing) for card in cards)
    text = [name for name in fields if name not in HEAD + FOOT + APART]
    return [
        SectionLink(
            field=name,
            label=str(capfirst(fields[name].label or name.replace("_", " "))),
            conflicts=found[name, Standing.CONFLICT],
            unclear=found[name, Standing.UNCLEAR],
        )
        for name in ("title", *text)
    ]


def _field_of(card: Card) -> str:
    # An input of a row is `id_points-0-text`.
    return card.field.removeprefix("id_").partition("-")[0]
