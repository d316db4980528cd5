"""Rows in a form: inputs with buttons that add, move and remove rows, which work without a script."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from content.fields import MOST_ROWS

LONG_COLUMNS = ("text", "note")
BUTTONS = {"find": "Look up", "up": "Up", "down": "Down", "remove": "Remove"}
LABELS = {"pmid": "PMID", "doi": "DOI"}
# In the place of a row's number, in the pattern of a row that a script copies.
PATTERN = "__row__"


class RowsWidget(forms.Widget):
    """Inputs named `<field>-<row>-<column>`, and buttons named `rows` (content.forms.row_acts reads them).

    find_url: where a reference is looked up, "" for rows that are none. focus: the row (`<field>-<row>`) or button
    (`<field>-<row>-<act>`) that the page begins at. said: what was just done, in a sentence.
    """

    template_name = "content/widgets/rows.html"

    def __init__(self, columns: tuple[str, ...], attrs: dict[str, Any] | None = None):
        self.columns = columns
        self.find_url = self.focus = self.said = ""
        super().__init__(attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        blank: dict[str, str] = {}
        rows = list(value or [blank])
        context["widget"] |= {
            "total": len(rows),
            "rows": [self._row(name, number, row, len(rows)) for number, row in enumerate(rows)],
            "pattern": self._row(name, PATTERN, blank, 0),
            "add": {"is_off": len(rows) >= MOST_ROWS, "has_focus": self.focus == f"{name}-add"},
            "most": MOST_ROWS,
            "find_url": self.find_url,
            "said": self.said,
        }
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, str]]:
        """The rows as they were typed, empty ones too: a row that was just added is one."""
        total = min(_number(data.get(f"{name}-total")), MOST_ROWS + 1)
        return [
            {column: data.get(f"{name}-{number}-{column}", "").strip() for column in self.columns}
            for number in range(total)
        ]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}-total" not in data

    def as_data(self, name: str, rows: list[dict[str, str]]) -> dict[str, str]:
        """Rows as a browser sends them: what value_from_datadict reads."""
        cells = {
            f"{name}-{number}-{column}": row.get(column, "")
            for number, row in enumerate(rows)
            for column in self.columns
        }
        return {f"{name}-total": str(len(rows)), **cells}

    def _row(self, name: str, number: int | str, row: Mapping[str, str], total: int) -> dict[str, Any]:
        prefix = f"{name}-{number}"
        off = {"up": number == 0, "down": number == total - 1}
        return {
            "prefix": prefix,
            "number": number + 1 if isinstance(number, int) else number,
            "cells": [self._cell(prefix, column, row) for column in self.columns],
            "buttons": [self._button(name, number, act, is_off=off.get(act, False)) for act in self._acts()],
        }

    def _acts(self) -> tuple[str, ...]:
        return ("find", "up", "down", "remove") if self.find_url else ("up", "down", "remove")

    def _button(self, name: str, number: int | str, act: str, *, is_off: bool) -> dict[str, Any]:
        return {
            "act": act,
            "id": f"{name}-{number}-{act}",
            "value": f"{name}/{act}/{number}",
            "label": BUTTONS[act],
            "is_off": is_off,
            "has_focus": self.focus == f"{name}-{number}-{act}",
        }

    def _cell(self, prefix: str, column: str, row: Mapping[str, str]) -> dict[str, Any]:
        return {
            "name": f"{prefix}-{column}",
            "label": LABELS.get(column, column.capitalize()),
            "column": column,
            "value": row.get(column, ""),
            "is_long": column in LONG_COLUMNS,
            "has_focus": self.focus == prefix and column == self.columns[0],
        }


class RowsFormField(forms.Field):
    """A list of rows with the same columns. Its value is a list of dicts of strings, without empty rows."""

    def __init__(self, *, columns: tuple[str, ...], **kwargs: Any):
        super().__init__(widget=RowsWidget(columns), **kwargs)

    def to_python(self, value: Any) -> list[dict[str, str]]:
        rows = _filled(value)
        if len(rows) > MOST_ROWS:
            raise ValidationError(f"{MOST_ROWS} rows are the most.")
        return rows

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _filled(initial) != _filled(data)


def _filled(rows: Any) -> list[dict[str, str]]:
    return [row for row in rows or [] if any(row.values())]


def _number(value: Any) -> int:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
