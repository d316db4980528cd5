"""What the calendar shows, and the form of its rules: a few numbers, and a row for each interval."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from content.models import conditions, kinds
from governance.models import Live, Person, ReviewCalendar
from governance.policy.calendar import Interval
from governance.services.calendars import BOUNDS, MOST_MONTHS, Rules, rules_of

EMPTY_ROWS = 3
PREFIX = "interval"


class CalendarFilter(forms.Form):
    """Which pages the calendar shows; a value that is not known filters nothing."""

    month = forms.CharField(required=False, max_length=7, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="Kind of page", required=False)
    condition = forms.ChoiceField(required=False)
    mine = forms.BooleanField(label="Only mine", required=False)

    def __init__(self, data: object):
        super().__init__(data)
        self.fields["kind"].choices = kind_choices()
        self.fields["condition"].choices = [("", "Any"), *conditions()]

    def applied(self, live: QuerySet[Live], person: Person) -> QuerySet[Live]:
        """The live pages that the filter lets through."""
        self.is_valid()
        chosen = self.cleaned_data
        for name in ("kind", "condition"):
            if chosen.get(name):
                live = live.filter(**{f"document__{name}": chosen[name]})
        return live.filter(document__owner=person) if chosen.get("mine") else live


class RulesForm(forms.Form):
    """The numbers, why they change, and the edition that was on the screen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    escalate_after = forms.IntegerField(
        label="Days until the medical director is told of an overdue page",
        min_value=BOUNDS["escalate_after"][0],
        max_value=BOUNDS["escalate_after"][1],
    )
    grace = forms.IntegerField(
        label="Days until an overdue page is taken down",
        required=False,
        min_value=BOUNDS["grace"][0],
        max_value=BOUNDS["grace"][1],
        help_text="Empty: never. A new or shorter time counts from today; its people are told a week before.",
    )
    reviews_a_week = forms.IntegerField(
        label="Reviews that the physicians manage in a week",
        min_value=BOUNDS["reviews_a_week"][0],
        max_value=BOUNDS["reviews_a_week"][1],
        help_text="For the forecast of the load alone.",
    )
    reason = forms.CharField(label="Why it changes", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class IntervalForm(forms.Form):
    """How long a review of some pages holds."""

    kind = forms.ChoiceField(label="Kind of page", required=False)
    condition = forms.ChoiceField(required=False)
    months = forms.IntegerField(
        label="Months",
        required=False,
        min_value=1,
        max_value=MOST_MONTHS,
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_choices()
        self.fields["condition"].choices = [("", "Any"), *conditions()]

    def clean(self) -> dict[str, Any]:
        """A row that chooses pages says how long; an empty row says nothing."""
        found = super().clean() or {}
        if (
            (found.get("kind") or found.get("condition"))
            and not found.get("months")
            and "months" not in self.errors
        ):
            self.add_error("months", "Give the months, or choose Any twice to take the row out.")
        return found

    def interval(self) -> Interval | None:
        """The rule of the row; None for an empty one."""
        found = self.cleaned_data
        if not found.get("months"):
            return None
        return Interval(found["kind"], found["condition"], found["months"])


IntervalRows = forms.formset_factory(IntervalForm, extra=EMPTY_ROWS, max_num=120, absolute_max=120)


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of pages as choices."""
    return [("", "Any"), *((name, str(kind._meta.verbose_name)) for name, kind in kinds().items())]


def forms_of(calendar: ReviewCalendar | None) -> tuple[RulesForm, Any]:
    """The forms as they stand now."""
    rules = rules_of(calendar)
    numbers = {name: getattr(rules, name) for name in BOUNDS}
    rows = [
        {"kind": item.kind, "condition": item.condition, "months": item.months} for item in rules.intervals
    ]
    seen = calendar.pk if calendar else 0
    return RulesForm(initial={**numbers, "seen": seen}), IntervalRows(initial=rows, prefix=PREFIX)


def rules_in(form: RulesForm, rows: Any) -> Rules | None:
    """The rules that were sent; None where they cannot be read, and the forms say why."""
    if not (form.is_valid() & rows.is_valid()):
        return None
    intervals = tuple(item for item in (row.interval() for row in rows) if item)
    return Rules(intervals, **{name: form.cleaned_data[name] for name in BOUNDS})
