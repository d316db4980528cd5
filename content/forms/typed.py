"""What stands in a form before it is saved: the public text that it would make, and where each passage was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from content.alignment import Alignment, align
from content.forms.documents import DocumentForm
from content.forms.rows import RowsWidget
from content.markdown import MarkdownTooComplex, check
from content.models import Document
from content.sections import Passage, PublicText
from content.versions import link_fields, public_text


@dataclass(frozen=True, slots=True)
class Problem:
    """A field that cannot be kept as it is. name: the field's; says: one sentence."""

    name: str
    label: str
    says: str


@dataclass(frozen=True, slots=True)
class Place:
    """The input in which a passage was typed, and how the passage lies in its value."""

    name: str
    alignment: Alignment


@dataclass(frozen=True, slots=True)
class Typed:
    """text: as a save would make it, without what cannot be kept. places: by the passage's key."""

    text: PublicText
    places: Mapping[str, Place]
    problems: tuple[Problem, ...]


def typed(form: DocumentForm) -> Typed:
    """What is typed in a bound form. Writes nothing, and never fails for what was typed: it tells the problems."""
    refused = [name for name in _read_fields(form) if name in form.errors]
    for name in refused:
        _empty(form.instance, name)
    # A field that is still to be filled in is no problem before the save.
    problems = [_problem(form, name) for name in refused if form.data.get(name) != ""]
    text = public_text(form.instance, _links(form))
    text, too_complex = _without_what_is_too_complex(form, text)
    places = {passage.key: _place(form, passage) for passage in text.passages()}
    return Typed(text, places, (*problems, *too_complex))


def _read_fields(form: DocumentForm) -> list[str]:
    names = ("title", *(name for name, _, _ in form.instance.SECTIONS))
    return [name for name in names if name in form.fields]


def _problem(form: DocumentForm, name: str) -> Problem:
    return Problem(name, str(form[name].label), str(form.errors[name][0]))


def _empty(document: Document, name: str) -> None:
    if name not in link_fields(type(document)):
        setattr(document, name, [] if isinstance(getattr(document, name), list) else "")


def _links(form: DocumentForm) -> dict[str, list[Document]]:
    names = link_fields(type(form.instance))
    return {name: list(form.cleaned_data.get(name) or ()) for name in names}


def _without_what_is_too_complex(
    form: DocumentForm, text: PublicText
) -> tuple[PublicText, tuple[Problem, ...]]:
    problems: dict[str, Problem] = {}
    for passage in text.passages():
        try:
            check(passage.text)
        except MarkdownTooComplex as error:
            name = passage.key.split(".")[0]
            problems.setdefault(name, Problem(name, str(form[name].label), str(error)))
    sections = tuple(section for section in text.sections if section.key not in problems)
    title = "" if "title" in problems else text.title
    return replace(text, title=title, sections=sections), tuple(problems.values())


def _place(form: DocumentForm, passage: Passage) -> Place:
    name = _input_name(form, passage)
    value = str(form.data.get(name) or "").replace("\r\n", "\n").replace("\r", "\n")
    return Place(name, align(value, passage.text))


def _input_name(form: DocumentForm, passage: Passage) -> str:
    field, _, cell = passage.key.partition(".")
    widget: Any = form.fields[field].widget if field in form.fields else None
    if not isinstance(widget, RowsWidget):
        return field
    number, _, column = cell.partition(".")
    rows = enumerate(widget.value_from_datadict(form.data, {}, field))
    filled = [place for place, row in rows if any(row.values())]  # empty rows are kept by nobody
    return f"{field}-{filled[int(number)]}-{column}"
