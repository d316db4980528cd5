"""The two kinds of field that documents are made of: prose, and rows of named strings."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from content.texts import normalised

MOST_ROWS = 60
MOST_CHARACTERS = 200_000


class ProseField(models.TextField):
    """Markdown, normalised. The rendering checks its size and depth."""

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        kwargs.setdefault("max_length", MOST_CHARACTERS)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> str:
        return normalised(value) if isinstance(value, str) else ""


class RowsField(models.TextField):
    """An ordered list of rows with the same columns, such as name and text, kept as JSON text.

    Rows have no life of their own: they are written, versioned and signed with their page, so they are a value
    of it and not a table (docs/decisions/models.md). In Python: a list of dicts of strings, without empty rows.
    """

    def __init__(self, *args: Any, columns: tuple[str, ...] = ("text",), **kwargs: Any):
        self.columns = columns
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "columns": self.columns}

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> list[dict[str, str]]:
        return json.loads(value) if value else []

    def to_python(self, value: Any) -> list[dict[str, str]]:
        if isinstance(value, str):
            value = self._parsed(value)
        return self.cleaned_rows(value or [])

    def get_prep_value(self, value: Any) -> str:
        return json.dumps(value or [], ensure_ascii=False)

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def cleaned_rows(self, rows: Any) -> list[dict[str, str]]:
        """The rows with normalised strings, without the empty ones. Raises ValidationError."""
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise ValidationError("Rows are a list of named texts.")
        if len(rows) > MOST_ROWS:
            raise ValidationError(f"There are {len(rows)} rows; {MOST_ROWS} are the most.")
        cleaned = [self._cleaned_row(row) for row in rows]
        return [row for row in cleaned if any(row.values())]

    def _cleaned_row(self, row: dict[str, Any]) -> dict[str, str]:
        unknown = set(row) - set(self.columns)
        if unknown:
            raise ValidationError(f"A row has no column {sorted(unknown)[0]!r}.")
        return {name: normalised(str(row.get(name) or "")).strip() for name in self.columns}

    def _parsed(self, text: str) -> Any:
        try:
            return json.loads(text) if text else []
        except json.JSONDecodeError:
            raise ValidationError("Rows are a list of named texts.") from None

    def formfield(self, **kwargs: Any) -> Any:
        from content.forms.rows import RowsFormField  # noqa: PLC0415  forms import fields

        return RowsFormField(
            columns=self.columns, required=not self.blank, label=self.verbose_name, help_text=self.help_text
        )
