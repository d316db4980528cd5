"""What the buttons of a row do: they change the form that is sent, and save nothing."""

import re
from dataclasses import dataclass
from enum import StrEnum

from django.forms import Form
from django.http import QueryDict

from content.fields import MOST_ROWS

BUTTON = "rows"
_VALUE = re.compile(r"(\w{1,60})/(add|up|down|remove|find)/(\d{1,3})", re.ASCII)
_SAID = {
    "add": "Row {} is new and empty.",
    "up": "The row is number {} now.",
    "down": "The row is number {} now.",
    "remove": "Row {} is removed.",
}


class Act(StrEnum):
    """What a button asks for."""

    ADD = "add"
    UP = "up"
    DOWN = "down"
    REMOVE = "remove"
    FIND = "find"


@dataclass(frozen=True, slots=True)
class RowAct:
    """A button that was pressed. field: of the form; number: of the row, from 0."""

    field: str
    act: Act
    number: int


def pressed(data: QueryDict) -> RowAct | None:
    """The button of a row that was pressed, None where the form was sent otherwise."""
    found = _VALUE.fullmatch(data.get(BUTTON, ""))
    return RowAct(found[1], Act(found[2]), int(found[3])) if found else None


def changed_rows(form: Form, act: RowAct) -> QueryDict:
    """What was sent, with the rows as the button asks, and the widget told where to go on and what to say.

    A button that leads nowhere (the first row up, a row that is not there) changes nothing.
    """
    widget, data = form.fields[act.field].widget, form.data.copy()
    rows = widget.value_from_datadict(data, None, act.field)
    at = _moved(rows, act)
    if at is None:
        return data
    for name in [name for name in data if name.startswith(f"{act.field}-")]:
        del data[name]
    data.update(widget.as_data(act.field, rows))
    widget.focus = _focus(act, at, len(rows))
    widget.said = f"{_SAID[act.act].format(at + 1)} Nothing is saved yet."
    return data


def filled(form: Form, act: RowAct, row: dict[str, str], said: str) -> QueryDict:
    """What was sent, with the empty cells of one row filled; what was typed stays."""
    data = form.data.copy()
    widget = form.fields[act.field].widget
    for column in widget.columns:
        name = f"{act.field}-{act.number}-{column}"
        data[name] = data.get(name, "").strip() or row.get(column, "")
    widget.focus, widget.said = f"{act.field}-{act.number}", said
    return data


def _moved(rows: list[dict[str, str]], act: RowAct) -> int | None:
    """Changes the rows. Returns where the row in question stands then, None where nothing was done."""
    if act.act is Act.ADD and len(rows) < MOST_ROWS:
        rows.append({})
        return len(rows) - 1
    if act.act is Act.REMOVE and act.number < len(rows):
        del rows[act.number]
        return act.number
    target = act.number + {Act.UP: -1, Act.DOWN: 1}.get(act.act, len(rows))
    if act.number < len(rows) and 0 <= target < len(rows):
        rows[act.number], rows[target] = rows[target], rows[act.number]
        return target
    return None


def _focus(act: RowAct, at: int, total: int) -> str:
    """The same button in the row's new place, so that it can be pressed again; else the row's first input."""
    if act.act in (Act.UP, Act.DOWN):
        is_at_end = at == (0 if act.act is Act.UP else total - 1)
        back = Act.DOWN if act.act is Act.UP else Act.UP
        return f"{act.field}-{at}-{back if is_at_end else act.act}"
    if act.act is Act.REMOVE and at >= total:
        return f"{act.field}-add"
    return f"{act.field}-{at}"
