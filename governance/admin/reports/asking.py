"""The period that the reader chooses, as a form whose address is the choice."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from governance.services.reports.values import Period

USUAL = timedelta(days=90)
FIRST_YEAR, LAST_YEAR = 2000, 2099


class PeriodForm(forms.Form):
    """Two days; without them the last ninety."""

    since = forms.DateField(label="From", required=False)
    until = forms.DateField(label="To", required=False)

    def __init__(self, data: QueryDict, *, today: date):
        usual = {"since": (today - USUAL).isoformat(), "until": today.isoformat()}
        super().__init__({name: data.get(name) or day for name, day in usual.items()})
        for field in self.fields.values():
            field.widget.input_type = "date"
            field.error_messages["invalid"] = "Write the day as 2026-06-02."

    def clean_since(self) -> date:
        """A day that a calendar of ours has."""
        return _within(self.cleaned_data["since"])

    def clean_until(self) -> date:
        """The same, and not before the first."""
        until, since = _within(self.cleaned_data["until"]), self.cleaned_data.get("since")
        if since and until < since:
            raise ValidationError("This day lies before the first one.")
        return until

    def period(self) -> Period | None:
        """The period, None where the form does not hold."""
        if not self.is_valid():
            return None
        return Period(self.cleaned_data["since"], self.cleaned_data["until"])


def _within(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(f"Choose a day from {FIRST_YEAR} to {LAST_YEAR}.")
    return day
