"""Rows in a form: a table of inputs with spare rows at its end, which works without a script."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from content.fields import MOST_ROWS

SPARE_ROWS = 2
LONG_COLUMNS = ("text", "note")


class RowsWidget(forms.Widget):
    """Inputs named `<field>-<row>-<column>`, with a place to reorder by number and a box to remove."""

    template_name = "content/widgets/rows.html"

    def __init__(self, columns: tuple[str, ...], attrs: dict[str, Any] | None = None):
        self.columns = columns
        super().__init__(attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = list(value or [])
        blank: dict[str, str] = {}
        rows += [blank] * min(SPARE_ROWS, MOST_ROWS - len(rows))
        context["widget"]["total"] = len(rows)
        context["widget"]["rows"] = [self._row(name, number, row) for number, row in enumerate(rows)]
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, str]]:
        return [self._read(data, name, number) for number in self.places(data, name)]

    def places(self, data: Mapping[str, Any], name: str) -> list[int]:
        """For each row of the value the number that its inputs have in the form."""
        total = _number(data.get(f"{name}-total"), 0)
        kept = [
            (_number(data.get(f"{name}-{number}-order"), number + 1), number)
            for number in range(min(total, MOST_ROWS + 1))
            if not data.get(f"{name}-{number}-remove")
        ]
        return [number for _, number in sorted(kept) if any(self._read(data, name, number).values())]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}-total" not in data

    def _read(self, data: Mapping[str, Any], name: str, number: int) -> dict[str, str]:
        return {column: data.get(f"{name}-{number}-{column}", "").strip() for column in self.columns}

    def _row(self, name: str, number: int, row: Mapping[str, str]) -> dict[str, Any]:
        cells = [
            {
                "name": f"{name}-{number}-{column}",
                "label": f"{column.upper() if column in ('pmid', 'doi') else column.capitalize()}",
                "column": column,
                "value": row.get(column, ""),
                "is_long": column in LONG_COLUMNS,
            }
            for column in self.columns
        ]
        return {
            "number": number + 1,
            "prefix": f"{name}-{number}",
            "cells": cells,
            "is_spare": not any(row.values()),
        }


class RowsFormField(forms.Field):
    """A list of rows with the same columns. Its value is a list of dicts of strings."""

    def __init__(self, *, columns: tuple[str, ...], **kwargs: Any):
        super().__init__(widget=RowsWidget(columns), **kwargs)

    def to_python(self, value: Any) -> list[dict[str, str]]:
        if len(value or []) > MOST_ROWS:
            raise ValidationError(f"{MOST_ROWS} rows are the most.")
        return list(value or [])

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != list(data or [])


def _number(value: Any, default: int) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return default
