"""Merging a stale save, section by section: what only one side changed stands; where both did, the person chooses.

Three texts: the version that was opened, the newest one (theirs), and what was typed (mine). A section is a field.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from content.forms import DocumentForm
from content.forms.rows import RowsWidget
from content.models import Document, Version
from content.services import notes_stamp
from content.versions import link_fields, stored_fields
from governance.admin.words import Piece, compared
from governance.models import Person

MERGING, CHOICE = "merging", "choose-"
APART = frozenset({"reason", "seen", "notes_seen"})
UNKNOWN = object()

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A section that both changed. pieces: what they changed in it; choice: `mine`, `theirs`, or "" so far."""

    name: str
    label: str
    pieces: tuple[Piece, ...]
    choice: str


@dataclass(frozen=True, slots=True)
class Merge:
    """The form as it would be sent merged, with mine where a choice is open; and the sections by who changed them."""

    data: QueryDict
    conflicts: tuple[Conflict, ...]
    theirs: tuple[str, ...]
    mine: tuple[str, ...]


def merged(form: DocumentForm, document: Document) -> Merge:
    """The merge of a form that was checked, of a stale version, with the document as it is now."""
    seen, now = form.cleaned_data["seen"], document.version_number
    base, theirs = values_of(document, seen), values_of(document, now)
    mine = {name: _typed(form, name) for name in form.fields if name not in APART}
    changed = {name for name in mine if mine[name] != theirs.get(name, UNKNOWN)}
    by_them = {name for name in changed if mine[name] == base.get(name, UNKNOWN)}
    by_me = {name for name in changed if theirs.get(name) == base.get(name, UNKNOWN)}
    data = with_values(form, {name: theirs[name] for name in by_them})
    data["seen"], data["notes_seen"] = str(now), notes_stamp(document)
    conflicts = [name for name in mine if name in changed - by_them - by_me]
    data.setlist(MERGING, conflicts)
    return Merge(
        data,
        tuple(_conflict(form, name, base, theirs) for name in conflicts),
        _labels(form, by_them),
        _labels(form, by_me),
    )


def shown_again(form: DocumentForm, document: Document, before: Values) -> Merge:
    """The same page once more, with what was chosen and edited since. before: what they had changed it from."""
    names = [name for name in form.data.getlist(MERGING) if name in form.fields]
    theirs = values_of(document, document.version_number)
    conflicts = tuple(_conflict(form, name, before, theirs) for name in names)
    return Merge(form.data, conflicts, (), ())


def open_choices(data: QueryDict) -> list[str]:
    """The sections for which nothing was chosen yet."""
    return [name for name in data.getlist(MERGING) if data.get(CHOICE + name) not in ("mine", "theirs")]


def chosen(form: DocumentForm, theirs: Values) -> QueryDict:
    """What was sent, with theirs where theirs was chosen. theirs: the values of the version that was shown."""
    names = [name for name in form.data.getlist(MERGING) if form.data.get(CHOICE + name) == "theirs"]
    data = with_values(form, {name: theirs[name] for name in names if name in form.fields and name in theirs})
    for name in [name for name in data if name == MERGING or name.startswith(CHOICE)]:
        del data[name]
    return data


def values_of(document: Document, number: int) -> Values:
    """The fields of a version, of the present one with what is for staff only; {} for a number it never had."""
    if number == document.version_number:
        links = {name: _keys(getattr(document, name).all()) for name in link_fields(type(document))}
        return {
            field.name: field.value_from_object(document) for field in document._meta.concrete_fields
        } | links
    version = Version.objects.filter(document=document.pk, number=number).select_related("document").first()
    fields = stored_fields(version) if version else {}
    named = {
        field.name: fields[field.attname]
        for field in document._meta.concrete_fields
        if field.attname in fields
    }
    return named | {
        name: sorted(map(int, fields[name])) for name in link_fields(type(document)) if name in fields
    }


def with_values(form: DocumentForm, values: Values) -> QueryDict:
    """What was sent, with these fields in the place of what was typed in them."""
    data = form.data.copy()
    for name, value in values.items():
        widget = form.fields[name].widget
        if isinstance(widget, RowsWidget):
            for cell in [key for key in data if key.startswith(f"{name}-")]:
                del data[cell]
            data.update(widget.as_data(name, value))
        else:
            data.setlist(name, [str(item) for item in value] if isinstance(value, list) else [str(value)])
    return data


def left_hidden(merge: Merge) -> list[tuple[str, str]]:
    """All that was sent beside what the page asks for, so that nothing is lost on the way through it."""
    asked = {conflict.name for conflict in merge.conflicts}
    return [
        (name, value)
        for name, values in merge.data.lists()
        for value in values
        if name not in ("csrfmiddlewaretoken", "rows", "reason", MERGING)
        and not name.startswith(CHOICE)
        and name.split("-")[0] not in asked
    ]


def _typed(form: DocumentForm, name: str) -> Any:
    if name in link_fields(type(form.instance)):
        return _keys(form.cleaned_data[name])
    return form.instance._meta.get_field(name).value_from_object(form.instance)


def _conflict(form: DocumentForm, name: str, base: Values, theirs: Values) -> Conflict:
    old, new = (_told(form, name, values.get(name)) for values in (base, theirs))
    choice = form.data.get(CHOICE + name, "")
    return Conflict(name, str(form.fields[name].label), tuple(compared(old, new)), choice)


def _told(form: DocumentForm, name: str, value: Any) -> str:
    """A field's value as a person reads it."""
    if name == "owner":
        return str(Person.objects.filter(pk=value).first() or "")
    if name in link_fields(type(form.instance)):
        return "\n".join(str(item) for item in Document.objects.filter(pk__in=value or []).order_by("pk"))
    if isinstance(value, list):
        return "\n\n".join("\n".join(text for text in row.values() if text) for row in value)
    return str(value or "")


def _keys(documents: Iterable[Document]) -> list[int]:
    return sorted(document.pk for document in documents)


def _labels(form: DocumentForm, names: set[str]) -> tuple[str, ...]:
    return tuple(str(form.fields[name].label) for name in form.fields if name in names)
